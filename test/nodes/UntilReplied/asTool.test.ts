import {
	NodeHelpers,
	type IExecuteFunctions,
	type INode,
	type INodeProperties,
	type INodePropertyOptions,
	type ITriggerFunctions,
} from 'n8n-workflow';

import { UntilReplied } from '../../../nodes/UntilReplied/UntilReplied.node';

const type = new UntilReplied();
const node: INode = {
	id: '1',
	name: 'Repeat Until Replied',
	// As n8n calls the tool that it makes of a node.
	type: 'n8n-nodes-until-replied.untilRepliedTool',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};
const functions = (mode: string, operation: string) => ({
	getNode: () => node,
	getMode: () => mode,
	getNodeParameter: () => operation,
});

test('the editor offers a tool every operation but Track Event and Expect Event', () => {
	const offered = (name: string) =>
		operations().filter((option) =>
			NodeHelpers.displayParameter({}, option as unknown as INodeProperties, node, {
				...type.description,
				name,
			}),
		);
	expect(offered('untilReplied')).toEqual(operations());
	expect(offered('untilRepliedTool')).toEqual(
		operations().filter(({ value }) => value !== 'track' && value !== 'expect'),
	);
});

test.each(['track', 'expect'])(
	'a tool whose operation is %s all the same is refused: its reminders would leave for nowhere',
	async (operation) => {
		const message = 'Track Event and Expect Event cannot be tools';
		await expect(
			type.trigger.call(functions('trigger', operation) as unknown as ITriggerFunctions),
		).rejects.toThrow(message);
		await expect(
			type.execute.call(functions('manual', operation) as unknown as IExecuteFunctions),
		).rejects.toThrow(message);
	},
);

function operations(): INodePropertyOptions[] {
	const property = type.description.properties.find(({ name }) => name === 'operation');
	return property!.options as INodePropertyOptions[];
}
