import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { digestOf } from '../../../src/robots/notification/digest';
import { tidied, type Notification } from '../../../src/robots/notification/notification';
import type { NotificationLanguage } from '../../../src/robots/notification/words';
import { WithdrawnError, type Submission } from '../../../src/robots/sending/desk';
import { sentBefore } from '../../../src/robots/sending/sentBefore';
import { failedItem } from '../eachItem';
import { notificationOf } from './parameters';
import { robotError } from './robotError';
import { RobotItem } from './robotItem';
import type { RobotDesign } from './robotNode';
import type { RobotAccess, RobotSession, Sent } from './robotSession';

/**
 * Sends the notification of every item in their order or, when many wait for
 * the robot, all that wait as one. Every item leaves with what became of it.
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
	let isStopped = false;
	for (const index of node.getInputData().keys()) {
		try {
			const item = new RobotItem(node, session, index);
			const { language, deadline, digestFrom } = item.sending;
			const { options, write } = await design.writing(item);
			const request = design.request?.(item);
			const notification = tidied(notificationOf(node, index, language));
			// What cannot be written is an error of its own item, not of a digest.
			write(notification);
			if (names.wasSent(index, notification)) {
				results[index] = { json: { alreadySent: true }, pairedItem: { item: index } };
				continue;
			}
			submissions.push({
				notification,
				group: JSON.stringify([options, request]),
				deadline,
				digestFrom,
				isWithdrawn: () => isStopped,
				deliver: async (notifications) =>
					await session
						.send(write(together(notifications, language)), deadline, index, request)
						.catch((error: unknown) => {
							if (!node.continueOnFail()) isStopped = true;
							throw error;
						}),
			});
			itemsOf.push(index);
		} catch (error) {
			results[index] = failedItem(node, robotError(node.getNode(), error, index), index);
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
			names.note(item);
			results[item] = { json: outputOf(result, count), pairedItem: { item } };
		} else if (node.continueOnFail() || index === firstFailure) {
			results[item] = failedItem(node, robotError(node.getNode(), outcome.reason, item), item);
		}
	});
	return results;
}

function together(notifications: Notification[], language: NotificationLanguage): Notification {
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

/** Which notifications of one execution another one has sent before, by this node. */
class SentNames {
	private readonly names = new Map<number, string>();

	private readonly occurrences = new Map<string, number>();

	private readonly execution: string;

	constructor(private readonly node: IExecuteFunctions) {
		this.execution = node.getExecutionId();
	}

	wasSent(item: number, { idempotencyKey }: Notification): boolean {
		// Whoever tries something out wants to see it each time.
		if (idempotencyKey === undefined || this.node.getMode() === 'manual') return false;
		const occurrence = (this.occurrences.get(idempotencyKey) ?? 0) + 1;
		this.occurrences.set(idempotencyKey, occurrence);
		const { id } = this.node.getNode();
		const name = JSON.stringify([this.node.getWorkflow().id, id, idempotencyKey, occurrence]);
		this.names.set(item, name);
		return sentBefore.has(name, this.execution);
	}

	note(item: number): void {
		const name = this.names.get(item);
		if (name !== undefined) sentBefore.note(name, this.execution);
	}
}
