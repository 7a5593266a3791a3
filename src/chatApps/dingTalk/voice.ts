import type { Clock } from '../../time/clock';
import { answerInTime, DONE_WITHIN } from '../asking';
import type { AskPlatform, PlatformAnswer } from '../connection/dialect';
import { at, numberAt, textAt } from '../json';
import type { ChatVoice } from '../voice';
import { askAsApp } from './api';
import type { DingTalkApp } from './app';

/** Where DingTalk itself is. */
const HOSTS = ['dingtalk.com', 'dingtalk.io'];

/** What an app can say besides its connection ("批量发送人与机器人会话中机器人消息" and "接收消息", open.dingtalk.com). */
export function dingTalkVoice(app: DingTalkApp, ask: AskPlatform, clock: Clock): ChatVoice {
	return {
		// Words name who wrote them.
		person: async () => undefined,

		/** Where the word was said, with a mention: it proves itself by its address. */
		async reply({ replyAt, by }, text) {
			if (!replyAt || clock.now() >= replyAt.until || !isOfDingTalk(replyAt.url, app)) return false;
			const body = by.isGuest
				? { msgtype: 'text', text: { content: text } }
				: {
						msgtype: 'text',
						text: { content: `@${by.id} ${text}` },
						at: { atUserIds: [by.id] },
					};
			const asked = ask({ url: replyAt.url, headers: {}, body });
			const answer = await answerInTime(asked, DONE_WITHIN, clock);
			return numberAt(answer?.body, 'errcode') === 0;
		},

		/** By a direct message: a group shows nothing to one person alone. */
		async whisper({ person }, text) {
			const { clientId: robotCode } = app;
			const msgParam = JSON.stringify({ content: text });
			const path = '/v1.0/robot/oToMessages/batchSend';
			const body = { robotCode, userIds: [person], msgKey: 'sampleText', msgParam };
			const asked = askAsApp(app, { path, body }, ask, clock);
			return wasTold(await answerInTime(asked, DONE_WITHIN, clock));
		},

		// Its messages stay as they are.
		change: async () => ({ is: 'refused', code: 'not a card' }),
	};
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
