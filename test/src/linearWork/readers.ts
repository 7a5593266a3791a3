import { KeyWriter } from '../../../src/events/conversationKey';
import { detectSource } from '../../../src/events/detect';
import { severityFrom } from '../../../src/events/mapping/event';
import { matchesPattern } from '../../../src/events/pattern';
import { readBody } from '../../../src/events/request';
import { readLines, shownLines } from '../../../src/events/groupRobot/lines';
import { plainText } from '../../../src/events/groupRobot/plainText';
import { says } from '../../../src/events/groupRobot/says';
import { eventSources } from '../../../src/events/sources';
import { instant } from '../../../src/events/timestamp';
import { eventRequest } from '../../support/sources/eventRequest.mts';
import { givenFields } from '../../support/sources/givenFields.mts';
import { robotMessagesOf } from '../../support/sources/groupRobot.mts';
import type { TextFunctions } from './textFunction';

/* All that reads what a source sends. */

type Functions = TextFunctions['functions'];

const { key } = new KeyWriter('twt', '#!');

const texts: Functions = {
	readLines: (text) => shownLines(readLines(text).lines),
	plainText,
	says: (text) => says(text, ['resolved', '已恢复', 'a', ':', '*']),
	matchesPattern: (text) => matchesPattern(text, ['*a*b*', '*[bot]', '*::*', '* *x']),
	severityFrom,
	instant: (text) => [instant.safeParse(text), instant.safeParse(`2025-01-01 00:00${text}`)],
	key: (text) => key`${text}#${text}`,
	'detectSource of a body': (body) =>
		detectSource(eventRequest({ body }), Object.values(eventSources)),
	'detectSource of a text': (text) =>
		detectSource(eventRequest({ body: { text } }), Object.values(eventSources)),
	'readBody, as JSON': (text) => readBody(Buffer.from(text), 'application/json'),
	'readBody, as a form': (text) => readBody(Buffer.from(text), 'application/x-www-form-urlencoded'),
};

/** What each source makes of a body in which somebody's words stand, and whether it takes it for its own. */
const sources: Functions = Object.fromEntries(
	Object.entries(givenFields).flatMap(([id, fields]) =>
		fields.map(({ name, request, settings = {} }) => [
			`${id}: ${name}`,
			(text: string) => {
				const made = eventRequest(request(text));
				const { parse, resemblance } = eventSources[id];
				return [parse(made, settings), resemblance(made)];
			},
		]),
	),
);

/** A text wherever a message for a robot can have one. */
const robotMessages: Functions = Object.fromEntries(
	['groupRobot', 'weiyu', 'dceInsight'].map((id) => [
		`${id}: messages for robots`,
		(text: string) =>
			robotMessagesOf(text).map((body) => {
				const made = eventRequest({ body });
				const { parse, resemblance } = eventSources[id];
				return [parse(made, { conversationLine: 'a', statusLine: '> b' }), resemblance(made)];
			}),
	]),
);

export const readers: Record<string, TextFunctions> = {
	'readers of texts': { length: 128_000, functions: texts },
	sources: { length: 32_000, functions: sources },
	'readers of messages for robots': { length: 8_000, functions: robotMessages },
};
