import type { Clock } from '../../time/clock';
import { askAsApp, askWithToken } from '../appToken';
import {
	answerInTime,
	DONE_WITHIN,
	knownPeople,
	LATER,
	LONGEST_WAIT,
	outcomeOfChange,
	PERSON_WITHIN,
} from '../asking';
import type { AskPlatform, PlatformAnswer } from '../connection/dialect';
import { at, idAt, numberAt, textAt } from '../json';
import type { ChatVoice, KnownPerson } from '../voice';
import { accessTokens } from './accessToken';
import type { DingTalkApp } from './app';
import { cardChange } from './cardChange';

/**
 * ms after which a change is tried again: what passes by itself, and what somebody
 * has to mend ("服务端错误码", open.dingtalk.com). All else stays so, as of a card that is gone.
 */
const PASSES: Readonly<Record<string, number>> = {
	'Forbidden.AccessDenied.QpsLimitForApi': LATER,
	'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi': LATER,
	// The token was asked for anew already; the secret was changed; a permission is missing; an IP address is.
	InvalidAuthentication: LONGEST_WAIT,
	invalidClientIdOrSecret: LONGEST_WAIT,
	'Forbidden.AccessDenied.AccessTokenPermissionDenied': LONGEST_WAIT,
	'Forbidden.AccessDenied.IpNotInWhiteList': LONGEST_WAIT,
};

/** Where DingTalk itself is. */
const HOSTS = ['dingtalk.com', 'dingtalk.io'];

/** What an app can say besides its connection ("批量发送人与机器人会话中机器人消息", "接收消息" and "更新卡片", open.dingtalk.com). */
export function dingTalkVoice(app: DingTalkApp, ask: AskPlatform, clock: Clock): ChatVoice {
	return {
		/** Words name who wrote them, presses do not. */
		person: knownPeople(async (id) => {
			const request = (token: string) => ({
				// The older part of the API takes it there alone ("查询用户详情").
				url: `${oapiOf(app)}/topapi/v2/user/get?access_token=${encodeURIComponent(token)}`,
				headers: {},
				body: { userid: id },
			});
			const asked = askWithToken(accessTokens(app), request, ask, clock);
			return personIn(await answerInTime(asked, PERSON_WITHIN, clock));
		}, clock),

		/** Where the word was said, with a mention: it proves itself by its address. */
		async reply({ replyAt, by }, text) {
			const { to = '', until = Infinity } = replyAt ?? {};
			if (clock.now() >= until || !isOfDingTalk(to, app)) return false;
			const body = by.isGuest
				? { msgtype: 'text', text: { content: text } }
				: {
						msgtype: 'text',
						text: { content: `@${by.id} ${text}` },
						at: { atUserIds: [by.id] },
					};
			const asked = ask({ url: to, headers: {}, body });
			const answer = await answerInTime(asked, DONE_WITHIN, clock);
			return numberAt(answer?.body, 'errcode') === 0;
		},

		/** By a direct message: a group shows nothing to one person alone. */
		async whisper({ person }, text) {
			const { clientId: robotCode } = app;
			const msgParam = JSON.stringify({ content: text });
			const path = '/v1.0/robot/oToMessages/batchSend';
			const body = { robotCode, userIds: [person], msgKey: 'sampleText', msgParam };
			const asked = askAsApp(accessTokens(app), { path, body }, ask, clock);
			return wasTold(await answerInTime(asked, DONE_WITHIN, clock));
		},

		async change(_chat, message, variables) {
			const body = { outTrackId: message, ...cardChange(variables) };
			const path = '/v1.0/card/instances';
			const asked = askAsApp(accessTokens(app), { path, method: 'PUT', body }, ask, clock);
			const answer = await answerInTime(asked, DONE_WITHIN, clock);
			return outcomeOfChange(answer && withoutCodeOfServers(answer), codeOf, PASSES);
		},
	};
}

/** Of a host that is not DingTalk's, whatever is there passes both parts of the API on. */
function oapiOf({ baseUrl }: DingTalkApp): string {
	return baseUrl.replace(/^https:\/\/api\.dingtalk\.(com|io)$/, 'https://oapi.dingtalk.$1');
}

/** "找不到该用户": not of the organization. */
const UNKNOWN_USER = 60_121;

function personIn(answer: PlatformAnswer | undefined): KnownPerson | undefined {
	if (numberAt(answer?.body, 'errcode') === UNKNOWN_USER) return { name: null, isGuest: true };
	const name = textAt(answer?.body, 'result', 'name').trim();
	return name === '' ? undefined : { name, isGuest: false };
}

/** What fails on DingTalk's servers passes, whatever they call it. */
const withoutCodeOfServers = (answer: PlatformAnswer): PlatformAnswer =>
	answer.status >= 500 ? { ...answer, body: undefined } : answer;

/** Undefined of what is done, empty where there is none. */
function codeOf(body: unknown): string | undefined {
	return at(body, 'success') === true ? undefined : idAt(body, 'code');
}

/** Whom it could not tell stands beside whom it could. */
function wasTold(answer: PlatformAnswer | undefined): boolean {
	const isLeftOut = ['invalidStaffIdList', 'flowControlledStaffIdList'].some((list) => {
		const people = at(answer?.body, list);
		return Array.isArray(people) && people.length > 0;
	});
	return !isLeftOut && textAt(answer?.body, 'processQueryKey') !== '';
}

/** What came with a word leads nowhere else. */
function isOfDingTalk(address: string, { baseUrl }: DingTalkApp): boolean {
	if (!URL.canParse(address)) return false;
	const { origin, protocol, hostname } = new URL(address);
	if (origin === new URL(baseUrl).origin) return true;
	const isTheirs = HOSTS.some((host) => hostname === host || hostname.endsWith(`.${host}`));
	return protocol === 'https:' && isTheirs;
}
