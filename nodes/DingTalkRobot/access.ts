import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

import { dingTalkAddress } from '../../src/robots/dingTalk/address';
import { dingTalk } from '../../src/robots/dingTalk/platform';
import type { RobotAccess } from '../shared/robot/robotSession';

export const SEND_PATH = '/robot/send';

export interface DingTalkAccess extends RobotAccess {
	keyword?: string;
}

export async function dingTalkAccess(node: IExecuteFunctions): Promise<DingTalkAccess> {
	const credentials = await node.getCredentials<{
		webhook?: string;
		baseUrl?: string;
		customBaseUrl?: string;
		secret?: string;
		keyword?: string;
	}>('dingTalkRobotApi');
	try {
		const { baseUrl, token } = dingTalkAddress(
			credentials.webhook ?? '',
			credentials.customBaseUrl || credentials.baseUrl || undefined,
		);
		return {
			platform: dingTalk,
			credentialType: 'dingTalkRobotApi',
			address: `${baseUrl} ${token}`,
			secrets: [token, credentials.secret ?? ''],
			request: { url: SEND_PATH },
			keyword: credentials.keyword?.trim() || undefined,
		};
	} catch (error) {
		throw new NodeOperationError(node.getNode(), error as Error);
	}
}
