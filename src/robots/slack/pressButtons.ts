import { shortened } from '../../text/characters';
import type { AnswerAction, PressButton } from '../notification/notification';
import type { ShownAnswer } from '../notification/pressButtons';
import type { Element } from './richText';

/*
 * Buttons that ask the app ("Block Kit interactivity", docs.slack.dev), and what
 * becomes of their message. Not in the older form of attachments: those reach an
 * app as another kind of event.
 */

/** By it they are found again in a message that was sent: a message has it once. */
const BLOCK_ID = 'untilReplied';
/** Characters of a label ("Button element"). */
const LONGEST_LABEL = 75;

export function pressButtonsBlock(buttons: PressButton[]): Element {
	return {
		type: 'actions',
		block_id: BLOCK_ID,
		elements: buttons.map(({ action, text, value }, index) => ({
			type: 'button',
			// Each of a block has another.
			action_id: actionId(action),
			text: { type: 'plain_text', text: shortened(text, LONGEST_LABEL), emoji: true },
			value,
			...(index === 0 ? { style: 'primary' } : {}),
		})),
	};
}

const actionId = (action: AnswerAction) => `${BLOCK_ID}:${action}`;

/** The message from now on. @param sent text, blocks and attachments as they were sent. The line is in mrkdwn. */
export function answeredSlackMessage(
	{ text, blocks = [], attachments = [] }: Record<string, unknown>,
	answer: ShownAnswer,
): Record<string, unknown> {
	return {
		text,
		blocks: answeredBlocks(blocks as Element[], answer),
		attachments: (attachments as Element[]).flatMap((attachment) => {
			if (!Array.isArray(attachment.blocks)) return [attachment];
			const answered = answeredBlocks(attachment.blocks as Element[], answer);
			return answered.length > 0 ? [{ ...attachment, blocks: answered }] : [];
		}),
	};
}

function answeredBlocks(blocks: Element[], { line, kept }: ShownAnswer): Element[] {
	return blocks.flatMap((block) => {
		if (block.block_id !== BLOCK_ID) return [block];
		const ids = kept.map(actionId);
		const elements = (block.elements as Element[]).filter(({ action_id: id }) =>
			ids.includes(String(id)),
		);
		return [
			...(line === ''
				? []
				: [{ type: 'context', elements: [{ type: 'mrkdwn', text: line, verbatim: true }] }]),
			...(elements.length > 0 ? [{ ...block, elements }] : []),
		];
	});
}

/** Whether a message has such buttons. */
export function hasPressButtons({ attachments = [] }: Record<string, unknown>): boolean {
	return (attachments as Element[]).some(
		({ blocks = [] }) =>
			Array.isArray(blocks) && (blocks as Element[]).some(({ block_id: id }) => id === BLOCK_ID),
	);
}
