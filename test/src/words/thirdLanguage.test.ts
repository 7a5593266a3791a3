import { WeComRobot } from '../../../nodes/WeComRobot/WeComRobot.node';
import { Visitor } from '../../../nodes/UntilReplied/visitor';
import { holdLine, overLine } from '../../../src/answers/lines';
import { sayBack } from '../../../src/answers/sayBack';
import { eventKinds } from '../../../src/events/serviceEvent';
import type { EndedBecause, EscalationWithEvent } from '../../../src/escalation/escalation';
import { changeSummary, summary } from '../../../src/escalation/items/summary';
import { digestOf } from '../../../src/robots/notification/digest';
import { itemNotification } from '../../../src/robots/notification/fromItem';
import { tidied, type Notification } from '../../../src/robots/notification/notification';
import { targetKinds } from '../../../src/escalation/policy';
import { MINUTE } from '../../../src/time/duration';
import { boardPage } from '../../../src/web/board/boardPage';
import { linkPage, refusalPage } from '../../../src/web/link/linkPage';
import { conversationActions, linkActions, type Link } from '../../../src/web/link/token';
import { languages, vocabularyOf, type Language } from '../../../src/words/language';
import { aClaim, anEscalation, aPolicy, T0 } from '../../support/model/escalations.mts';
import { testedPlatforms } from '../../support/robots/testedPlatforms.mts';
import { textsOf } from '../../support/words/textsOf.mts';

/*
 * A language is one file, and one line in `vocabularies.ts`: here of a language
 * that nobody speaks, in Georgian letters. Customers write Greek.
 */
jest.mock('../../../src/words/vocabularies', () => {
	const { vocabularies } = jest.requireActual('../../../src/words/vocabularies');
	const { inventedVocabulary } = jest.requireActual('../../support/words/inventedVocabulary.mts');
	return { vocabularies: { ...vocabularies, qaa: inventedVocabulary(vocabularies.en) } };
});

const language = 'qaa' as Language;
const vocabulary = vocabularyOf(language);
const context = { language, timeZone: 'UTC' };

/** All that was said, to see at the end what was never said. */
const said: string[] = [];

/** Letters of English or Chinese, and places that nothing was put into; but for addresses, UTC and the colours of WeCom. */
function foreignIn(text: string): string[] {
	said.push(text);
	const rest = text.replace(/https:\/\/\S+?(?=[)\]\s"]|$)|\bUTC\b|<\/?font[^>]*>/g, '');
	return rest.match(/\{\w*\}|[A-Za-z\p{Script=Han}]+/gu) ?? [];
}

const event = {
	source: 'Ω',
	text: 'Πού είναι;',
	title: 'Τίτλος',
	visitor: { name: 'Άννα', nickname: 'Αν' },
	agent: { name: 'Νίκος' },
	actor: { name: 'Μαρία' },
	project: { name: 'Μαγαζί' },
	branch: 'κ',
	url: 'https://chat.example.com/1',
	occurredAt: '2026-01-05T09:00:00.000Z',
};
const links = {
	acknowledge: 'https://n8n.example.com/a',
	snooze: 'https://n8n.example.com/s',
	snoozeMinutes: 90,
	markReplied: 'https://n8n.example.com/r',
	muteProject: 'https://n8n.example.com/m',
	muteMinutes: 120,
	board: 'https://n8n.example.com/b',
};
const aHold = (kind: string, by: string | null) => ({
	kind,
	by,
	until: '2026-01-05T09:30:00.000Z',
});
const item = (part: object) => ({
	waiting: { since: '2026-01-05T09:00:00.000Z', seconds: 93_784 },
	messages: { count: 2 },
	escalation: {},
	links,
	event,
	...part,
});
const failing = { reminderNumber: 2, reason: 'Λάθος' };

/** One of each kind that is told in words of its own. */
const kindsThatWait = [
	'alert.firing',
	'ticket.created',
	'issue.opened',
	'pullRequest.opened',
	'user.created',
	'missing',
];

/** Of what did not come there is no kind. */
const ofKind = (kind: string) =>
	kind === 'missing'
		? {
				missing: {
					expectedAt: '2026-01-05T09:00:00.000Z',
					lastSeenAt: '2026-01-04T09:00:00.000Z',
					periodSeconds: 86_400,
					graceSeconds: 3_600,
				},
			}
		: { kind };

const items: Record<string, Record<string, unknown>> = {
	...Object.fromEntries(eventKinds.map((kind) => [kind, { ...event, kind }])),
	...Object.fromEntries(
		eventKinds.map((kind) => [`${kind}, of nobody`, { kind, text: event.text }]),
	),
	'an event with all that there is': {
		...event,
		kind: 'other',
		conversation: {
			key: 'κ',
			effect: 'opens',
			subject: 'Θέμα',
			status: 'Ανοιχτό',
			timeoutSeconds: 61,
		},
	},
	...Object.fromEntries(
		[4, null].map((maximum) => [
			`reminder of ${maximum}`,
			item({ reminder: { number: 1, maximum } }),
		]),
	),
	'a reminder of a merge request': item({
		reminder: { number: 1, maximum: 4 },
		event: {
			...event,
			kind: 'pullRequest.opened',
			url: 'https://git.example.com/a/-/merge_requests/7',
		},
	}),
	'a reminder of nobody': item({ reminder: { number: 1, maximum: 4 }, event: {}, isPreview: true }),
	'a reminder of a conversation': item({ conversation: { key: 'κ' }, event: {} }),
	...Object.fromEntries(
		['acknowledged', 'snoozed'].flatMap((kind) =>
			[null, 'Μαρία'].map((by) => [
				`after ${kind} by ${by}`,
				item({ reminder: { number: 2, maximum: 4 }, lastHold: aHold(kind, by) }),
			]),
		),
	),
	'at an opening': item({ reminder: { number: 1, maximum: 4, openedAt: '2026-01-05T09:00:00Z' } }),
	...Object.fromEntries(
		['running', 'breached', 'met'].map((state) => [
			`with targets that are ${state}`,
			item({
				reminder: { number: 1, maximum: 4 },
				targets: targetKinds.map((kind) => ({ kind, state, seconds: 1_800, usedPercent: 43 })),
			}),
		]),
	),
	...Object.fromEntries(
		targetKinds.flatMap((kind) =>
			['warning', 'breached'].map((change) => [
				`a target: ${kind} ${change}`,
				item({ change, target: { kind, state: change, seconds: 5_400, usedPercent: 80 } }),
			]),
		),
	),
	replied: item({ escalation: { state: 'replied', endedBy: 'Μαρία', reminderCount: 3 } }),
	silence: item({ escalation: { state: 'replied', endedBecause: 'silence' } }),
	...Object.fromEntries(
		[1, 2].map((reminderCount) => [
			`exhausted after ${reminderCount}`,
			item({ escalation: { state: 'exhausted', reminderCount } }),
		]),
	),
	failing: item({ escalation: { state: 'reminding', failing } }),
	...Object.fromEntries(
		['acknowledged', 'snoozed', 'markedReplied', 'cancelled', 'nobodyOnDuty'].flatMap((change) =>
			[
				{ changedBy: null, heldUntil: null },
				{ changedBy: 'Μαρία', heldUntil: '2026-01-06T09:30:00.000Z' },
			].map((part, index) => [
				`${change} ${index}`,
				item({ change, changedAt: '2026-01-05T09:10:00.000Z', ...part }),
			]),
		),
	),
	...Object.fromEntries(
		['message.unreplied', ...kindsThatWait].flatMap((kind) => {
			const fields = kind === 'alert.firing' ? [{ name: 'instance', value: 'β' }] : undefined;
			const told = { ...event, ...ofKind(kind), visitor: undefined, fields };
			const subject = { conversation: { key: 'κ', effect: 'opens', subject: 'Κανόνας' } };
			return [
				['reminder', { reminder: { number: 2, maximum: 4 } }],
				[
					'acknowledged',
					{ reminder: { number: 2, maximum: 4 }, lastHold: aHold('acknowledged', null) },
				],
				['replied', { escalation: { state: 'replied', endedBy: 'Μαρία', reminderCount: 3 } }],
				['marked', { escalation: { state: 'replied', endedBecause: 'markedReplied' } }],
				['silence', { escalation: { state: 'replied', endedBecause: 'silence' } }],
				['exhausted after 1', { escalation: { state: 'exhausted', reminderCount: 1 } }],
				['exhausted', { escalation: { state: 'exhausted', reminderCount: 2 } }],
				['failing', { escalation: { state: 'reminding', failing } }],
				['marked, told', { change: 'markedReplied', changedBy: 'Μαρία' }],
			].map(([name, part]) => [
				`${kind}, ${name as string}`,
				item({ event: { ...told, ...subject }, ...(part as object) }),
			]);
		}),
	),
	'an error': { error: 'Λάθος' },
	'an error with an item': { ...item({ reminder: { number: 1, maximum: 4 } }), error: 'Λάθος' },
	...Object.fromEntries(
		[{}, { name: 'Ροή' }].map((workflow, index) => [
			`a workflow that failed ${index}`,
			{ workflow, execution: { error: { message: 'Λάθος' }, lastNodeExecuted: 'Κόμβος' } },
		]),
	),
	'a form': { όνομα: 'Άννα', submittedAt: '2026-01-05T09:00:00Z', formMode: 'production' },
	'anything else': { σύνολο: 12 },
	...Object.fromEntries(
		['message.unreplied', ...kindsThatWait].flatMap((kind) =>
			[1, 2].map((count) => [
				`a digest of ${count}, ${kind}`,
				{
					digest: { count },
					conversations: Array.from({ length: count }, () =>
						item({ event: { ...event, ...ofKind(kind) }, reminder: { number: 1, maximum: 4 } }),
					),
				},
			]),
		),
	),
};

function textsIn({ title, quote, fields, links: buttons, source }: Notification): string {
	return [
		title,
		quote,
		source,
		...fields.flatMap(({ name, value }) => [name, value]),
		...buttons.map(({ text }) => text),
	].join('\n');
}

test('it is one of the languages, and the panel of a robot has it', () => {
	expect(languages).toEqual(['en', 'zh', language]);
	const options = new WeComRobot().description.properties.find(({ name }) => name === 'options')!;
	const choice = (options.options as Array<{ name: string; options?: unknown }>).find(
		({ name }) => name === 'language',
	)!;
	expect(choice.options).toEqual([
		{ name: 'Automatic', value: 'auto' },
		{ name: 'Chinese (中文)', value: 'zh' },
		{ name: 'English', value: 'en' },
		{ name: 'Invented', value: language },
	]);
});

test('a browser that asks for it gets it', () => {
	const asking = (accepted: string) => {
		const request = {
			headers: { 'accept-language': accepted },
			// As Express has it, for one language in the header.
			acceptsLanguages: (offered: string[]) =>
				offered.find((one) => accepted.startsWith(one)) ?? false,
		};
		return new Visitor({ getRequestObject: () => request } as never).language;
	};
	expect(['qaa-GE', 'zh-TW', 'fr'].map(asking)).toEqual([language, 'zh', 'en']);
});

describe('a message', () => {
	test.each(Object.keys(items))('of %s', (name) => {
		const notification = tidied(itemNotification(items[name], context));
		expect(foreignIn(textsIn(notification))).toEqual([]);
		for (const { write, read } of testedPlatforms) {
			for (const body of write(notification, { language })) {
				expect(foreignIn(read(body).text)).toEqual([]);
			}
		}
	});

	test('of several that are no reminders', () => {
		const one = itemNotification(items.notice, context);
		for (const several of [[one], [one, one]]) {
			expect(foreignIn(textsIn(tidied(digestOf(several, language))))).toEqual([]);
		}
	});

	test.each(testedPlatforms)('that $name cuts', ({ write, read }) => {
		const text = 'Πού είναι; '.repeat(5_000);
		const notification = tidied(itemNotification({ ...event, kind: 'notice', text }, context));
		const [body] = write(notification, { language, whenTooLong: 'truncate' });
		expect(foreignIn(read(body).text)).toEqual([]);
		expect(read(body).text).toContain(vocabulary.messages.truncated);
	});
});

/** What a browser shows of a page: neither its style nor its script. */
function shown(html: string): string {
	return html.replace(/<(style|script)\b[^]*?<\/\1>/g, '').replace(/<[^>]*>/g, ' ');
}

const now = T0 + 7 * MINUTE;
const escalationOf = (part: Partial<EscalationWithEvent>) =>
	anEscalation({ event: { ...event, conversation: undefined }, reminderCount: 1, ...part });

describe('the page of a link', () => {
	const page = { language, timeZone: 'UTC', now, name: 'Μαρία', isConfirmed: true };
	const linkOf = (action: Link['action']) => ({ action, minutes: 30 }) as Link;
	const held = (
		kind: 'acknowledged' | 'snoozed',
		by: string | null,
	): Partial<EscalationWithEvent> => ({
		lastHold: { kind, by, at: T0, until: now + MINUTE },
		heldUntil: now + MINUTE,
	});
	const escalations: Array<Partial<EscalationWithEvent>> = [
		{},
		{ policy: aPolicy({ maximumReminders: 0 }) },
		{ event: {}, conversationKey: 'κ' },
		held('acknowledged', 'Μαρία'),
		held('acknowledged', null),
		held('snoozed', 'Μαρία'),
		held('snoozed', null),
	];

	test.each(
		linkActions.flatMap((action) => ['ready', 'done'].map((kind) => [action, kind] as const)),
	)('%s, %s', (action, kind) => {
		for (const part of escalations) {
			const outcome = { kind, link: linkOf(action), escalation: escalationOf(part) } as const;
			for (const mutedUntil of [undefined, now + MINUTE]) {
				const muted = { ...outcome, mutedUntil };
				expect(foreignIn(shown(linkPage(muted as never, page).html))).toEqual([]);
			}
		}
	});

	const reasons = Object.keys(vocabulary.pages.over) as EndedBecause[];
	test.each(reasons)('of what is over: %s', (endedBecause) => {
		for (const endedBy of [null, 'Μαρία']) {
			const escalation = escalationOf({ endedAt: now, endedBecause, endedBy });
			expect(foreignIn(shown(linkPage({ kind: 'over', escalation }, page).html))).toEqual([]);
		}
	});

	test.each(Object.keys(vocabulary.pages.refused))('that leads to nothing: %s', (reason) => {
		expect(foreignIn(shown(refusalPage(reason as never, language).html))).toEqual([]);
	});
});

test('the board', () => {
	const { html } = boardPage({ language, mayChange: true, name: 'Μαρία' });
	expect(foreignIn(shown(html))).toEqual([]);
	const words = JSON.parse(
		/<script type="application\/json" id="words">(.*)<\/script>/.exec(html)![1],
	);
	for (const [, text] of textsOf(words)) {
		// The browser fills in the rest.
		expect(
			foreignIn(
				text.replace(
					/\{(who|what|time|why|count|maximum|reminders|year|layer|roster|period|left|opened|replied|met|text|aside)\}/g,
					'1',
				),
			),
		).toEqual([]);
	}
	expect(words.actions.snooze).toContain(`30 ${vocabulary.shared.units.min}`);
});

describe('the text of an item', () => {
	const hold = (kind: 'acknowledged' | 'snoozed', by: string | null) => ({
		lastHold: { kind, by, at: T0, until: T0 + MINUTE },
	});
	const missed = { ...failing, since: T0, announceAt: T0, failures: 0 };
	const cases: Array<[Parameters<typeof aClaim>[0], Partial<EscalationWithEvent>]> = [
		[{}, {}],
		[{}, { event: {}, conversationKey: 'κ' }],
		[{}, { policy: aPolicy({ maximumReminders: 0 }) }],
		[{}, hold('acknowledged', null)],
		[{}, hold('snoozed', 'Μαρία')],
		[{}, { policy: aPolicy({ targets: { within: { firstReply: 30 * MINUTE }, warnAt: 0.8 } }) }],
		[{ output: 'replied' }, { endedBy: 'Μαρία' }],
		[{ output: 'replied' }, { endedBecause: 'silence' }],
		[{ output: 'exhausted' }, {}],
		[{ output: 'exhausted' }, { endedBecause: 'reminderFailed' }],
		[{ output: 'failing' }, { failing: missed }],
	];
	test.each(cases)('%j of %j', (claim, part) => {
		expect(foreignIn(summary(escalationOf(part), aClaim(claim), now, vocabulary))).toEqual([]);
	});
});

test.each(['acknowledged', 'snoozed', 'markedReplied', 'cancelled'] as const)(
	'the text of an item that tells what somebody did: %s',
	(change) => {
		for (const until of [null, now + 30 * MINUTE]) {
			for (const by of [null, 'Μαρία']) {
				const did = { change, by, until };
				expect(foreignIn(changeSummary(escalationOf({}), did, now, vocabulary))).toEqual([]);
			}
		}
	},
);

test.each(
	targetKinds.flatMap((target) =>
		(['warning', 'breached'] as const).map((change) => ({ target, change })),
	),
)('the text of an item that tells of a target: $target $change', (said) => {
	const within = Object.fromEntries(targetKinds.map((kind) => [kind, 5 * MINUTE]));
	const policy = aPolicy({ targets: { within, warnAt: 0.8 } });
	const told = { ...said, by: null, until: null };
	expect(foreignIn(changeSummary(escalationOf({ policy }), told, now, vocabulary))).toEqual([]);
});
describe('what is said in a chat', () => {
	const writing = { plain: (text: string) => text, time: () => '10:30' };
	// The code of a conversation has letters of its own in every language.
	const sayInChat = (text: string) => foreignIn(text.replace(/#[0-9A-Z]{3}(?= |$)/gm, ''));
	const people = [null, 'Μαρία'];
	const holds = people.flatMap((by) =>
		(['acknowledged', 'snoozed'] as const).map((kind) => ({ kind, by, at: T0, until: now })),
	);
	const press = { kind: 'press', by: { id: '1', name: 'Μαρία', isGuest: false } };
	const word = { ...press, kind: 'word' };
	const among = Array.from({ length: 12 }, (_, index) => ({
		escalationId: String(index),
		name: index ? 'Άννα' : null,
	}));
	const escalation = escalationOf({ heldUntil: now });
	const answers: Array<Parameters<typeof sayBack>[0]> = [press, word].flatMap((incoming) =>
		[
			...conversationActions.flatMap((action) =>
				[null, holds[2]].map((takenOverFrom) => ({
					outcome: 'done',
					action,
					escalation,
					takenOverFrom,
				})),
			),
			{ outcome: 'over', escalation: escalationOf({ endedAt: now, endedBecause: 'reply' }) },
			...Object.keys(vocabulary.chat.refused).map((why) => ({ outcome: 'refused', why })),
			{ outcome: 'ambiguous', among },
			{ outcome: 'list', among },
			{ outcome: 'list', among: [] },
			{ outcome: 'help' },
			{ outcome: 'unknown' },
			{ outcome: 'ignored' },
		].map((answer) => ({ incoming, ...answer }) as never),
	);

	test('to whoever answered', () => {
		for (const answer of answers) {
			expect(sayInChat(sayBack(answer, vocabulary, writing) ?? '')).toEqual([]);
		}
	});

	test.each(holds)('of a message that is $kind by $by', (hold) => {
		expect(sayInChat(holdLine(hold, vocabulary, writing))).toEqual([]);
	});

	const reasons = Object.keys(vocabulary.pages.over) as EndedBecause[];
	test.each(reasons)('of a message about what is over: %s', (endedBecause) => {
		for (const endedBy of people) {
			for (const kind of ['message.unreplied', 'alert.firing']) {
				const over = escalationOf({ endedAt: now, endedBecause, endedBy, event: { kind } });
				expect(sayInChat(overLine(over, vocabulary, writing))).toEqual([]);
			}
		}
	});
});

afterAll(() => {
	// Whatever the vocabulary has is said somewhere: no word of it is left over.
	const all = said.join('\n');
	const never = textsOf(vocabulary)
		.filter(([path]) => !path.startsWith('language.'))
		.filter(([, text]) =>
			text
				.split(/\{\w+\}/)
				.some((part) => !all.includes(part.trim()) && !shown(all).includes(part.trim())),
		)
		.map(([path]) => path);
	expect(never).toEqual([]);
});
