import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { deliverNotifications } from '../../../src/robots/design/deliverNotifications';
import { mentionedOf } from '../../../src/robots/design/mentioning';
import { isShownInADigest } from '../../../src/robots/notification/digest';
import { tidied, type Notification } from '../../../src/robots/notification/notification';
import { TooLateError } from '../../../src/dispatch/passages';
import {
	WithdrawnError,
	type Delivered,
	type Submission,
} from '../../../src/robots/sending/outgoingQueue';
import { RobotBusyError } from '../../../src/robots/sending/rateLimiter';
import { failedItem } from '../eachItem';
import { toNodeError } from '../nodeErrors';
import { isStartedByClock, noteLeftOut } from '../unsent';
import { NOTHING_TO_SEND, saysNothing } from './emptyItem';
import { answerableMessage } from './answerable';
import { ConversationThread } from './conversationThread';
import { knownConversation, saysReplied } from './namedStore';
import { notificationsOf } from './notificationsOf';
import { NodeItem } from './nodeItem';
import type { RobotAccess } from '../../../src/robots/design/access';
import type { RobotDesign } from '../../../src/robots/design/robotDesign';
import type { Threads } from '../../../src/robots/design/threads';
import { sendParts, type Sent } from './messageParts';
import type { RobotSession } from './robotSession';
import { ALREADY_SENT, SentNames } from './sentNames';

/**
 * Sends the notification of every item in their order or, when many wait for
 * the robot, all that wait as a digest. Every item leaves with what became of it.
 *
 * An item that fails stops those after it, and those alone: whoever reads the
 * error takes the items before it for sent.
 */
export async function sendNotifications<Access extends RobotAccess>(
	node: IExecuteFunctions,
	session: RobotSession<Access>,
	design: RobotDesign<Access>,
): Promise<INodeExecutionData[]> {
	const results: INodeExecutionData[] = [];
	const submissions: Array<Submission<Sent>> = [];
	const submitted: Array<NodeItem<Access>> = [];
	const names = new SentNames(node);
	const failures = new Map<number, unknown>();
	let stoppedAt = Infinity;
	const fail = (item: number, error: unknown) => {
		failures.set(item, error);
		if (!node.continueOnFail()) stoppedAt = Math.min(stoppedAt, item);
	};
	const items: Array<NodeItem<Access>> = [];
	for (const index of node.getInputData().keys()) {
		if (index > stoppedAt) break;
		if (saysNothing(node, index)) {
			results[index] = { json: { ...NOTHING_TO_SEND }, pairedItem: { item: index } };
			continue;
		}
		try {
			const item = new NodeItem(node, session, index);
			await design.prepare?.(item);
			items.push(item);
		} catch (error) {
			fail(index, error);
		}
	}
	for (const item of items) {
		const { index } = item;
		if (index > stoppedAt) break;
		try {
			const { language, digestFrom, wait } = item.sending;
			const { options, write } = await design.writing(item);
			const request = design.request?.(item);
			const to = request ?? session.access.request;
			const plain: Notification[] = await Promise.all(
				notificationsOf(node, item).map(async (notification) => ({
					...tidied(notification),
					mentioned: await mentionedOf(notification, item, design.mentioning),
				})),
			);
			const { json } = node.getInputData()[index];
			const answerable = await answerableMessage(node, design, session.access, json);
			const notifications = answerable ? await answerable.prepared(plain, language) : plain;
			// What cannot be written is an error of its own item, not of a digest.
			for (const notification of notifications) write(notification);
			if (names.wasSent(index, item.idempotencyKey)) {
				results[index] = { json: { ...ALREADY_SENT }, pairedItem: { item: index } };
				continue;
			}
			const threads = design.threads?.(item);
			const thread = threads && (await threadOf(node, session, threads, item, notifications));
			submissions.push({
				notifications: named(notifications, names.nameOf(index)),
				group: JSON.stringify([options, request]),
				wait,
				digestFrom,
				isAlone: !notifications.every(isShownInADigest) || ((await thread?.willRewrite()) ?? false),
				// Nor does another execution's message take it along.
				isWithdrawn: () => index > stoppedAt || session.isLate(),
				deliver: (together, deadline) =>
					deliverNotifications(together, {
						rateLimiter: session.queue.rateLimiter,
						write,
						language,
						deadline,
						async send(bodies, told) {
							const sent = await (thread && together.length === 1
								? thread.send(bodies, deadline, to)
								: sendParts(session, bodies, deadline, to, threads));
							await answerable?.note(sent, bodies[0], told);
							return sent;
						},
					}),
				onSent: () => names.note(index),
			});
			submitted.push(item);
		} catch (error) {
			fail(index, error);
		}
	}
	const leftOut: Array<{ item: number; indexes: number[] }> = [];
	const isTriedAgain = isStartedByClock(node);
	const inTurn = submitted.values();
	for await (const outcome of session.queue.submit(submissions)) {
		const { index: item, reported } = inTurn.next().value!;
		if (outcome.status === 'rejected') {
			if (!(outcome.reason instanceof WithdrawnError)) fail(item, outcome.reason);
			else if (item < stoppedAt && session.isLate()) fail(item, new TooLateError());
			continue;
		}
		const { leftOut: indexes } = outcome.value;
		if (indexes.length > 0 && !isTriedAgain) {
			fail(item, new RobotBusyError(session.queue.rateLimiter.nextChance));
			continue;
		}
		if (indexes.length > 0) leftOut.push({ item, indexes });
		const json = { ...outputOf(outcome.value, session), ...(reported as IDataObject) };
		results[item] = { json, pairedItem: { item } };
	}
	noteLeftOut(node, leftOut);
	for (const [item, error] of [...failures].toSorted(([one], [other]) => one - other)) {
		const nodeError = toNodeError(node.getNode(), error, item, session.scrubber);
		results[item] = failedItem(node, nodeError, item);
	}
	return results;
}

/** Only what is about one conversation that the store knows has a thread: a digest is about several. */
async function threadOf<Access extends RobotAccess>(
	node: IExecuteFunctions,
	session: RobotSession<Access>,
	threads: Threads,
	item: NodeItem<Access>,
	notifications: Notification[],
): Promise<ConversationThread<Access> | undefined> {
	const { json } = node.getInputData()[item.index];
	if (!item.option('oneThread', false) || notifications.length !== 1) return undefined;
	const conversation = await knownConversation(json);
	if (!conversation) return undefined;
	return new ConversationThread(node, session, threads, conversation, saysReplied(json));
}

/** Another node may say something else of the same reminder, and this one may say it twice. */
function named(notifications: Notification[], name: string | undefined): Notification[] {
	return notifications.map((notification, index) => ({
		...notification,
		idempotencyKey:
			name === undefined || notifications.length === 1 ? name : JSON.stringify([name, index]),
	}));
}

function outputOf(
	{ message, leftOut }: Delivered<Sent>,
	{ refusedRobots }: RobotSession,
): IDataObject {
	const { result, count = 0 } = message ?? {};
	return {
		...(result && { ...(result.response as IDataObject), messagesSent: result.messagesSent }),
		...(count > 1 ? { digest: { notifications: count } } : {}),
		...(result?.thread ? { thread: { ...result.thread } } : {}),
		...(leftOut.length > 0 ? { leftOut: leftOut.length } : {}),
		...(refusedRobots.length > 0
			? { refusedRobots: refusedRobots.map((each) => ({ ...each })) }
			: {}),
	};
}
