import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { digestOf } from '../../../src/robots/notification/digest';
import { tidied, type Notification } from '../../../src/robots/notification/notification';
import type { Language } from '../../../src/words/language';
import { WithdrawnError, type Submission } from '../../../src/robots/sending/outgoingQueue';
import { TooLateError } from '../../../src/dispatch/passages';
import { failedItem } from '../eachItem';
import { toNodeError } from '../nodeErrors';
import { NOTHING_TO_SEND, saysNothing } from './emptyItem';
import { notificationOf } from './parameters';
import { NodeItem } from './nodeItem';
import type { RobotAccess } from '../../../src/robots/design/access';
import type { RobotDesign } from '../../../src/robots/design/robotDesign';
import type { RobotSession, Sent } from './robotSession';
import { ALREADY_SENT, SentNames } from './sentNames';

/**
 * Sends the notification of every item in their order or, when many wait for
 * the robot, all that wait as one. Every item leaves with what became of it.
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
	const itemsOf: number[] = [];
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
			const { deadline } = item;
			const { language, digestFrom } = item.sending;
			const { options, write } = await design.writing(item);
			const request = design.request?.(item);
			const notification = tidied(notificationOf(node, index, language));
			// What cannot be written is an error of its own item, not of a digest.
			write(notification);
			if (names.wasSent(index, notification.idempotencyKey)) {
				results[index] = { json: { ...ALREADY_SENT }, pairedItem: { item: index } };
				continue;
			}
			submissions.push({
				// Another node may say something else of the same reminder, and this one may say it twice.
				notification: { ...notification, idempotencyKey: names.nameOf(index) },
				group: JSON.stringify([options, request]),
				deadline,
				digestFrom,
				// Nor does another execution's message take it along.
				isWithdrawn: () => index > stoppedAt || session.isLate(),
				deliver: async (notifications) =>
					await session
						.deliver(write(together(notifications, language)), deadline, request)
						.catch((error: unknown) => {
							// Before the next has its turn.
							fail(index, error);
							throw error;
						}),
			});
			itemsOf.push(index);
		} catch (error) {
			fail(index, error);
		}
	}
	const outcomes = await Promise.allSettled(
		session.queue.submit(submissions).map(async (submitted, index) => {
			const delivered = await submitted;
			// At once: n8n may end the execution while others wait for their turn.
			names.note(itemsOf[index]);
			return delivered;
		}),
	);
	outcomes.forEach((outcome, index) => {
		const item = itemsOf[index];
		if (outcome.status === 'fulfilled') {
			const { result, count } = outcome.value;
			results[item] = { json: outputOf(result, count), pairedItem: { item } };
		} else if (!(outcome.reason instanceof WithdrawnError)) fail(item, outcome.reason);
		else if (item < stoppedAt && session.isLate()) fail(item, new TooLateError());
	});
	for (const [item, error] of [...failures].toSorted(([one], [other]) => one - other)) {
		const nodeError = toNodeError(node.getNode(), error, item, session.scrubber);
		results[item] = failedItem(node, nodeError, item);
	}
	return results;
}

function together(notifications: Notification[], language: Language): Notification {
	const [only, ...others] = notifications;
	return others.length === 0 ? only : tidied(digestOf(notifications, language));
}

function outputOf({ response, messagesSent }: Sent, count: number): IDataObject {
	return {
		...(response as IDataObject),
		messagesSent,
		...(count > 1 ? { digest: { notifications: count } } : {}),
	};
}
