import { randomUUID } from 'node:crypto';

import { accessTokens } from '../../chatApps/dingTalk/accessToken';
import { openRequest } from '../../chatApps/dingTalk/dialect';
import { textAt } from '../../chatApps/json';
import { systemClock } from '../../time/clock';
import type { CredentialTest } from '../design/credentialTest';
import { optionsAt, type RobotDesign } from '../design/robotDesign';
import { linksBeside } from '../notification/content';
import { strangeResponse } from '../sending/response';
import { dingTalkAccess, type DingTalkAccess } from './access';
import { DINGTALK_SEND_PATH, dingTalkAppOf, dingTalkRobotsOf } from './address';
import { appMessage, dingTalkAppMessages } from './appMessages';
import { readDingTalkAppResponse } from './appResponse';
import { cardMessage } from './card';
import { dingTalkMentioning } from './mentions';
import { dingTalkNotification, dingTalkStyles } from './notification';
import { mentionsOf, messagesOf, placeOf } from './parameters';
import { appRoom } from './platform';
import { isLivingRobot } from './response';
import { dingTalkQuery } from './signature';

/** What the DingTalk robot does. */
export const dingTalkRobot: RobotDesign<DingTalkAccess> = {
	access: dingTalkAccess,

	async messages(item) {
		const bodies = await messagesOf(item);
		return bodies.map((body) => asSent(body, item.access));
	},

	chatApp: ({ app }) => app && dingTalkAppMessages(app),

	mentioning: dingTalkMentioning,

	writing(item) {
		const { language, whenTooLong } = item.sending;
		const style = item.choice('style', 'Style', dingTalkStyles, 'auto');
		const { keyword, app } = item.access;
		const place = placeOf(item);
		const room = app && appRoom;
		const mentions = mentionsOf(item);
		const options = { style, language, whenTooLong, mentions, place, keyword, room };
		return {
			options,
			write(notification, at) {
				const written = optionsAt(notification, at, options, dingTalkMentioning);
				const { buttons } = notification;
				const isCard = style === 'auto' || style === 'actionCard';
				if (!app?.cardTemplateId || !buttons || !isCard) {
					const bodies = dingTalkNotification(notification, written);
					return bodies.map((body) => asSent(body, item.access));
				}
				const links = linksBeside(notification);
				const [first, ...others] = dingTalkNotification(
					{ ...notification, links },
					{ ...written, style: 'markdown' },
				);
				const sender = { ...app, cardTemplateId: app.cardTemplateId };
				const content = first.markdown as { title: string; text: string };
				return [
					// Another one each time: nobody says what becomes of a card that is created again.
					cardMessage(sender, randomUUID(), content, buttons),
					...others.map((body) => asSent(body, item.access)),
				];
			},
		};
	},
};

/** As the robot sends it: that of a group as it is. */
function asSent(body: object, { app }: DingTalkAccess): object {
	return app ? appMessage(body, app.robotCode, app.group) : body;
}

/**
 * An empty text: a living robot refuses it and posts nothing. Only the words of
 * the answer tell a missing keyword, which is fine here, from a wrong signature.
 */
export const dingTalkCredentialTest: CredentialTest = {
	platform: 'DingTalk',
	requests: (fields) =>
		dingTalkRobotsOf(fields).map((robot) => {
			const query = dingTalkQuery(robot, systemClock.now());
			return {
				uri: robot.baseUrl + DINGTALK_SEND_PATH,
				qs: query,
				body: { msgtype: 'text', text: { content: '' } },
				secrets: [robot.secret, ...Object.values(query)],
			};
		}),
	verdict: isLivingRobot,
};

/** Of both uses of the secret: the API, and where to connect. It posts nothing and connects nothing: what DingTalk gives for the second is a ticket that is good for a while. */
export const dingTalkAppCredentialTest: CredentialTest = {
	platform: 'DingTalk',
	names: ['API', 'Stream mode'],
	requests(fields) {
		const app = dingTalkAppOf(fields);
		const secrets = [app.clientSecret];
		return [accessTokens(app).request, openRequest(app)].map(({ url, headers, body }) => ({
			uri: url,
			headers,
			body,
			secrets,
		}));
	},
	verdict(answer, index) {
		const isGiven =
			index === 0 ? textAt(answer.body, 'accessToken') : textAt(answer.body, 'ticket');
		if (isGiven !== '') return { ok: true, response: {} };
		const verdict = readDingTalkAppResponse(answer);
		return verdict.ok ? strangeResponse('DingTalk', answer) : verdict;
	},
};
