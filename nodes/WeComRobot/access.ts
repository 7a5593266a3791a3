import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

import { weCom } from '../../src/robots/weCom/platform';
import { weComAddress } from '../../src/robots/weCom/webhookAddress';
import type { RobotAccess } from '../shared/robot/robotSession';

export const SEND_PATH = '/cgi-bin/webhook/send';
export const UPLOAD_PATH = '/cgi-bin/webhook/upload_media';

export async function weComAccess(node: IExecuteFunctions): Promise<RobotAccess> {
	const credentials = await node.getCredentials<{ key?: string; baseUrl?: string }>(
		'weComRobotApi',
	);
	try {
		const { baseUrl, key } = weComAddress(credentials.key ?? '', credentials.baseUrl || undefined);
		return {
			platform: weCom,
			credentialType: 'weComRobotApi',
			address: `${baseUrl} ${key}`,
			secrets: [key],
			request: { url: SEND_PATH },
		};
	} catch (error) {
		throw new NodeOperationError(node.getNode(), error as Error);
	}
}
