import { feishuAppName } from '../../chatApps/feishu/app';
import { isTokenRefused, tenantTokens } from '../../chatApps/feishu/tenantToken';
import { appTokenSource } from '../appTokenSource';
import { entered, type CredentialFields } from '../credential';
import type { KeywordAccess, RobotNode } from '../design/access';
import {
	FEISHU_MESSAGES_PATH,
	feishuAppOf,
	feishuBotsOf,
	feishuReceiver,
	type FeishuReceiver,
} from './address';
import { feishu, feishuApp } from './platform';
import { feishuSignatures } from './signature';

export interface FeishuAccess extends KeywordAccess {
	/** Of an app: as its buttons are signed for it, and where it writes to. */
	app?: { name: string; receiver: FeishuReceiver };
}

/** How the node reaches Feishu. */
export async function feishuAccess(node: RobotNode): Promise<FeishuAccess> {
	if (node.text('authentication') !== 'app') return await node.credential('feishuRobotApi', botsOf);
	const chat = node.text('chat');
	return await node.credential('feishuAppApi', (fields) => appOf(fields, chat));
}

/** The custom bots of a group. */
function botsOf(fields: CredentialFields): Omit<FeishuAccess, 'credentialType'> {
	const bots = feishuBotsOf(fields);
	return {
		platform: feishu,
		addresses: bots.map(({ baseUrl, token }) => `${baseUrl} ${token}`),
		secrets: bots.flatMap(({ token, secret }) => [token, secret]),
		signatures: (from, to) => bots.flatMap(({ secret }) => feishuSignatures(secret, from, to)),
		// The path is the address of the bot, which its credential adds.
		request: {},
		keyword: entered(fields, 'keyword') || undefined,
	};
}

/** The bot of a custom app, whose answers come by a long connection. The limit of a group is counted for each. */
function appOf(fields: CredentialFields, chat: string): Omit<FeishuAccess, 'credentialType'> {
	const app = feishuAppOf(fields);
	const receiver = feishuReceiver(chat);
	return {
		platform: feishuApp,
		addresses: [`${app.baseUrl} ${app.appId} ${receiver.id}`],
		secrets: [app.appSecret],
		tokens: appTokenSource(tenantTokens(app), isTokenRefused),
		request: { url: FEISHU_MESSAGES_PATH, qs: { receive_id_type: receiver.type } },
		app: { name: feishuAppName(app.appId), receiver },
	};
}
