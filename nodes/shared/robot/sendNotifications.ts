import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { digestOf } from '../../../src/robots/notification/digest';
import { tidied, type Notification } from '../../../src/robots/notification/notification';
import type { NotificationLanguage } from '../../../src/robots/notification/words';
import { WithdrawnError, type Submission } from '../../../src/robots/sending/desk';
import { failedItem } from '../eachItem';
import { notificationOf, sendingOptions } from './parameters';
import { robotError } from './robotError';
import type { RobotSession, Sent } from './robotSession';

/** How a node writes notifications for its platform, by the parameters of an item. */
export interface Writer {
	/** Notifications that are written alike may share a message. */
	group: string;
	language: NotificationLanguage;
	/** The request bodies. @throws {RobotMessageError} */
	write(notification: Notification): object[];
}

/**
 * Sends the notification of every item in their order or, when many wait for
 * the robot, all that wait as one. Every item leaves with what became of it.
 */
export async function sendNotifications(
	node: IExecuteFunctions,
	session: RobotSession,
	writerOf: (item: number) => Promise<Writer> | Writer,
): Promise<INodeExecutionData[]> {
	const results: INodeExecutionData[] = [];
	const submissions: Array<Submission<Sent>> = [];
	const itemsOf: number[] = [];
	let isStopped = false;
	for (const item of node.getInputData().keys()) {
		try {
			const writer = await writerOf(item);
			const { deadline, digestFrom } = sendingOptions(node, item);
			const notification = tidied(notificationOf(node, item, writer.language));
			// What cannot be written is an error of its own item, not of a digest.
			writer.write(notification);
			submissions.push({
				notification,
				group: writer.group,
				deadline,
				digestFrom,
				isWithdrawn: () => isStopped,
				deliver: async (notifications) =>
					await session
						.send(writer.write(together(notifications, writer)), deadline, item)
						.catch((error: unknown) => {
							if (!node.continueOnFail()) isStopped = true;
							throw error;
						}),
			});
			itemsOf.push(item);
		} catch (error) {
			results[item] = failedItem(node, robotError(node.getNode(), error, item), item);
		}
	}
	const outcomes = await Promise.allSettled(session.desk.submit(submissions));
	const firstFailure = outcomes.findIndex(
		(outcome) => outcome.status === 'rejected' && !(outcome.reason instanceof WithdrawnError),
	);
	outcomes.forEach((outcome, index) => {
		const item = itemsOf[index];
		if (outcome.status === 'fulfilled') {
			const { result, count } = outcome.value;
			results[item] = { json: outputOf(result, count), pairedItem: { item } };
		} else if (node.continueOnFail() || index === firstFailure) {
			results[item] = failedItem(node, robotError(node.getNode(), outcome.reason, item), item);
		}
	});
	return results;
}

function together(notifications: Notification[], { language }: Writer): Notification {
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
