import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { codeOf } from '../../../src/answers/code';
import type { RobotAccess } from '../../../src/robots/design/access';
import type { ChatAppMessages } from '../../../src/robots/design/chatAppMessages';
import type { RobotDesign } from '../../../src/robots/design/robotDesign';
import type { Notification } from '../../../src/robots/notification/notification';
import { pressButtonsFor, type ButtonValues } from '../../../src/robots/notification/pressButtons';
import type { Language } from '../../../src/words/language';
import { DAY } from '../../../src/time/duration';
import { logProblem } from '../log';
import { knownConversation, saysReminder, type KnownConversation } from './namedStore';
import type { Sent } from './messageParts';

/** ms that a button is good for. The conversation decides whether it still means something, not its age. */
const BUTTONS_VALID_FOR = 14 * DAY;

/**
 * The message about a conversation, or several, as people can answer it in the chat itself:
 * with buttons where somebody listens, and noted in the store, so that it can be
 * found by a reply to it and changed when somebody has answered.
 */
export class AnswerableMessage {
	constructor(
		private readonly node: IExecuteFunctions,
		private readonly messages: ChatAppMessages,
		private readonly conversation: KnownConversation,
		private readonly json: IDataObject,
	) {}

	/** With what each is about, and its code. One that is alone has buttons too, where it is a reminder. */
	async prepared(notifications: Notification[], language: Language): Promise<Notification[]> {
		const ids = escalationIdsOf(this.json);
		if (ids.length !== notifications.length) return notifications;
		const [notification, ...others] = notifications.map((each, index) => ({
			...each,
			escalationId: ids[index],
			...(ids[index] ? { code: codeOf(ids[index]) } : {}),
		}));
		if (others.length > 0) return [notification, ...others];
		const hasButtons = saysReminder(this.json) && !this.messages.isWithoutButtons;
		const values = hasButtons ? await this.buttonValues() : undefined;
		const buttons = values && pressButtonsFor(notification, values, language);
		return [{ ...notification, ...(buttons ? { buttons } : {}) }];
	}

	/** Notes where it is. @param told what it tells of: of a digest several. @param body of its first part, as it was sent. */
	async note(sent: Sent, body: object, told: Notification[]): Promise<void> {
		const place = this.messages.placeOf(sent.first.response);
		if (!place) return;
		const ids = told.flatMap(({ escalationId }) => escalationId || []);
		const kept = ids.length === 1 ? this.messages.keptOf(body) : undefined;
		const { runtime } = this.conversation;
		try {
			await runtime.store.transaction(async ({ chatMessages, now }) => {
				const { chat, message, repliedToAs } = place;
				const named = { app: this.messages.app, chat, sentAt: now, shownHold: 0 };
				const body = kept ? JSON.stringify(kept) : null;
				const messages = [
					{ ...named, message, body },
					...(repliedToAs ? [{ ...named, message: repliedToAs, body: null }] : []),
				];
				await Promise.all(
					messages.flatMap((each) =>
						[...new Set(ids)].map(
							async (escalationId) => await chatMessages.save({ ...each, escalationId }),
						),
					),
				);
			});
		} catch (error) {
			const problem = 'A reply to a message, and its buttons, may not be understood';
			logProblem(this.node.logger, 'warn', problem, error);
		}
	}

	/** Undefined where nobody hears who presses: no button is to be dead. A reminder without is better than none. */
	private async buttonValues(): Promise<ButtonValues | undefined> {
		const { runtime, escalationId } = this.conversation;
		const { app } = this.messages;
		try {
			const hearing = await runtime.listeningApps.hearing(app);
			if (!hearing) return undefined;
			const escalation = await runtime.engine.findOne({ id: escalationId });
			if (!escalation) return undefined;
			const { acknowledgeMinutes, snoozeMinutes } = hearing;
			const settings = { acknowledgeMinutes, snoozeMinutes, validFor: BUTTONS_VALID_FOR };
			const write = await runtime.links.buttonWriter(escalation.scope, app, settings);
			return { values: write(escalationId), snoozeMinutes };
		} catch (error) {
			logProblem(this.node.logger, 'warn', 'A reminder goes out without buttons', error);
			return undefined;
		}
	}
}

/** Undefined where the robot is no chat app, or the item is of nothing that the store knows. */
export async function answerableMessage<Access extends RobotAccess>(
	node: IExecuteFunctions,
	design: RobotDesign<Access>,
	access: Access,
	json: IDataObject,
): Promise<AnswerableMessage | undefined> {
	const messages = design.chatApp?.(access);
	const conversation = messages && (await knownConversation(conversationsIn(json)[0] ?? {}));
	return conversation && new AnswerableMessage(node, messages, conversation, json);
}

/** One, or several that Repeat Until Replied put out as one. */
function conversationsIn(json: IDataObject): IDataObject[] {
	const { conversations } = json;
	if (!Array.isArray(conversations)) return [json];
	return conversations.map((each) => Object(each) as IDataObject);
}

/** Empty for one that names none. */
function escalationIdsOf(json: IDataObject): string[] {
	return conversationsIn(json).map(({ escalation }) => {
		const { id } = Object(escalation) as { id?: unknown };
		return typeof id === 'string' ? id : '';
	});
}
