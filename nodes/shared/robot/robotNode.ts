import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';

import { own } from '../../../src/own';
import { secretsOf } from '../../../src/robots/credential';
import type { RobotAccess, RobotNode } from '../../../src/robots/design/access';
import type { RobotDesign } from '../../../src/robots/design/robotDesign';
import { textOf } from '../../../src/robots/values';
import { located } from '../located';
import { failedItem, hasFailed } from '../eachItem';
import { toNodeError } from '../nodeErrors';
import { noteUnsent } from '../unsent';
import { ratesFor } from './namedStore';
import type { NodeItem } from './nodeItem';
import { RobotSession } from './robotSession';
import { atTheRobot, sendMessages } from './sendMessages';
import { sendNotifications } from './sendNotifications';

/** What a robot node does with its items. */
export async function runRobot<Access extends RobotAccess>(
	node: IExecuteFunctions,
	design: RobotDesign<Access>,
): Promise<INodeExecutionData[][]> {
	try {
		const results = await sendItems(node, design);
		noteUnsent(node, results.filter(hasFailed));
		return [results];
	} catch (error) {
		// n8n lets the items go on all the same.
		if (node.continueOnFail()) {
			noteUnsent(
				node,
				node.getInputData().map((_, item) => failedItem(node, error, item)),
			);
		}
		throw toNodeError(node.getNode(), error);
	}
}

async function sendItems<Access extends RobotAccess>(
	node: IExecuteFunctions,
	design: RobotDesign<Access>,
): Promise<INodeExecutionData[]> {
	const access = await design.access(robotNodeOf(node));
	const session = new RobotSession(node, access, await ratesFor(node));
	const operation = node.getNodeParameter('operation', 0) as string;
	if (operation === 'sendMessage') {
		const send = async (item: NodeItem<Access>) =>
			await item.send(await design.messages(item), design.request?.(item), design.threads?.(item));
		return await sendMessages(node, session, send, design.prepare);
	}
	const ofItsOwn = own(design.operations ?? {}, operation);
	return ofItsOwn
		? await atTheRobot(node, session, ofItsOwn, design.prepare)
		: await sendNotifications(node, session, design);
}

/** What a robot asks of a node of n8n. */
function robotNodeOf(node: IExecuteFunctions): RobotNode {
	return {
		text: (name) => textOf(located(node.getNodeParameter(name, 0, ''))),
		async credential(type, read) {
			const fields = await node.getCredentials(type);
			try {
				const parts = read(fields);
				return { ...parts, secrets: secretsOf(fields, parts.secrets), credentialType: type };
			} catch (error) {
				throw new NodeOperationError(node.getNode(), (error as Error).message);
			}
		},
	};
}
