import {
	NodeConnectionTypes,
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { own } from '../../src/own';
import { toNodeError } from '../shared/nodeErrors';
import { postgresStoreApiTest, runtimeOf, storedInPostgres } from '../shared/store';
import { listOfParts, nameOfChoice, parameter } from '../shared/subtitle';
import { getRoster, override, removeOverride, saveRoster, swap } from './operations/change';
import { getOnDuty } from './operations/getOnDuty';
import { operations as operationChoices, properties } from './properties';

const operations = { getOnDuty, getRoster, override, removeOverride, saveRoster, swap };

export class WhoIsOnDuty implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Who Is on Duty',
		name: 'whoIsOnDuty',
		icon: {
			light: 'file:../../icons/whoIsOnDuty.svg',
			dark: 'file:../../icons/whoIsOnDuty.dark.svg',
		},
		group: ['transform'],
		version: [1],
		subtitle: listOfParts(nameOfChoice(operationChoices, parameter('operation'))),
		description: 'Keep a roster of people and shifts, and look up who is on duty',
		defaults: { name: 'Who Is on Duty' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [
			{
				name: 'postgresStoreApi',
				required: true,
				testedBy: 'postgresStoreApiTest',
				displayOptions: storedInPostgres,
			},
		],
		properties,
	};

	methods = { credentialTest: { postgresStoreApiTest } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const operation = this.getNodeParameter('operation', 0) as keyof typeof operations;
		const perform = own(operations, operation);
		if (!perform) {
			throw new NodeOperationError(this.getNode(), `The operation "${operation}" does not exist`, {
				description: 'Choose one under Operation.',
			});
		}
		try {
			return await perform(this, await runtimeOf(this));
		} catch (error) {
			throw toNodeError(this.getNode(), error);
		}
	}
}
