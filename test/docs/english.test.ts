import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ChatAnswerTrigger } from '../../nodes/ChatAnswerTrigger/ChatAnswerTrigger.node';
import { DingTalkRobot } from '../../nodes/DingTalkRobot/DingTalkRobot.node';
import { DiscordRobot } from '../../nodes/DiscordRobot/DiscordRobot.node';
import { FeishuRobot } from '../../nodes/FeishuRobot/FeishuRobot.node';
import { ServiceEventTrigger } from '../../nodes/ServiceEventTrigger/ServiceEventTrigger.node';
import { SlackRobot } from '../../nodes/SlackRobot/SlackRobot.node';
import { UntilReplied } from '../../nodes/UntilReplied/UntilReplied.node';
import { WeComRobot } from '../../nodes/WeComRobot/WeComRobot.node';
import { WhoIsOnDuty } from '../../nodes/WhoIsOnDuty/WhoIsOnDuty.node';
import { files } from '../support/repository/files.mts';

/*
 * What can be seen of the language by rule: the style of n8n's own panels, and
 * turns of phrase that readers stumbled over.
 */

const root = join(__dirname, '../..');
const nodes = [
	DingTalkRobot,
	DiscordRobot,
	FeishuRobot,
	ChatAnswerTrigger,
	ServiceEventTrigger,
	SlackRobot,
	UntilReplied,
	WeComRobot,
	WhoIsOnDuty,
].map((Node) => new Node().description);

interface Entry {
	action?: string;
	placeholder?: string;
	options?: unknown[];
	values?: unknown[];
}

/** A property or option, and whatever it has in it. */
function withParts(entry: Entry): Entry[] {
	const parts = [...(entry.options ?? []), ...(entry.values ?? [])] as Entry[];
	return [entry, ...parts.flatMap(withParts)];
}

const entries = nodes.flatMap(({ name, properties }) =>
	properties.flatMap((property) => withParts(property).map((entry) => ({ node: name, entry }))),
);

describe('the panels', () => {
	it('have actions without articles', () => {
		const actions = entries.flatMap(({ entry }) => entry.action ?? []);
		expect(actions.length).toBeGreaterThan(15);
		expect(actions.filter((action) => /\b(a|an|the)\b/i.test(action))).toEqual([]);
	});

	it('have buttons to add something in one case', () => {
		const buttons = entries.flatMap(({ entry: { placeholder = '' } }) =>
			placeholder.startsWith('Add ') ? placeholder : [],
		);
		expect(buttons.length).toBeGreaterThan(10);
		expect(buttons.filter((button) => !/^Add [a-z]/.test(button))).toEqual([]);
	});
});

/** Turns of phrase that make a sentence a riddle, with what to write. */
const RIDDLES: Array<[turn: RegExp, write: string]> = [
	[/\breminder (less|sooner|for ever|as much|it and)\b/i, 'remind, or send reminders'],
	[/\bReminder an\b|\btags and reminders\b/, 'remind, or push'],
	[/\b(is|are) reminded (to|anew)\b/, 'a group is reminded'],
	[/\b(hears?|heard) (of it|of this|so)\b/, 'is told, is reminded'],
	[/\bnobody (told|tells)\b/i, 'was not notified, does not report'],
	[/\b(is|are) none that there (is|are)\b|\bthat there is not\b/, 'does not exist'],
	[/\bis not one (to|that|of)\b/, 'must be …'],
	[/\bleaves? by\b/, 'goes to the output'],
	[/\bwithout a word\b/, 'silently, without output'],
	[/\b(is|are) mended\b|\bcan mend\b/, 'is fixed'],
	[/\bunless you change it\b/, 'by default'],
	[/\bbut for (the|what)\b/, 'except for'],
	[/\bas it is by default\b/, 'the default'],
	[/\bkeeps out no other\b/, 'does not affect the others'],
	[/\bmade it as\b|\bmarked it as the old\b/, 'deprecated'],
	[/\bmay have \d/, 'can have up to'],
	[/\bcounts three\b/, 'takes three'],
];

/** What users read: the documents, the notes of the examples, and the texts of nodes and credentials. */
const texts = files
	.filter((file) =>
		/^(README|CONTRIBUTING|SECURITY|CHANGELOG)\.md$|^docs\/(?!decisions|glossary|architecture|escalation-states).*\.md$|^examples\/|^(nodes|credentials)\/.*\.ts$|^src\/robots\/.*\/errors\.ts$|^\.github\/.*\.(md|yml)$/.test(
			file,
		),
	)
	.filter((file) => !file.includes('zh-CN'));

it('finds the texts', () => expect(texts.length).toBeGreaterThan(150));

it.each(RIDDLES)('no text says %s', (turn) => {
	const found = texts.flatMap((file) =>
		readFileSync(join(root, file), 'utf8')
			.split('\n')
			.filter((line) => turn.test(line) && !/^\s*(\*|\/\/|\/\*)/.test(line))
			.filter((line) => !/^\[\^/.test(line))
			.map((line) => `${file}: ${line.trim()}`),
	);
	expect(found).toEqual([]);
});
