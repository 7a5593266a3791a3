import type { MessageNow } from '../../src/answers/messageUpdates';
import { holdLine, overLine, type Writing } from '../../src/answers/lines';
import type { AskPlatform, ChatDialect } from '../../src/chatApps/connection/dialect';
import { slackAppName } from '../../src/chatApps/slack/app';
import { slackDialect } from '../../src/chatApps/slack/dialect';
import { slackVoice } from '../../src/chatApps/slack/voice';
import { slackWriting } from '../../src/chatApps/slack/written';
import type { ChatVoice } from '../../src/chatApps/voice';
import type { CredentialFields } from '../../src/robots/credential';
import { slackAppOf } from '../../src/robots/slack/address';
import { answeredSlackMessage } from '../../src/robots/slack/pressButtons';
import { chatAppKey } from '../../src/runtime/chatConnections';
import type { Clock } from '../../src/time/clock';
import type { Vocabulary } from '../../src/words/vocabulary';

/** One app of a platform, as its credential names it. */
export interface ChatApp {
	/** As its buttons are signed for it, and the store knows it. */
	name: string;
	/** With its secrets: another secret is another connection. */
	key: string;
	dialect: ChatDialect;
	voice(ask: AskPlatform, clock: Clock): ChatVoice;
}

/** What the trigger needs to know of a platform. */
export interface ChatPlatform {
	/** As its makers spell it. */
	name: string;
	credentialType: string;
	/** @throws {Error} in words for the person who filled in the credential. */
	appOf(fields: CredentialFields): ChatApp;
	writing(timeZone: string, clock: Clock): Writing;
	/** A message of a robot as it is from now on. @param sent as it was sent. */
	rewrite(
		sent: Record<string, unknown>,
		now: MessageNow,
		vocabulary: Vocabulary,
		writing: Writing,
	): Record<string, unknown>;
}

const slack: ChatPlatform = {
	name: 'Slack',
	credentialType: 'slackAppApi',
	appOf(fields) {
		const { baseUrl, botToken, appToken } = slackAppOf(fields);
		return {
			name: slackAppName(appToken),
			key: chatAppKey('slack', baseUrl, appToken),
			dialect: slackDialect({ baseUrl, appToken }),
			voice: (ask, clock) => slackVoice({ baseUrl, botToken }, ask, clock),
		};
	},
	writing: slackWriting,
	rewrite(sent, now, vocabulary, writing) {
		switch (now.is) {
			case 'older':
				return answeredSlackMessage(sent, { line: '', kept: [] });
			case 'over': {
				const line = overLine(now.escalation, vocabulary, writing);
				return answeredSlackMessage(sent, { line, kept: [] });
			}
			case 'held': {
				const line = holdLine(now.hold, vocabulary, writing);
				// Whoever is on it says here that it is done.
				return answeredSlackMessage(sent, { line, kept: ['markReplied'] });
			}
		}
	},
};

/** By the value of the parameter Platform. */
export const chatPlatforms: Readonly<Record<string, ChatPlatform>> = { slack };
