import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { eachItem } from '../eachItem';
import { robotError } from './robotError';
import { RobotItem } from './robotItem';
import type { RobotAccess, RobotSession } from './robotSession';

/** Sends the messages of one item after the other, in the order of the items. */
export async function sendMessages<Access extends RobotAccess>(
	node: IExecuteFunctions,
	session: RobotSession<Access>,
	work: (item: RobotItem<Access>) => Promise<IDataObject>,
): Promise<INodeExecutionData[]> {
	return await eachItem(node, async (index) => {
		try {
			const item = new RobotItem(node, session, index);
			return await session.desk.lane.turn(item.sending.deadline, async () => await work(item));
		} catch (error) {
			throw robotError(node.getNode(), error, index);
		}
	});
}
