import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';

import { description } from './description';
import { sendMessage } from './sendMessage';

export class WeComRobot implements INodeType {
	description = description;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const sent: INodeExecutionData[] = [];
		// One after the other: the group reads them in the order of the items.
		for (let item = 0; item < this.getInputData().length; item += 1) {
			try {
				sent.push({ json: await sendMessage(this, item), pairedItem: { item } });
			} catch (error) {
				if (!this.continueOnFail()) throw error;
				sent.push({
					json: { error: (error as Error).message },
					error,
					pairedItem: { item },
				});
			}
		}
		return [sent];
	}
}
