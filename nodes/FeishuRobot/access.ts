import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

import { feishuAddress } from '../../src/robots/feishu/address';
import { feishu } from '../../src/robots/feishu/platform';
import type { RobotAccess } from '../shared/robot/robotSession';

export interface FeishuAccess extends RobotAccess {
	keyword?: string;
}

export async function feishuAccess(node: IExecuteFunctions): Promise<FeishuAccess> {
	const credentials = await node.getCredentials<{
		webhook?: string;
		baseUrl?: string;
		customBaseUrl?: string;
		secret?: string;
		keyword?: string;
	}>('feishuRobotApi');
	try {
		const { baseUrl, path, token } = feishuAddress(
			credentials.webhook ?? '',
			credentials.customBaseUrl || credentials.baseUrl || undefined,
		);
		return {
			platform: feishu,
			credentialType: 'feishuRobotApi',
			address: `${baseUrl} ${token}`,
			secrets: [token, credentials.secret ?? ''],
			request: { url: path },
			keyword: credentials.keyword?.trim() || undefined,
		};
	} catch (error) {
		throw new NodeOperationError(node.getNode(), error as Error);
	}
}
