import type { AnswerAction, PressButton } from '../notification/notification';
import type { ShownAnswer } from '../notification/pressButtons';
import type { CardElement } from './card';

/*
 * Buttons that ask the app ("按钮" and "配置卡片交互", open.feishu.cn: JSON 2.0), and what
 * becomes of their card. Those of a card that was forwarded only open pages
 * (`enable_forward_interaction`).
 */

/** By it they are found again in a card that was sent: a card has it once. 20 characters at most. */
const ELEMENT_ID = 'untilReplied';

export function pressButtonElements(buttons: PressButton[]): CardElement[] {
	return [
		{
			tag: 'column_set',
			element_id: ELEMENT_ID,
			flex_mode: 'flow',
			columns: buttons.map(({ action, text, value }, index) => ({
				tag: 'column',
				width: 'auto',
				elements: [
					{
						tag: 'button',
						element_id: buttonId(action),
						type: index === 0 ? 'primary' : 'default',
						text: { tag: 'plain_text', content: text },
						// Feishu takes an object.
						behaviors: [{ type: 'callback', value: { t: value } }],
					},
				],
			})),
		},
	];
}

const buttonId = (action: AnswerAction) => `ur_${action}`;

/** The card from now on. @param card as it was sent. The line is plain text. */
export function answeredFeishuCard(
	card: Record<string, unknown>,
	{ line, kept }: ShownAnswer,
): Record<string, unknown> {
	const ids = kept.map(buttonId);
	const elements = elementsOf(card).flatMap((element) => {
		if (element.element_id !== ELEMENT_ID) return [element];
		const columns = elementsIn(element.columns).filter(({ elements }) =>
			elementsIn(elements).some(({ element_id: id }) => ids.includes(String(id))),
		);
		return [
			...(line === '' ? [] : [{ tag: 'div', text: { tag: 'plain_text', content: line } }]),
			...(columns.length > 0 ? [{ ...element, columns }] : []),
		];
	});
	return { ...card, body: { ...(card.body as CardElement), elements } };
}

/** Whether a card has such buttons. */
export function hasPressButtons(card: Record<string, unknown>): boolean {
	return elementsOf(card).some(({ element_id: id }) => id === ELEMENT_ID);
}

function elementsOf({ body }: Record<string, unknown>): CardElement[] {
	return elementsIn((Object(body) as { elements?: unknown }).elements);
}

function elementsIn(list: unknown): CardElement[] {
	return Array.isArray(list) ? (list as CardElement[]) : [];
}
