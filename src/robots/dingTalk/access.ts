import { accessTokens, isTokenRefused } from '../../chatApps/dingTalk/accessToken';
import { dingTalkAppName } from '../../chatApps/dingTalk/app';
import { appTokenSource } from '../appTokenSource';
import { entered, type CredentialFields } from '../credential';
import type { KeywordAccess, RobotNode } from '../design/access';
import {
	DINGTALK_CARD_PATH,
	DINGTALK_GROUP_PATH,
	DINGTALK_SEND_PATH,
	dingTalkAppOf,
	dingTalkGroup,
	dingTalkRobotsOf,
	dingTalkTemplateOf,
} from './address';
import type { DingTalkSender } from './appMessages';
import { variablesOf } from './card';
import { dingTalk, dingTalkApp } from './platform';
import { dingTalkSignatures } from './signature';

export interface DingTalkAccess extends KeywordAccess {
	/** Of an app. */
	app?: DingTalkSender;
}

/** How the node reaches DingTalk. */
export async function dingTalkAccess(node: RobotNode): Promise<DingTalkAccess> {
	if (node.text('authentication') !== 'app') {
		return await node.credential('dingTalkRobotApi', robotsOf);
	}
	const chat = node.text('chat');
	return await node.credential('dingTalkAppApi', (fields) => appOf(fields, chat));
}

/** The custom robots of a group. */
function robotsOf(fields: CredentialFields): Omit<DingTalkAccess, 'credentialType'> {
	const robots = dingTalkRobotsOf(fields);
	return {
		platform: dingTalk,
		addresses: robots.map(({ baseUrl, token }) => `${baseUrl} ${token}`),
		secrets: robots.flatMap(({ token, secret }) => [token, secret]),
		signatures: (from, to) => robots.flatMap(({ secret }) => dingTalkSignatures(secret, from, to)),
		request: { url: DINGTALK_SEND_PATH },
		keyword: entered(fields, 'keyword') || undefined,
	};
}

/** The robot of an app, whose answers come in Stream mode. */
function appOf(fields: CredentialFields, chat: string): Omit<DingTalkAccess, 'credentialType'> {
	const app = dingTalkAppOf(fields);
	const { baseUrl, clientId, clientSecret } = app;
	const group = dingTalkGroup(chat);
	return {
		platform: dingTalkApp,
		addresses: [`${baseUrl} ${clientId} ${group}`],
		secrets: [clientSecret],
		tokens: appTokenSource(accessTokens(app), isTokenRefused),
		request: { url: DINGTALK_GROUP_PATH },
		routeOf: (body) => ({ url: variablesOf(body) ? DINGTALK_CARD_PATH : DINGTALK_GROUP_PATH }),
		app: {
			name: dingTalkAppName(clientId),
			robotCode: clientId,
			group,
			cardTemplateId: dingTalkTemplateOf(fields),
		},
	};
}
