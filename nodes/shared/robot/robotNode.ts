import {
	NodeOperationError,
	type ICredentialDataDecryptedObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';

import { own } from '../../../src/own';
import { secretsOf } from '../../../src/robots/credential';
import { failedItem, hasFailed } from '../eachItem';
import { toNodeError } from '../nodeErrors';
import { noteUnsent } from '../unsent';
import type { RobotItem } from './robotItem';
import { RobotSession, type RobotAccess } from './robotSession';
import { atTheRobot, sendMessages } from './sendMessages';
import { sendNotifications } from './sendNotifications';
import type { RobotDesign } from './robotDesign';

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
	const session = new RobotSession(node, await design.access(node));
	const operation = node.getNodeParameter('operation', 0) as string;
	if (operation === 'sendMessage') {
		const send = async (item: RobotItem<Access>) =>
			await item.send(await design.messages(item), design.request?.(item));
		return await sendMessages(node, session, send, design.prepare);
	}
	const ofItsOwn = own(design.operations ?? {}, operation);
	return ofItsOwn
		? await atTheRobot(node, session, ofItsOwn, design.prepare)
		: await sendNotifications(node, session, design);
}

/** Reads a credential. @throws {NodeOperationError} when it names no robot. */
export async function accessBy<Access extends { secrets: string[] }>(
	node: IExecuteFunctions,
	credentialType: string,
	read: (fields: ICredentialDataDecryptedObject) => Access,
): Promise<Access & { credentialType: string }> {
	const fields = await node.getCredentials(credentialType);
	try {
		const access = read(fields);
		return { ...access, secrets: secretsOf(fields, access.secrets), credentialType };
	} catch (error) {
		throw new NodeOperationError(node.getNode(), (error as Error).message);
	}
}
