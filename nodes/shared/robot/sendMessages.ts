import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { eachItem } from '../eachItem';
import { toNodeError } from '../nodeErrors';
import { NOTHING_TO_SEND, saysNothing } from './emptyItem';
import { NodeItem } from './nodeItem';
import type { RobotAccess } from '../../../src/robots/design/access';
import type { RobotDesign } from '../../../src/robots/design/robotDesign';
import type { RobotSession } from './robotSession';
import { ALREADY_SENT, SentNames } from './sentNames';

/** Does `work` for one item after the other, each in its turn at the robot. */
export async function atTheRobot<Access extends RobotAccess>(
	node: IExecuteFunctions,
	session: RobotSession<Access>,
	work: (item: NodeItem<Access>) => Promise<Record<string, unknown>>,
	prepare?: RobotDesign<Access>['prepare'],
): Promise<INodeExecutionData[]> {
	return await eachItem(node, async (index) => {
		if (saysNothing(node, index)) return { ...NOTHING_TO_SEND };
		try {
			const item = new NodeItem(node, session, index);
			await prepare?.(item);
			const json = await session.queue.rateLimiter.turn(
				item.deadline,
				async () => await work(item),
			);
			return { ...json, ...item.reported } as IDataObject;
		} catch (error) {
			throw toNodeError(node.getNode(), error, index, session.scrubber);
		}
	});
}

/** Sends the messages of one item after the other, but not those that another execution has sent. */
export async function sendMessages<Access extends RobotAccess>(
	node: IExecuteFunctions,
	session: RobotSession<Access>,
	send: (item: NodeItem<Access>) => Promise<Record<string, unknown>>,
	prepare?: RobotDesign<Access>['prepare'],
): Promise<INodeExecutionData[]> {
	const names = new SentNames(node);
	const sendOnce = async (item: NodeItem<Access>) => {
		if (names.wasSent(item.index, item.idempotencyKey)) return { ...ALREADY_SENT };
		const sent = await send(item);
		names.note(item.index);
		return sent;
	};
	return await atTheRobot(node, session, sendOnce, prepare);
}
