import { LoadOptionsContext } from 'n8n-core';
import {
	Workflow,
	type ILoadOptionsFunctions,
	type INodeListSearchResult,
	type INodeType,
	type INodeTypes,
} from 'n8n-workflow';

import { additionalDataOf, type RobotRun } from './robotNode.mts';

/** The list of chats that the editor gets: the parameters as they stand in the panel, with n8n's own context. */
export async function listed(
	type: INodeType,
	credentials: RobotRun['credentials'],
	{
		words,
		from,
		authentication = 'app',
	}: { words?: string; from?: unknown; authentication?: string } = {},
): Promise<INodeListSearchResult> {
	const node = {
		id: 'robot',
		name: 'Robot',
		type: 'robot',
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters: { authentication },
		credentials: Object.fromEntries(
			Object.keys(credentials).map((name) => [name, { id: name, name }]),
		),
	};
	const nodeTypes = { getByNameAndVersion: () => type } as unknown as INodeTypes;
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const additionalData = {
		...additionalDataOf({ credentials }),
		currentNodeParameters: { authentication },
	};
	const context = new LoadOptionsContext(workflow, node, additionalData as never, 'chat');
	const { searchChats } = type.methods!.listSearch!;
	return await searchChats.call(context as unknown as ILoadOptionsFunctions, words, from as string);
}
