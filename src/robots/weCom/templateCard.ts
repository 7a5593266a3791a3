import { ExplainedError } from '../../explainedError';
import { withoutEmpty } from './messages';

/*
 * Template cards of "群机器人配置说明" (path 91770). Their field names are WeCom's,
 * so that the document can be read beside them.
 */

export type WeComCardType = 'text_notice' | 'news_notice';

/** Where a click leads: 1 a web page, 2 a mini program. */
export interface CardTarget {
	type?: number;
	url?: string;
	appid?: string;
	pagepath?: string;
}

export interface WeComTemplateCard {
	source?: { icon_url?: string; desc?: string; desc_color?: number };
	main_title?: { title?: string; desc?: string };
	emphasis_content?: { title?: string; desc?: string };
	quote_area?: CardTarget & { title?: string; quote_text?: string };
	sub_title_text?: string;
	card_image?: { url?: string; aspect_ratio?: number };
	image_text_area?: CardTarget & { title?: string; desc?: string; image_url?: string };
	vertical_content_list?: Array<{ title: string; desc?: string }>;
	horizontal_content_list?: Array<{
		keyname: string;
		value?: string;
		type?: number;
		url?: string;
		media_id?: string;
		userid?: string;
	}>;
	jump_list?: Array<CardTarget & { title: string }>;
	card_action?: CardTarget;
}

/** A card whose every part is there in full or not at all. @throws {ExplainedError} */
export function weComTemplateCard(
	type: WeComCardType,
	card: WeComTemplateCard,
): Record<string, unknown> {
	const filled = withoutEmptyParts(card);
	if (!card.card_action?.url && !card.card_action?.appid) {
		throw new ExplainedError(
			'The card has no link',
			'Every WeCom card must open a page or a mini program: fill in "Card Link".',
		);
	}
	if (type === 'news_notice' && !card.card_image?.url) {
		throw new ExplainedError('The card has no picture', 'Fill in "Picture URL".');
	}
	if (!card.main_title?.title && (type === 'news_notice' || !card.sub_title_text)) {
		throw new ExplainedError('The card has no title', 'Fill in "Title".');
	}
	atMost(card.horizontal_content_list, 6, 'facts');
	atMost(card.jump_list, 3, 'links');
	atMost(card.vertical_content_list, 4, 'paragraphs');
	return { msgtype: 'template_card', template_card: { card_type: type, ...filled } };
}

function atMost(entries: unknown[] | undefined, most: number, what: string): void {
	if ((entries?.length ?? 0) <= most) return;
	throw new ExplainedError(
		`A WeCom card can have at most ${most} ${what}, not ${entries?.length}`,
		`Remove ${what}.`,
	);
}

function withoutEmptyParts(card: WeComTemplateCard): Record<string, unknown> {
	const parts = Object.entries(card).map(([name, part]) => [name, withoutEmptyIn(part)] as const);
	// Of an empty text, list or object alike.
	return Object.fromEntries(parts.filter(([, part]) => Object.keys(Object(part)).length > 0));
}

function withoutEmptyIn(part: unknown): unknown {
	if (Array.isArray(part)) return part.map((entry) => withoutEmptyIn(entry));
	return typeof part === 'object' && part !== null ? withoutEmpty(part) : part;
}
