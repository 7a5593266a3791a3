import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { z } from 'zod';

import { nodeOf, scopeOf } from '../../../src/nodeScope';
import type { Runtime } from '../../../src/runtime/runtime';
import { DAY } from '../../../src/time/duration';
import { eachItem } from '../../shared/eachItem';
import { numberFrom } from '../../shared/numbers';
import { parsed } from '../../shared/parsed';
import { NO_SERVER_ADVICE } from './board';
import { validForSchema } from './validFor';

const settingsSchema = z.object({ validFor: validForSchema });

/** Where Prometheus reads how it goes, and by which token. From now on robots are counted. */
export async function getMetricsLink(
	node: IExecuteFunctions,
	{ clock, links, tally }: Runtime,
): Promise<INodeExecutionData[][]> {
	const scope = scopeOf(node.getWorkflow().id, node.getNode().id);
	const items = await eachItem(node, async (item) => {
		const { validFor } = parsed(node, item, settingsSchema, {
			validFor: numberFrom(node.getNodeParameter('metricsValidDays', item, 365)) * DAY,
		});
		const expiresAt = clock.now() + validFor;
		const server = await links.servingNode(scope);
		const access = server && (await links.metricsAccess(server, expiresAt));
		if (!access) {
			throw new NodeOperationError(node.getNode(), 'No published workflow can serve metrics', {
				itemIndex: item,
				description: NO_SERVER_ADVICE,
			});
		}
		await tally.want();
		return {
			...access,
			expiresAt: new Date(expiresAt).toISOString(),
			...(server === scope ? {} : { servedBy: nodeOf(server) }),
		};
	});
	return [items];
}
