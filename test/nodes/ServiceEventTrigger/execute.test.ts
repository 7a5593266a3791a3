import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { ServiceEventTrigger } from '../../../nodes/ServiceEventTrigger/ServiceEventTrigger.node';

const events: INodeExecutionData[] = [
	{ json: { id: '1', text: 'Hi', raw: { a: 1 } } },
	{ json: { id: '2', text: 'Ho', raw: { a: 2 } } },
];

/** What leaves the node when the inbox has started an execution with these events. */
async function output(options: object): Promise<INodeExecutionData[]> {
	const node = {
		getInputData: () => events,
		getMode: () => 'trigger',
		getNodeParameter: () => options,
	} as unknown as IExecuteFunctions;
	const [items] = await new ServiceEventTrigger().execute.call(node);
	return items;
}

describe('an execution that an event started', () => {
	it('hands the events over with the body as it came', async () => {
		expect(await output({})).toEqual([
			{ json: { id: '1', text: 'Hi', raw: { a: 1 } }, pairedItem: { item: 0 } },
			{ json: { id: '2', text: 'Ho', raw: { a: 2 } }, pairedItem: { item: 1 } },
		]);
	});

	it('leaves the body out when the user does not want it', async () => {
		expect(await output({ includeRaw: false })).toEqual([
			{ json: { id: '1', text: 'Hi' }, pairedItem: { item: 0 } },
			{ json: { id: '2', text: 'Ho' }, pairedItem: { item: 1 } },
		]);
	});
});
