import { webAddress } from '../mapping/event';
import { MOST_FIELDS } from '../mapping/fields';
import { identityOf } from '../identity';
import { shortened } from '../../text/characters';
import { bodyValue, type EventRequest } from '../request';
import type { Problem } from '../source';
import { MOST_LINES, readLines, shownLines, type Line } from './lines';
import { plainText } from './plainText';
import { readRobotMessage, robotPlatformOf } from './read';
import type { Field, RobotPlatform } from './robotMessage';

/** A robot's message as text for people. */
export interface Notice {
	platform: RobotPlatform;
	/** The platform's own name of the message type. */
	type: string;
	title?: string;
	lines: Line[];
	/** Facts that the message type keeps apart from its lines. */
	entries: Field[];
	url?: string;
	deliveryId?: string;
	/** Whether there was more than is read. */
	isCut: boolean;
}

export type NoticeReading = { ok: true; notice: Notice } | { ok: false; problem: Problem };

/** Facts apart from the lines that are read: buttons, rows of a card. No platform takes as many. */
const MOST_ENTRIES = 1_000;
/** UTF-16 code units. What is longer ends in an ellipsis. */
const LONGEST_TITLE = 1_000;

const HINT =
	'Send the message as you would to a WeCom, DingTalk, Feishu or Slack robot: as JSON, with the fields that the platform documents for its message type.';

/** By their requests: whether a source takes one for its own, and what it makes of it, read the same message. */
const readings = new WeakMap<EventRequest, NoticeReading>();

/** Reads the message of a request that is meant for a robot. */
export function readNotice(request: EventRequest): NoticeReading {
	const known = readings.get(request);
	if (known) return known;
	const reading = newReading(request);
	readings.set(request, reading);
	return reading;
}

function newReading(request: EventRequest): NoticeReading {
	const body = bodyValue(request);
	const platform = robotPlatformOf(body);
	if (!platform) {
		return {
			ok: false,
			problem: {
				field: 'msgtype',
				message:
					'is missing, and so are msg_type, text, blocks and attachments; one of them is required in a message for a robot',
				advice: HINT,
			},
		};
	}
	const reading = readRobotMessage(body, platform);
	if (!reading.ok) {
		return { ok: false, problem: { field: reading.field, message: reading.message, advice: HINT } };
	}
	const { type, title, content, fields, url, deliveryId } = reading.message;
	const read = readLines(content, { isSlack: platform === 'slack' });
	return {
		ok: true,
		notice: {
			platform,
			type,
			title: titleOf(read.title ?? title),
			lines: read.lines,
			entries: fields
				.slice(0, MOST_ENTRIES)
				.map(({ name, value }) => ({ name: plainText(name), value: plainText(value) }))
				.filter(({ name, value }) => name !== '' && value !== ''),
			url: webAddress(url),
			deliveryId,
			isCut: read.isCut || fields.length > MOST_ENTRIES,
		},
	};
}

function titleOf(written: string | undefined): string | undefined {
	const title = written && plainText(shortened(written, LONGEST_TITLE));
	return title === '' ? undefined : title;
}

/** What the notice says, for people. */
export function shownNotice({ lines, entries }: Notice): { fields?: Field[]; text?: string } {
	const { fields, text } = shownLines(lines);
	return { fields: inFields([...fields, ...entries]), text };
}

/** As an event has them. */
export function inFields(facts: readonly Field[]): Field[] | undefined {
	return facts.length > 0 ? facts.slice(0, MOST_FIELDS) : undefined;
}

/** What an event says when it does not tell all that the message does; undefined when it does. */
export function cutNotice({
	isCut,
	entries,
}: {
	isCut: boolean;
	entries: readonly Field[];
}): string | undefined {
	return isCut || entries.length > MOST_FIELDS
		? `The message has more than ${MOST_LINES} lines or ${MOST_FIELDS} facts. Only the first are shown; "raw" contains all of them.`
		: undefined;
}

/** Facts that the source itself writes: not those that it quotes. */
export function ownFacts({ lines, entries }: Notice): Field[] {
	return [...lines.flatMap(({ fact, isQuoted }) => (fact && !isQuoted ? [fact] : [])), ...entries];
}

export function quotedFacts({ lines }: Notice): Field[] {
	return lines.flatMap(({ fact, isQuoted }) => (fact && isQuoted ? [fact] : []));
}

/** The same for the same words. */
export function wordsOf({ title, lines, entries, url }: Notice): string {
	return identityOf(
		title,
		...lines.map(({ text }) => text),
		url,
		...entries.flatMap(({ name, value }) => [name, value]),
	);
}

/** By which senders of messages prove who they are: robots, Gitee, outgoing webhooks of Slack and Mattermost. */
const PROOFS = ['sign', 'timestamp', 'password', 'token', 'secret', 'access_token'];

/**
 * What the sender sent, without what proves that it was the sender. Gitee
 * copies the query of the URL into the body, and so the key of a robot.
 */
export function withoutProof(request: EventRequest): unknown {
	const body = bodyValue(request);
	if (typeof body !== 'object' || body === null) return body;
	return Object.fromEntries(
		Object.entries(body).filter(
			([name]) => !PROOFS.includes(name) && !Object.hasOwn(request.query, name),
		),
	);
}
