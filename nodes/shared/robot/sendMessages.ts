import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { eachItem } from '../eachItem';
import { sendingOptions } from './parameters';
import { robotError } from './robotError';
import type { RobotSession } from './robotSession';

/** Sends the messages of one item after the other, in the order of the items. */
export async function sendMessages(
	node: IExecuteFunctions,
	session: RobotSession,
	work: (item: number, deadline: number) => Promise<IDataObject>,
): Promise<INodeExecutionData[]> {
	return await eachItem(node, async (item) => {
		try {
			const { deadline } = sendingOptions(node, item);
			return await session.desk.lane.turn(deadline, async () => await work(item, deadline));
		} catch (error) {
			throw robotError(node.getNode(), error, item);
		}
	});
}
