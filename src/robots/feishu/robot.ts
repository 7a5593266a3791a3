import { CONNECT_PATH } from '../../chatApps/feishu/dialect';
import { feishuError } from '../../chatApps/feishu/errors';
import { PROOF_PATH } from '../../chatApps/feishu/tenantToken';
import { systemClock } from '../../time/clock';
import type { CredentialTest } from '../design/credentialTest';
import { optionsAt, type RobotDesign } from '../design/robotDesign';
import { feishuAccess, type FeishuAccess } from './access';
import { feishuAppOf, feishuBotsOf } from './address';
import { appMessage, feishuAppMessages } from './appMessages';
import { feishuMentioning } from './mentions';
import { feishuNotification, feishuStyles } from './notification';
import { mentionsOf, messagesOf } from './parameters';
import { isLivingBot, readFeishuResponse } from './response';
import { feishuSignature } from './signature';

/** What the Feishu robot does. */
export const feishuRobot: RobotDesign<FeishuAccess> = {
	access: feishuAccess,

	async messages(item) {
		const { app } = item.access;
		const bodies = await messagesOf(item);
		if (!app) return bodies;
		return bodies.map((body, part) => appMessage(body, app.receiver, undefined, part));
	},

	chatApp: ({ app }) => app && feishuAppMessages(app.name),

	mentioning: feishuMentioning,

	writing(item) {
		const { language, whenTooLong } = item.sending;
		const style = item.choice('style', 'Style', feishuStyles, 'card');
		const { keyword, app } = item.access;
		const options = { style, language, whenTooLong, mentions: mentionsOf(item), keyword };
		return {
			options,
			write(notification, place) {
				const bodies = feishuNotification(
					notification,
					optionsAt(notification, place, options, feishuMentioning),
				);
				if (!app) return bodies;
				const { idempotencyKey } = notification;
				return bodies.map((body, part) => appMessage(body, app.receiver, idempotencyKey, part));
			},
		};
	},
};

/** A text without its text: a living bot refuses it with 9499 or 19002 and posts nothing. */
export const feishuCredentialTest: CredentialTest = {
	platform: 'Feishu',
	requests: (fields) =>
		feishuBotsOf(fields).map(({ baseUrl, path, token, secret }) => {
			const signature: Record<string, string> = secret
				? feishuSignature(secret, systemClock.now())
				: {};
			return {
				uri: baseUrl + path,
				body: { ...signature, msg_type: 'text', content: {} },
				secrets: [token, secret, ...Object.values(signature)],
			};
		}),
	verdict: isLivingBot,
};

/** Of both uses of the secret: whether it is the app's, and whether the app may connect. It posts nothing and connects nothing: what Feishu gives for the second is an address that is good for a while. */
export const feishuAppCredentialTest: CredentialTest = {
	platform: 'Feishu',
	names: ['API', 'Long connection'],
	requests(fields) {
		const { baseUrl, appId, appSecret } = feishuAppOf(fields);
		const secrets = [appSecret];
		return [
			{
				uri: `${baseUrl}${PROOF_PATH}`,
				body: { app_id: appId, app_secret: appSecret },
				secrets,
			},
			{
				uri: `${baseUrl}${CONNECT_PATH}`,
				headers: { locale: 'zh' },
				body: { AppID: appId, AppSecret: appSecret },
				secrets,
			},
		];
	},
	verdict(answer, index) {
		const verdict = readFeishuResponse(answer);
		if (verdict.ok || index === 0 || !/^\d+$/.test(verdict.code)) return verdict;
		const { message, advice, isTemporary } = feishuError(verdict.code);
		return { ...verdict, message, description: advice, isTemporary };
	},
};
