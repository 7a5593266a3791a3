import { cutText } from '../markdown/cutText';
import { plainTextOf } from '../markdown/render';
import { SEVERITY_SIGNS } from '../notification/content';
import { isHarmless, pageOf, type Fact, type Notification } from '../notification/notification';

/*
 * A notification as a template card of type text_notice. The document
 * recommends lengths in 字, of which a Latin letter takes about half; what is
 * longer is cut off by the client, so such a notification is not a card.
 */

/** In 字. */
export const CARD = {
	title: 26,
	subtitle: 30,
	source: 13,
	name: 5,
	value: 26,
	text: 112,
	quote: 112,
	link: 13,
	button: 10,
} as const;
export const MOST_FIELDS = 6;
/** In the list of links; one more is where the card itself leads. */
export const MOST_LINKS = 3;
/** Of `source.desc_color`: 0 grey, 1 black, 2 red, 3 green. */
const SOURCE_COLOURS = { info: 0, success: 3, warning: 2, critical: 2 } as const;

/** Whether a card has a place for each of its parts, however long they are. */
export function hasPlacesInCard({ above, body, fields, links }: Notification): boolean {
	if (above) return false;
	const isList = body?.children.some(({ type }) => type === 'list');
	if (links.length > 0 && !links.some(isHarmless)) return false;
	return !isList && fields.length <= MOST_FIELDS && links.length <= MOST_LINKS + 1;
}

/** Whether a card shows all of it. A card must lead somewhere, so there has to be a link. */
export function fitsCard(notification: Notification): boolean {
	const { title, severity, above, quote = '', body, fields, links } = notification;
	return (
		!above &&
		links.some(isHarmless) &&
		links.length <= MOST_LINKS + 1 &&
		links.every(({ text }) => width(text) <= CARD.link) &&
		titlesIn(cardTitle({ title, severity })) !== undefined &&
		width(quote) <= CARD.quote &&
		fields.length <= MOST_FIELDS &&
		fields.every(fitsLine) &&
		isPlainText(body) &&
		width(bodyText({ body })) <= CARD.text
	);
}

/** Whether name and value show in a line of a card. */
export function fitsLine({ name, value }: Fact): boolean {
	return width(name) <= CARD.name && width(value) <= CARD.value && !value.includes('\n');
}

/** Whether nothing of it is lost in plain text. */
export function isPlainText(body: Notification['body']): boolean {
	return (body?.children ?? []).every(
		(block) =>
			block.type === 'paragraph' &&
			block.children.every(({ type }) => type === 'text' || type === 'break'),
	);
}

/** The message. Cards are plain text through and through: nothing in them is markup. */
export function weComCard(notification: Notification): Record<string, unknown> {
	const { quote, fields, links } = notification;
	const target = targetOf(links)!;
	const listed = links.length > MOST_LINKS ? links.toSpliced(links.indexOf(target), 1) : links;
	return {
		msgtype: 'template_card',
		template_card: {
			card_type: 'text_notice',
			...sourceOf(notification),
			main_title: titlesIn(cardTitle(notification)) ?? { title: cardTitle(notification) },
			...(quote ? { quote_area: { type: 0, quote_text: quote } } : {}),
			...(bodyText(notification) ? { sub_title_text: bodyText(notification) } : {}),
			...(fields.length > 0 ? { horizontal_content_list: lineList(fields) } : {}),
			jump_list: jumpList(listed),
			card_action: { type: 1, url: target.url },
		},
	};
}

/** Facts, one a line. */
export function lineList(facts: Fact[]): Array<Record<string, unknown>> {
	return facts.slice(0, MOST_FIELDS).map(({ name, value }) => ({ keyname: name, value }));
}

/** Links, one a line. */
export function jumpList(links: Notification['links']): Array<Record<string, unknown>> {
	return links.slice(0, MOST_LINKS).map(({ text, url }) => ({ type: 1, title: text, url }));
}

/** Where it comes from, and all of what people call it by. */
export function sourceOf({ source = '', code, severity }: Notification): Record<string, unknown> {
	const name = code === undefined ? '' : `#${code}`;
	const between = source !== '' && name !== '' ? ' · ' : '';
	const desc = within(source, CARD.source - width(between + name)) + between + name;
	return desc === '' ? {} : { source: { desc, desc_color: SOURCE_COLOURS[severity] } };
}

/** All of the card leads to the page: whoever touches it has not decided anything. Undefined where nothing is left. */
export function targetOf(links: Notification['links']): Notification['links'][number] | undefined {
	return pageOf(links) ?? links.find(({ isCommon }) => isCommon) ?? links.find(isHarmless);
}

/** Cards have no colour but that of their source. */
export function cardTitle({ title, severity }: Pick<Notification, 'title' | 'severity'>): string {
	return severity === 'info' ? title : `${SEVERITY_SIGNS[severity]} ${title}`;
}

/** A title in one line or in two, parted where a sentence is; undefined where they have no room for it. */
export function titlesIn(title: string): { title: string; desc?: string } | undefined {
	if (width(title) <= CARD.title) return { title };
	for (const { index, 0: mark } of title.matchAll(/[，。：]|[,.:] /g)) {
		const head = title.slice(0, index);
		const desc = title.slice(index + mark.length).trim();
		const isWithin = /[（(][^）)]*$/.test(head);
		if (!isWithin && desc !== '' && width(head) <= CARD.title && width(desc) <= CARD.subtitle) {
			return { title: head, desc };
		}
	}
	return undefined;
}

export function bodyText({ body }: Pick<Notification, 'body'>): string {
	return (body?.children ?? []).map((block) => plainTextOf([block])).join('\n');
}

/** With a mark where it is cut. @param most in 字. */
export function within(text: string, most: number): string {
	if (width(text) <= most) return text;
	const [head] = cutText(text, (beginning) => width(`${beginning}…`) <= most);
	return `${head}…`;
}

/** In 字: East Asian characters count one, others a half. */
export function width(text: string): number {
	let halves = 0;
	for (const character of text) halves += /[\u1100-\u{3fffd}]/u.test(character) ? 2 : 1;
	return halves / 2;
}
