import { buttonParameter, GROUP_SPACE } from '../../chatApps/dingTalk/press';
import { plainInMarkdown } from '../markdown/lookAlikes';
import type { AnswerAction, PressButton } from '../notification/notification';
import type { ShownAnswer } from '../notification/pressButtons';

/*
 * Cards with buttons that ask the app ("创建并投放卡片", open.dingtalk.com). Their
 * look is a template, which somebody makes by docs/nodes/chat-answer-trigger.md;
 * here are its variables, which are all texts. A button is shown where its variable is not empty.
 */

/** Of the buttons: what each hands back, and `_text` what stands on it. */
const VARIABLES: Readonly<Record<AnswerAction, string>> = {
	acknowledge: 'acknowledge',
	snooze: 'snooze',
	markReplied: 'replied',
};
const ACTIONS = Object.keys(VARIABLES) as AnswerAction[];

type Variables = Record<string, string>;

/** Where an app sends its cards. */
export interface CardSender {
	cardTemplateId: string;
	robotCode: string;
	group: string;
}

/**
 * The request that creates a card and shows it in a group.
 *
 * @param outTrackId ours, by which the card is known from then on.
 * @param written in Markdown.
 */
export function cardMessage(
	{ cardTemplateId, robotCode, group }: CardSender,
	outTrackId: string,
	{ title, text }: { title: string; text: string },
	buttons: PressButton[],
): Record<string, unknown> {
	const ofButtons = ACTIONS.flatMap((action) => {
		const button = buttons.find((each) => each.action === action);
		return [
			[VARIABLES[action], button ? buttonParameter(button.value, group) : ''],
			[`${VARIABLES[action]}_text`, button?.text ?? ''],
		];
	});
	const cardParamMap: Variables = {
		title,
		content: text,
		line: '',
		...(Object.fromEntries(ofButtons) as Variables),
	};
	return {
		cardTemplateId,
		outTrackId,
		callbackType: 'STREAM',
		cardData: { cardParamMap },
		openSpaceId: GROUP_SPACE + group,
		imGroupOpenSpaceModel: {
			// Its buttons belong to this group.
			supportForward: false,
			lastMessageI18n: { ZH_CN: title, EN_US: title },
		},
		imGroupOpenDeliverModel: { robotCode },
		// Who presses is named by the id of the staff.
		userIdType: 1,
	};
}

/** The variables that change when somebody has answered. */
export function answeredDingTalkCard(
	_sent: Record<string, unknown>,
	{ line, kept }: ShownAnswer,
): Variables {
	const gone = ACTIONS.filter((action) => !kept.includes(action));
	// Whatever component of the template shows it.
	return {
		line: plainInMarkdown(line, true),
		...Object.fromEntries(gone.map((action) => [VARIABLES[action], ''])),
	};
}

/** The variables of a message that is such a card; undefined of any other. */
export function variablesOf(body: object): Record<string, unknown> | undefined {
	const { cardTemplateId, cardData } = body as Record<string, unknown>;
	const { cardParamMap } = Object(cardData) as { cardParamMap?: Record<string, unknown> };
	return cardTemplateId === undefined ? undefined : cardParamMap;
}
