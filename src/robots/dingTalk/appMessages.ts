import { idAt, textAt } from '../../chatApps/json';
import { ExplainedError } from '../../explainedError';
import { own } from '../../own';
import type { ChatAppMessages } from '../design/chatAppMessages';
import { textOf } from '../values';
import { variablesOf } from './card';

/* Messages of an app's robot ("机器人发送群聊消息" and "企业机器人发送消息的消息类型", open.dingtalk.com): what custom robots send, in another envelope. */

type Body = Record<string, unknown>;

/** A message as the API takes it. @param body as a custom robot would send it, or the API's own form of it. @throws {ExplainedError} of what an app cannot send. */
export function appMessage(body: object, robotCode: string, group: string): Body {
	return { ...messageOf(body as Body), robotCode, openConversationId: group };
}

function messageOf(body: Body): { msgKey: unknown; msgParam: unknown } {
	const { msgKey, msgParam, msgtype, at } = body;
	if (msgKey !== undefined) {
		return { msgKey, msgParam: typeof msgParam === 'object' ? JSON.stringify(msgParam) : msgParam };
	}
	if (at !== undefined) {
		throw new ExplainedError(
			'The robot of a DingTalk app cannot mention anybody',
			'Remove "at" from the message, or send it with a custom robot.',
		);
	}
	const type = textOf(msgtype);
	const [key, parameters] = templateOf(type, Object(own(body, type)) as Body);
	return { msgKey: key, msgParam: JSON.stringify(parameters) };
}

function templateOf(type: string, content: Body): [msgKey: string, parameters: Body] {
	switch (type) {
		case 'text':
			return ['sampleText', content];
		case 'markdown':
			return ['sampleMarkdown', content];
		case 'link':
			return ['sampleLink', content];
		case 'actionCard':
			return actionCardOf(content);
		default:
			throw new ExplainedError(
				type === 'feedCard'
					? 'The robot of a DingTalk app cannot send feed cards'
					: 'The robot of a DingTalk app does not know this message type',
				'Choose another message type, or send it with a custom robot.',
			);
	}
}

/** "竖向二至五个按钮" and "横向二个按钮". */
const MOST_BUTTONS = 5;

function actionCardOf({ title, text, btns, btnOrientation, ...rest }: Body): [string, Body] {
	const card = { title, text };
	if (!Array.isArray(btns)) {
		return [
			'sampleActionCard',
			{ ...card, singleTitle: rest.singleTitle, singleURL: rest.singleURL },
		];
	}
	const buttons = btns.map((button) => Object(button) as Body);
	if (buttons.length > MOST_BUTTONS) {
		throw new ExplainedError(
			`An action card of a DingTalk app has at most ${MOST_BUTTONS} buttons`,
			'Remove some, or send it with a custom robot.',
		);
	}
	if (buttons.length === 1) {
		const [{ title: singleTitle, actionURL: singleURL }] = buttons;
		return ['sampleActionCard', { ...card, singleTitle, singleURL }];
	}
	const areSideBySide = buttons.length === 2 && btnOrientation === '1';
	const [label, url] = areSideBySide ? ['buttonTitle', 'buttonUrl'] : ['actionTitle', 'actionURL'];
	const parameters = buttons.flatMap((button, index) => [
		[`${label}${index + 1}`, button.title],
		[`${url}${index + 1}`, button.actionURL],
	]);
	const key = areSideBySide ? 'sampleActionCard6' : `sampleActionCard${buttons.length}`;
	return [key, { ...card, ...Object.fromEntries(parameters) }];
}

/** What an app is, as far as its messages are concerned. */
export interface DingTalkSender {
	name: string;
	robotCode: string;
	group: string;
	/** Where its reminders can have buttons. */
	cardTemplateId?: string;
}

/**
 * Messages of an app are known by their group and the key that DingTalk answers
 * with; cards by an id of ours, and by that key where somebody replies to them.
 */
export const dingTalkAppMessages = ({
	name,
	group,
	cardTemplateId,
}: DingTalkSender): ChatAppMessages => ({
	app: name,
	...(cardTemplateId === undefined ? { isWithoutButtons: true } : {}),

	placeOf(response) {
		const key = textAt(response, 'processQueryKey');
		if (key !== '') return { chat: group, message: key };
		const card = idAt(response, 'result', 'outTrackId');
		const repliedToAs = idAt(response, 'result', 'deliverResults', 0, 'carrierId');
		if (card === '') return undefined;
		return { chat: group, message: card, ...(repliedToAs ? { repliedToAs } : {}) };
	},

	keptOf: variablesOf,
});
