import { cutText } from '../markdown/cutText';
import { plainTextOf } from '../markdown/render';
import { SEVERITY_SIGNS } from '../notification/content';
import { isHarmless, pageOf, type Notification } from '../notification/notification';

/*
 * A notification as a template card of type text_notice. The document
 * recommends lengths in 字, of which a Latin letter takes about half; what is
 * longer is cut off by the client, so such a notification is not a card.
 */

const TITLE = 26;
const SUBTITLE = 30;
const SOURCE = 13;
const KEY = 5;
const VALUE = 26;
const TEXT = 112;
const QUOTE = 112;
const MOST_FIELDS = 6;
/** In the list of links; one more is where the card itself leads. */
const MOST_LINKS = 3;
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
export function fitsCard({
	title,
	severity,
	above,
	quote = '',
	body,
	fields,
	links,
}: Notification): boolean {
	return (
		!above &&
		links.some(isHarmless) &&
		links.length <= MOST_LINKS + 1 &&
		links.every(({ text }) => width(text) <= 13) &&
		titlesIn(cardTitle({ title, severity })) !== undefined &&
		width(quote) <= QUOTE &&
		fields.length <= MOST_FIELDS &&
		fields.every(
			({ name, value }) => width(name) <= KEY && width(value) <= VALUE && !value.includes('\n'),
		) &&
		(body?.children ?? []).every(
			(block) =>
				block.type === 'paragraph' &&
				block.children.every(({ type }) => type === 'text' || type === 'break'),
		) &&
		width(bodyText({ body })) <= TEXT
	);
}

/** The message. Cards are plain text through and through: nothing in them is markup. */
export function weComCard(notification: Notification): Record<string, unknown> {
	const { severity, quote, fields, links, source } = notification;
	const target = targetOf(links)!;
	const listed = links.length > MOST_LINKS ? links.toSpliced(links.indexOf(target), 1) : links;
	return {
		msgtype: 'template_card',
		template_card: {
			card_type: 'text_notice',
			...(source
				? { source: { desc: within(source, SOURCE), desc_color: SOURCE_COLOURS[severity] } }
				: {}),
			main_title: titlesIn(cardTitle(notification)) ?? { title: cardTitle(notification) },
			...(quote ? { quote_area: { type: 0, quote_text: quote } } : {}),
			...(bodyText(notification) ? { sub_title_text: bodyText(notification) } : {}),
			...(fields.length > 0
				? {
						horizontal_content_list: fields
							.slice(0, MOST_FIELDS)
							.map(({ name, value }) => ({ keyname: name, value })),
					}
				: {}),
			jump_list: listed
				.slice(0, MOST_LINKS)
				.map(({ text, url }) => ({ type: 1, title: text, url })),
			card_action: { type: 1, url: target.url },
		},
	};
}

/** All of the card leads to the page: whoever touches it has not decided anything. Undefined where nothing is left. */
function targetOf(links: Notification['links']): Notification['links'][number] | undefined {
	return pageOf(links) ?? links.find(({ isCommon }) => isCommon) ?? links.find(isHarmless);
}

/** Cards have no colour but that of their source. */
function cardTitle({ title, severity }: Pick<Notification, 'title' | 'severity'>): string {
	return severity === 'info' ? title : `${SEVERITY_SIGNS[severity]} ${title}`;
}

/** A title in one line or in two, parted where a sentence is; undefined where they have no room for it. */
function titlesIn(title: string): { title: string; desc?: string } | undefined {
	if (width(title) <= TITLE) return { title };
	for (const { index, 0: mark } of title.matchAll(/[，。：]|[,.:] /g)) {
		const head = title.slice(0, index);
		const desc = title.slice(index + mark.length).trim();
		const isWithin = /[（(][^）)]*$/.test(head);
		if (!isWithin && desc !== '' && width(head) <= TITLE && width(desc) <= SUBTITLE) {
			return { title: head, desc };
		}
	}
	return undefined;
}

function bodyText({ body }: Pick<Notification, 'body'>): string {
	return (body?.children ?? []).map((block) => plainTextOf([block])).join('\n');
}

/** With a mark where it is cut. @param most in 字. */
function within(text: string, most: number): string {
	if (width(text) <= most) return text;
	const [head] = cutText(text, (beginning) => width(`${beginning}…`) <= most);
	return `${head}…`;
}

/** In 字: East Asian characters count one, others a half. */
function width(text: string): number {
	let halves = 0;
	for (const character of text) halves += /[\u1100-\u{3fffd}]/u.test(character) ? 2 : 1;
	return halves / 2;
}
