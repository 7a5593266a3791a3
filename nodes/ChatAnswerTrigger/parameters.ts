import { NodeOperationError, type ITriggerFunctions } from 'n8n-workflow';
import { z } from 'zod';

import type { AnswerRules } from '../../src/answers/answer';
import { own } from '../../src/own';
import { idsOf } from '../../src/robots/values';
import { languages, type Language } from '../../src/words/language';
import { ownLanguage } from '../../src/words/ownLanguage';
import { AUTOMATIC } from '../shared/robot/sendingOptions';
import { toActivationError } from '../shared/nodeErrors';
import { chatPlatforms, type ChatApp, type ChatPlatform } from './platforms';

/** A week: who wants longer means something else. */
const LONGEST = 7 * 24 * 60;

const minutes = (name: string) =>
	z
		.number(`${name} must be a number of minutes`)
		.int(`${name} must be a whole number of minutes`)
		.min(1, `${name} must be at least 1 minute`)
		.max(LONGEST, `${name} must be at most a week`);

const list = z.string('IDs must be a text').default('').transform(idsOf);
/** Words may have blanks in them. */
const words = z
	.string('Words must be a text')
	.transform((text) => text.split(/[,，、;；\n]/).flatMap((word) => word.trim() || []));

const optionsSchema = z.object({
	acknowledgeMinutes: minutes('Acknowledge For').default(30),
	snoozeMinutes: minutes('Snooze For').default(30),
	chats: list,
	mayAnswer: list,
	guests: z.enum(['allow', 'refuse'], 'Guests must be "allow" or "refuse"').default('refuse'),
	otherWords: z
		.enum(
			['acknowledge', 'help', 'ignore'],
			'Other Words must be "acknowledge", "help" or "ignore"',
		)
		.default('acknowledge'),
	language: z
		.enum([AUTOMATIC, ...languages], 'Language is none of those that there are')
		.default(AUTOMATIC),
	acknowledgeWords: words.default([]),
	snoozeWords: words.default([]),
	markRepliedWords: words.default([]),
});

/** What the panel says. @throws {NodeOperationError} */
export function settingsOf(trigger: ITriggerFunctions): { rules: AnswerRules; language: Language } {
	const options: unknown = trigger.getNodeParameter('options', {});
	const parsed = optionsSchema.safeParse(options);
	if (!parsed.success) {
		throw new NodeOperationError(trigger.getNode(), `${parsed.error.issues[0].message}.`);
	}
	const { language, acknowledgeWords, snoozeWords, markRepliedWords, ...rules } = parsed.data;
	return {
		rules: {
			...rules,
			words: {
				acknowledge: acknowledgeWords,
				snooze: snoozeWords,
				markReplied: markRepliedWords,
			},
		},
		language: language === AUTOMATIC ? ownLanguage() : (language as Language),
	};
}

/** The app that the credential names. @throws {NodeOperationError} */
export async function chatAppOf(
	trigger: ITriggerFunctions,
): Promise<{ platform: ChatPlatform; app: ChatApp }> {
	const chosen = String(trigger.getNodeParameter('platform', 'slack'));
	const platform = own(chatPlatforms, chosen);
	if (!platform) {
		throw new NodeOperationError(trigger.getNode(), `There is no platform "${chosen}".`);
	}
	const fields = await trigger.getCredentials(platform.credentialType);
	try {
		return { platform, app: platform.appOf(fields) };
	} catch (error) {
		throw toActivationError(trigger.getNode(), error);
	}
}
