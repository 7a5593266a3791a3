import { createHash } from 'node:crypto';

import type { BlockContent, PhrasingContent } from '../markdown/tree';
import { shortened } from '../../text/characters';
import { lines, link, list, paragraph, rootOf, strong, text } from '../markdown/build';
import { worst, type Fact, type Notification } from './notification';
import { vocabularyOf, type Language } from '../../words/language';
import { fill, pluralText } from '../../words/text';

/** What one entry of a digest quotes at most, in characters. */
const QUOTED = 80;
/** How many facts one entry tells. */
const FACTS = 3;
/** Different reasons that it gives at most. */
const MOST_REASONS = 3;
/** Boards of different workflows, at most. */
const MOST_COMMON = 3;
/** With more entries than this each has its first two links only: the page itself, and who is on it. */
const MOST_WITH_ALL_LINKS = 10;

/** One notification that lists several, the oldest first. */
export function digestOf(notifications: Notification[], language: Language): Notification {
	const { messages, language: of } = vocabularyOf(language);
	const oldestFirst = notifications.toSorted((one, other) => (one.at ?? 0) - (other.at ?? 0));
	const areWaiting = notifications.every(({ isWaiting }) => isWaiting);
	const count = notifications.length;
	const linksEach = count > MOST_WITH_ALL_LINKS ? 2 : Infinity;
	const sources = new Set(notifications.map(({ source }) => source));
	return {
		title: fill(pluralText(areWaiting ? messages.waitingDigest : messages.digest, count, of.tag), {
			count,
		}),
		mark: notifications.find(({ mark }) => mark !== undefined)?.mark,
		severity: worst(notifications.map(({ severity }) => severity)),
		body: rootOf([
			list(
				oldestFirst.map((notification) => entryOf(notification, linksEach)),
				{ ordered: true },
			),
		]),
		fields: whyOf(notifications, [messages.facts.reason, messages.facts.error]),
		links: commonLinks(notifications),
		source: sources.size === 1 ? notifications[0]?.source : undefined,
		at: oldestFirst[0]?.at,
		isWaiting: areWaiting,
		idempotencyKey: keyOf(notifications),
	};
}

/** What they have in common, such as the board, is said once. */
function commonLinks(notifications: Notification[]): Notification['links'] {
	const common = notifications.flatMap(({ links }) => links.filter(({ isCommon }) => isCommon));
	return [...new Map(common.map((link) => [link.url, link])).values()].slice(0, MOST_COMMON);
}

/** What went wrong, which is mostly the same for all of them. */
function whyOf(notifications: Notification[], names: string[]): Fact[] {
	const told = notifications.flatMap(({ fields }) =>
		fields.filter(({ name }) => names.includes(name)),
	);
	return [...new Map(told.map((field) => [field.value, field])).values()].slice(0, MOST_REASONS);
}

function entryOf({ title, quote, fields, links }: Notification, mostLinks: number): BlockContent[] {
	const facts = fields.slice(0, FACTS).map(({ value }) => value);
	const last = [
		...(facts.length > 0 ? [text(facts.join(' · '))] : []),
		...links
			.filter(({ isCommon }) => !isCommon)
			.slice(0, mostLinks)
			.map(({ text: label, url }) => link(label, url)),
	];
	const contents: PhrasingContent[][] = [
		[strong(text(title))],
		...(quote ? [[text(shortened(quote.replace(/\s+/g, ' '), QUOTED))]] : []),
		...(last.length > 0
			? [last.flatMap((part, index) => (index > 0 ? [text(' · '), part] : [part]))]
			: []),
	];
	return [paragraph(...lines(contents))];
}

/** The same when the same notifications are sent again; undefined when one has no key. */
function keyOf(notifications: Notification[]): string | undefined {
	const keys = notifications.map(({ idempotencyKey }) => idempotencyKey);
	if (keys.some((key) => key === undefined)) return undefined;
	return createHash('sha256').update(JSON.stringify(keys)).digest('hex');
}
