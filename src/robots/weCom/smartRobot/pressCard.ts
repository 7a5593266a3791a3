import { randomUUID } from 'node:crypto';

import { cutText } from '../../markdown/cutText';
import { linksBeside } from '../../notification/content';
import type { Notification, PressButton } from '../../notification/notification';
import { answerActions, type ShownAnswer } from '../../notification/pressButtons';
import {
	bodyText,
	CARD,
	cardTitle,
	fitsLine,
	isPlainText,
	jumpList,
	lineList,
	MOST_FIELDS,
	MOST_LINKS,
	sourceOf,
	targetOf,
	titlesIn,
	width,
	within,
} from '../card';

/*
 * Cards with buttons that tell the robot who pressed them ("模板卡片类型", path/101032),
 * and what becomes of them. A card changes only with the answer to a press.
 */

type Card = Record<string, unknown>;

/** Where a card leads that has to lead somewhere, and has no page: a card of the type text_notice without is refused (42045). */
const WECOM_PAGE = 'https://work.weixin.qq.com';

/**
 * The card, and whether it shows all: what is longer than it shows is cut, with a mark.
 *
 * @param buttons in the order of `answerActions`. @param colon between a name and its value.
 */
export function pressCard(
	notification: Notification,
	buttons: PressButton[],
	colon: string,
): { card: Card; isWhole: boolean } {
	const { above, quote = '', body, fields } = notification;
	const links = linksBeside({ ...notification, buttons });
	const target = targetOf(links);
	const title = titleOf(cardTitle(notification));
	const lines = fields.filter(fitsLine).slice(0, MOST_FIELDS);
	const others = fields.filter((fact) => !lines.includes(fact));
	const text = [bodyText({ body }), ...others.map(({ name, value }) => name + colon + value)]
		.filter((line) => line !== '')
		.join('\n');
	const card = {
		card_type: 'button_interaction',
		...sourceOf(notification),
		main_title: title.lines,
		...(quote ? { quote_area: { type: 0, quote_text: within(quote, CARD.quote) } } : {}),
		...(text ? { sub_title_text: within(text, CARD.text) } : {}),
		...(lines.length > 0 ? { horizontal_content_list: lineList(lines) } : {}),
		...(links.length > 0
			? {
					jump_list: jumpList(
						links.map((each) => ({ ...each, text: within(each.text, CARD.link) })),
					),
				}
			: {}),
		...(target ? { card_action: { type: 1, url: target.url } } : {}),
		button_list: buttons.map(({ text: label, value }, index) => ({
			text: within(label, CARD.button),
			// 1 is blue, 2 is grey.
			style: index === 0 ? 1 : 2,
			key: value,
		})),
		// "同一个机器人不能重复": a reminder that is sent again is another card.
		task_id: `untilReplied-${randomUUID()}`,
	};
	const isWhole =
		!above &&
		title.isWhole &&
		width(quote) <= CARD.quote &&
		isPlainText(body) &&
		width(text) <= CARD.text &&
		links.length <= MOST_LINKS &&
		links.every((each) => width(each.text) <= CARD.link);
	return { card, isWhole };
}

/** In two lines where it has no room in one: between sentences, before what stands in brackets, or between words. */
function titleOf(title: string): { lines: { title: string; desc?: string }; isWhole: boolean } {
	const parted = titlesIn(title);
	if (parted) return { lines: parted, isWhole: true };
	const fits = (beginning: string) => width(beginning) <= CARD.title;
	const bracket = title.search(/[(（][^(（]*$/);
	const before = title.slice(0, Math.max(bracket, 0)).trim();
	const [head, rest] =
		before !== '' && fits(before) ? [before, title.slice(bracket)] : cutText(title, fits);
	return {
		lines: { title: head, desc: within(rest, CARD.subtitle) },
		isWhole: width(rest) <= CARD.subtitle,
	};
}

/** The card from now on. @param card as it was sent; all that is known of another is its task. */
export function answeredWeComCard(card: Card, { line, kept }: ShownAnswer): Card {
	const { button_list: buttons, ...rest } = card;
	const left = (Array.isArray(buttons) ? buttons : []).filter((_, index) =>
		kept.includes(answerActions[index]),
	);
	const said = withLine(rest, line);
	return left.length > 0 ? { ...said, button_list: left } : withoutButtons(said);
}

/** The card as somebody alone sees it who was told something, with its buttons. @param card see `answeredWeComCard`. */
export function toldWeComCard(card: Card, words: string): Card {
	const said = withLine(card, words);
	return hasPressButtons(card) ? said : withoutButtons(said);
}

/** Whether a card has such buttons. */
export function hasPressButtons({ card_type: type, button_list: buttons }: Card): boolean {
	return type === 'button_interaction' && Array.isArray(buttons) && buttons.length > 0;
}

/** First of the text: what follows may be cut. */
function withLine(card: Card, line: string): Card {
	const lines = [line, card.sub_title_text].filter((each) => typeof each === 'string');
	return { ...card, sub_title_text: within(lines.filter(Boolean).join('\n'), CARD.text) };
}

/** "按钮交互型" has to have buttons, so it becomes a notice, which has to lead somewhere. */
function withoutButtons({ card_action: action, ...card }: Card): Card {
	return {
		...card,
		card_type: 'text_notice',
		card_action: action ?? { type: 1, url: WECOM_PAGE },
	};
}
