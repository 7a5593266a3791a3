import { outputJson } from '../../../src/escalation/items/reminderItem';
import { itemWords } from '../../../src/escalation/items/itemWords';
import { summary } from '../../../src/escalation/items/summary';
import { boardPage } from '../../../src/web/board/boardPage';
import { linkPage } from '../../../src/web/link/linkPage';
import { cutText } from '../../../src/robots/markdown/cutText';
import { plainInMarkdown } from '../../../src/robots/markdown/lookAlikes';
import { agentTableOf } from '../../../src/robots/mentions/agentTable';
import { parseMarkdown } from '../../../src/robots/markdown/parse';
import { renderPlainText } from '../../../src/robots/markdown/plainText';
import { splitMarkdownSource } from '../../../src/robots/markdown/splitSource';
import { splitText } from '../../../src/robots/markdown/splitText';
import { isMisleading, linkTarget } from '../../../src/robots/markdown/webUrl';
import { digestOf } from '../../../src/robots/notification/digest';
import { inParts } from '../../../src/robots/notification/inParts';
import { itemNotification } from '../../../src/robots/notification/fromItem';
import { tidied } from '../../../src/robots/notification/notification';
import { ExplainedError } from '../../../src/explainedError';
import { idsOf, phoneNumbersOf, textOf } from '../../../src/robots/values';
import { characterStart, shortened } from '../../../src/text/characters';
import { cleanText, truncateUtf8 } from '../../../src/text/utf8';
import { aClaim, anEscalation, T0 } from '../../support/model/escalations.mts';
import { everyPlatform } from '../../support/robots/testedPlatforms.mts';
import type { TextFunctions } from './textFunction';

type Functions = TextFunctions['functions'];

/* All that makes something for people of texts that strangers write. */

const context = { language: 'en', timeZone: 'UTC' } as const;
const within = (length: number) => (piece: string) => piece.length <= length;

/** A reminder whose customer writes it wherever a customer can write. */
const reminder = (text: string) => ({
	reminder: { number: 1, maximum: 4 },
	waiting: { seconds: 60 },
	escalation: { failing: { reminderNumber: 1, reason: text } },
	conversation: { key: text },
	event: {
		text,
		title: text,
		visitor: { name: text, nickname: `${text}.` },
		fields: [{ name: text, value: text }],
		url: text,
		conversation: { key: text, effect: 'opens', subject: text },
	},
});
const escalation = (text: string) =>
	anEscalation({ conversationKey: text, event: reminder(text).event, endedBy: text });
const texts: Functions = {
	cleanText,
	shortened: (text) => shortened(text, 1_000),
	'the agents of a table': (text) => agentTableOf([{ name: text, users: text }]).rowsOf(text),
	characterStart: (text) =>
		[0, 1, 500, text.length - 1].map((at) => characterStart(text, Math.max(0, at))),
	truncateUtf8: (text) => truncateUtf8(text, 1_000, '…'),
	cutText: (text) => cutText(text, (piece) => piece.length <= text.length / 2),
	splitText: (text) => [...splitText(text, within(1_000)).take(11)],
	splitMarkdownSource: (text) => [...splitMarkdownSource(text, within(1_000)).take(11)],
	'splitMarkdownSource, all of it': (text) => [...splitMarkdownSource(text, within(4_000))],
	linkTarget: (text) => [linkTarget(text), linkTarget(`https://a.cn/${text}`)],
	isMisleading: (text) => isMisleading(text, 'https://a.cn/'),
	plainInMarkdown: (text) => plainInMarkdown(text, true),
	values: (text) => [textOf(text), idsOf(text), phoneNumbersOf(text)],
};

const markdown: Functions = {
	parseMarkdown,
	'its plain text': (text) => renderPlainText(parseMarkdown(text)),
	...Object.fromEntries(
		everyPlatform.flatMap(({ name, markdownWriters }) =>
			Object.entries(markdownWriters).map(([what, write]) => [
				`${what} of ${name}`,
				(text: string) => whole(() => write(text)),
			]),
		),
	),
	inParts: (text) =>
		inParts(parseMarkdown(text), {
			whenTooLong: 'split',
			write: (part) => renderPlainText(part),
			fits: (message) => message.length <= 500,
			mostText: 500,
			limit: '500 characters',
			truncationMark: '…',
		}),
};

const notifications: Functions = {
	'itemNotification of a reminder': (text) => tidied(itemNotification(reminder(text), context)),
	'itemNotification of an alert': (text) => {
		const { event, ...item } = reminder(text);
		const fields = [{ name: 'instance', value: text }];
		const alert = { ...event, visitor: undefined, kind: 'alert.firing', fields };
		return tidied(itemNotification({ ...item, event: alert }, context));
	},
	'itemNotification of a request': (text) =>
		tidied(itemNotification({ headers: {}, query: { q: text }, body: text }, context)),
	'itemNotification of values within each other': (text) =>
		tidied(
			itemNotification({ output: [{ text }], a: { b: text }, c: [text, { d: text }] }, context),
		),
	'itemNotification of anything': (text) =>
		tidied(itemNotification({ title: text, text, other: text }, context)),
	digestOf: (text) => {
		const one = itemNotification(reminder(text), context);
		return tidied(digestOf([one, one, one], 'en'));
	},
	...Object.fromEntries(
		everyPlatform.map(({ name, styles, write }) => [
			`every style of ${name}`,
			(text: string) => {
				const notification = tidied({
					...itemNotification(reminder(text), context),
					body: parseMarkdown(text),
				});
				return styles.map((style) =>
					whole(() => write(notification, { style, whenTooLong: 'fail' })),
				);
			},
		]),
	),
};

/** How it is parted is measured by itself. */
function whole(write: () => unknown): unknown {
	try {
		return write();
	} catch (error) {
		if (error instanceof ExplainedError) return error;
		throw error;
	}
}

const pages: Functions = {
	summary: (text) => summary(escalation(text), aClaim(), T0, itemWords),
	outputJson: (text) =>
		outputJson({ escalation: escalation(text), claim: aClaim() } as never, [], T0),
	linkPage: (text) =>
		linkPage(
			{ kind: 'over', escalation: escalation(text) },
			{ language: 'en', timeZone: 'UTC', now: T0, name: text, isConfirmed: false },
		),
	boardPage: (text) => boardPage({ language: 'zh', mayChange: true, name: text }),
};

export const writers: Record<string, TextFunctions> = {
	'functions of texts': { length: 128_000, functions: texts },
	'markdown and all that is written of it': { length: 16_000, functions: markdown },
	notifications: { length: 8_000, functions: notifications },
	...Object.fromEntries(
		everyPlatform.map(({ name, writers: functions }) => [
			`what ${name} makes of a text`,
			// More than a message of any platform has, also of a quarter of it.
			{ length: 100_000, functions },
		]),
	),
	'pages and outputs': { length: 128_000, functions: pages },
};
