import { DateTime } from 'luxon';
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { z } from 'zod';

import { dimensions, reportOf } from '../../../src/escalation/statistics/report';
import type { Runtime } from '../../../src/runtime/runtime';
import { failedItem } from '../../shared/eachItem';
import { numberFrom } from '../../shared/numbers';
import { parsed, workflowIdSchema } from '../../shared/parsed';

const schema = z.object({
	days: z
		.number('Last Days must be a number')
		.int('Last Days must be a whole number')
		.min(1, 'Last Days must be at least 1')
		.max(400, 'Last Days must be at most 400'),
	by: z.enum(dimensions, `Group By must be one of ${dimensions.join(', ')}`),
	workflowId: workflowIdSchema,
});

/** How well was answered in the last days, up to last midnight. */
export async function getStatistics(
	node: IExecuteFunctions,
	{ engine, clock }: Runtime,
): Promise<INodeExecutionData[][]> {
	const zone = node.getTimezone();
	const results: INodeExecutionData[] = [];
	for (let item = 0; item < node.getInputData().length; item += 1) {
		try {
			const { days, by, workflowId } = parsed(node, item, schema, {
				days: numberFrom(node.getNodeParameter('statisticsDays', item, 7)),
				by: node.getNodeParameter('statisticsBy', item, 'none'),
				workflowId: node.getNodeParameter('statisticsWorkflowId', item, ''),
			});
			const to = DateTime.fromMillis(clock.now(), { zone }).startOf('day');
			const from = to.minus({ days });
			const rollUp = await engine.statistics(from.toMillis(), to.toMillis(), workflowId);
			for (const json of reportOf(rollUp, by, zone)) {
				const period = { from: from.toISO(), to: to.toISO() };
				results.push({ json: { ...period, ...json } as IDataObject, pairedItem: { item } });
			}
		} catch (error) {
			results.push(failedItem(node, error, item));
		}
	}
	return [results];
}
