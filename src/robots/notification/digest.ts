import { createHash } from 'node:crypto';

import { mostThatFit } from '../markdown/mostThatFit';
import { renderPlainText } from '../markdown/plainText';
import type { BlockContent, PhrasingContent, Root } from '../markdown/tree';
import { shortened } from '../../text/characters';
import { inOneLine } from '../../text/utf8';
import { lines, link, list, paragraph, rootOf, sideBySide, strong, text } from '../markdown/build';
import { together } from '../mentions/mentioned';
import { isHarmless, pageOf, tidied, worst, type Fact, type Notification } from './notification';
import { vocabularyOf, type Language } from '../../words/language';
import { fill, pluralText } from '../../words/text';

/** What one entry of a digest quotes at most, of each text, in characters. */
const QUOTED = 80;
/** What an entry shows of the value of a fact. */
const SHOWN_OF_A_FACT = 80;
/** Different reasons that it gives at most. */
const MOST_REASONS = 3;
/** Boards of different workflows, at most. */
const MOST_COMMON = 3;
/** With more entries than this each has two links only: who is on it, and the page itself. */
const MOST_WITH_ALL_LINKS = 10;
/** With more than this each is one line, which leads to the page. */
const MOST_WITH_FACTS = 20;
/** As long as the label of a part can get. */
const ROOM_FOR_LABEL = '(999/999)';

/** Which entries a message of a digest has, of all that there are. */
interface Part {
	from: number;
	to: number;
	/** `(2/5)`; empty for the only one. */
	label: string;
	/** Then it says how many are left out. */
	isLast: boolean;
}

/** A message of a digest. */
export interface DigestMessage {
	/** What it lists. */
	entries: Notification[];
	/** @param isLast whether no other comes after it: then it says how many are left out, and what all have in common. */
	notification(isLast: boolean): Notification;
}

/** One notification that lists several, the oldest first. */
export function digestOf(notifications: Notification[], language: Language): Notification {
	const whole = { from: 0, to: notifications.length, label: '', isLast: true };
	return partsOf(notifications, language)(whole);
}

/**
 * The same in as many messages as it needs, each with as many entries as fit.
 *
 * @param most messages; what does not come into them is left out.
 * @param fits whether a notification is one message, the one of that index.
 */
export function digestInParts(
	notifications: Notification[],
	language: Language,
	most: number,
	fits: (notification: Notification, index: number) => boolean,
): DigestMessage[] {
	const partOf = partsOf(notifications, language);
	const inOrder = oldestFirst(notifications);
	const parts: Array<{ from: number; to: number }> = [];
	for (let from = 0; from < notifications.length && parts.length < most; ) {
		const count = mostThatFit(notifications.length - from, (some) =>
			// As long as it gets when it turns out to be the last.
			fits(partOf({ from, to: from + some, label: ROOM_FOR_LABEL, isLast: true }), parts.length),
		);
		// One that is too long by itself is split as it would be alone.
		const to = from + Math.max(count, 1);
		parts.push({ from, to });
		from = to;
	}
	return parts.map(({ from, to }, index) => ({
		entries: inOrder.slice(from, to),
		notification(isLast) {
			const label = parts.length > 1 ? `(${index + 1}/${parts.length})` : '';
			return partOf({ from, to, label, isLast });
		},
	}));
}

/** Writes any part of a digest. What all parts have in common is looked at once. */
function partsOf(notifications: Notification[], language: Language) {
	const { messages, language: of } = vocabularyOf(language);
	const all = oldestFirst(notifications);
	const count = all.length;
	const why = [messages.facts.reason, messages.facts.error];
	const entries = all.map((notification) => entryOf(notification, { count, why, language }));
	const sources = new Set(all.map(({ source }) => source));
	const waits = whatWaits(all);
	const words = waits ? messages.waitingDigest[waits] : messages.digest;
	const title = fill(pluralText(words, count, of.tag), { count });
	const common = {
		mark: all.find(({ mark }) => mark !== undefined)?.mark,
		severity: worst(all.map(({ severity }) => severity)),
		source: sources.size === 1 ? all[0]?.source : undefined,
		waits,
	};
	const ending = { fields: reasonsIn(all, why), links: commonLinks(all) };
	return ({ from, to, label, isLast }: Part): Notification => {
		const left = count - to;
		const some = all.slice(from, to);
		const rest = fill(pluralText(messages.leftOut, left, of.tag), { count: left });
		return tidied({
			...common,
			title: label ? `${title} ${label}` : title,
			body: rootOf([
				list(entries.slice(from, to), { ordered: true, start: from + 1 }),
				...(isLast && left > 0 ? [paragraph(text(rest))] : []),
			]),
			...(isLast ? ending : { fields: [], links: [] }),
			at: some[0]?.at,
			agents: some.flatMap(({ agents = [] }) => agents),
			...(some.some(({ onDuty }) => onDuty)
				? { onDuty: some.flatMap(({ onDuty = [] }) => onDuty) }
				: {}),
			mentioned: together(some.flatMap(({ mentioned = [] }) => mentioned)),
			idempotencyKey: keyOf(some),
		});
	};
}

function oldestFirst(notifications: Notification[]): Notification[] {
	return notifications.toSorted((one, other) => (one.at ?? 0) - (other.at ?? 0));
}

/** Of several kinds it is `other`; nothing waits where one of them tells of something else. */
function whatWaits(notifications: Notification[]): Notification['waits'] {
	const [first, ...others] = new Set(notifications.map(({ waits }) => waits));
	if (others.length === 0) return first;
	return first && others.every(Boolean) ? 'other' : undefined;
}

/** Whether an entry shows all of the body, where the author may count on that. */
export function isShownInADigest(notification: Notification): boolean {
	const { above, hasOwnBody, body } = notification;
	return [above, hasOwnBody ? body : undefined].every(
		(text) => text === undefined || isShortAndPlain(text),
	);
}

function isShortAndPlain(body: Root): boolean {
	const isPlain = body.children.every(
		(block) =>
			block.type === 'paragraph' &&
			block.children.every(({ type }) => type === 'text' || type === 'break'),
	);
	return isPlain && textsOf({ body }).every((said) => said.length <= QUOTED);
}

/** What they have in common, such as the board, is said once. */
function commonLinks(notifications: Notification[]): Notification['links'] {
	const common = notifications.flatMap(({ links }) => links.filter(({ isCommon }) => isCommon));
	return [...new Map(common.map((link) => [link.url, link])).values()].slice(0, MOST_COMMON);
}

/** What went wrong, which is mostly the same for all of them. */
function reasonsIn(notifications: Notification[], names: string[]): Fact[] {
	const told = notifications.flatMap(({ fields }) =>
		fields.filter(({ name }) => names.includes(name)),
	);
	return [...new Map(told.map((field) => [field.value, field])).values()].slice(0, MOST_REASONS);
}

interface EntryOptions {
	/** Entries of the whole digest. */
	count: number;
	/** Names of facts that are told once for all. */
	why: string[];
	language: Language;
}

function entryOf(
	notification: Notification,
	{ count, why, language }: EntryOptions,
): BlockContent[] {
	const { colon, facts: names } = vocabularyOf(language).shared;
	if (count > MOST_WITH_FACTS) return [paragraph(...lineOf(notification, names.conversation))];
	const facts = notification.fields
		.filter(({ name }) => !why.includes(name))
		.map(({ name, value }) => `${name}${colon}${shortened(inOneLine(value), SHOWN_OF_A_FACT)}`);
	const links: PhrasingContent[] = linksOf(notification, count).map(({ text: label, url }) =>
		link(label, url),
	);
	const contents: PhrasingContent[][] = [
		[strong(text(notification.title)), ...codeOf(notification)],
		...textsOf(notification).map((said) => [text(shortened(said, QUOTED))]),
		...(facts.length > 0 ? [[text(facts.join(' · '))]] : []),
		...(links.length > 0 ? [sideBySide(links)] : []),
	];
	return [paragraph(...lines(contents))];
}

/**
 * The title, which leads to the page, and a body that its author counts on.
 *
 * @param which the name of the fact that tells which one it is, where the title names nobody.
 */
function lineOf(notification: Notification, which: string): PhrasingContent[] {
	const { title, above, hasOwnBody, fields } = notification;
	const own = ownLinks(notification);
	const page = pageOf(own) ?? own.find(isHarmless);
	const known = fields.find(({ name }) => name === which);
	const said = textsOf(hasOwnBody ? notification : { above });
	return [
		page ? link(title, page.url) : text(title),
		...codeOf(notification),
		...(known ? [text(` · ${shortened(inOneLine(known.value), SHOWN_OF_A_FACT)}`)] : []),
		...said.map((each) => text(` · ${shortened(each, QUOTED)}`)),
	];
}

/** By what people answer this one of the list. */
function codeOf({ code }: Notification): PhrasingContent[] {
	return code ? [text(` · #${code}`)] : [];
}

function linksOf(notification: Notification, count: number): Notification['links'] {
	const own = ownLinks(notification);
	if (count <= MOST_WITH_ALL_LINKS) return own;
	const first = own.find(isHarmless);
	const page = pageOf(own);
	return [...new Set([...(first ? [first] : []), ...(page ? [page] : []), ...own])].slice(0, 2);
}

function ownLinks({ links }: Notification): Notification['links'] {
	return links.filter(({ isCommon }) => !isCommon);
}

/** What its user says, the customer's words and the body, each in one line. */
function textsOf({
	above,
	quote = '',
	body,
}: Partial<Pick<Notification, 'above' | 'quote' | 'body'>>): string[] {
	return [above ? renderPlainText(above) : '', quote, body ? renderPlainText(body) : '']
		.map((said) => said.replace(/\s+/g, ' ').trim())
		.filter((said) => said !== '');
}

/** The same when the same notifications are sent again; undefined when one has no key. */
function keyOf(notifications: Notification[]): string | undefined {
	const keys = notifications.map(({ idempotencyKey }) => idempotencyKey);
	if (keys.some((key) => key === undefined)) return undefined;
	return createHash('sha256').update(JSON.stringify(keys)).digest('hex');
}
