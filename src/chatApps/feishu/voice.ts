import type { Clock } from '../../time/clock';
import { askAsApp } from '../appToken';
import {
	answerInTime,
	DONE_WITHIN,
	knownPeople,
	LATER,
	LONGEST_WAIT,
	outcomeOfChange,
	PERSON_WITHIN,
} from '../asking';
import type { AskPlatform, PlatformAnswer, PlatformRequest } from '../connection/dialect';
import { numberAt, textAt } from '../json';
import type { ChatVoice, KnownPerson } from '../voice';
import type { FeishuApp } from './app';
import { tenantTokens } from './tenantToken';

/**
 * ms after which a change is tried again: what passes by itself, and what somebody
 * has to mend ("更新已发送的消息卡片" and "通用错误码", open.feishu.cn). All else stays so, as of a message
 * that is older than 14 days (230031) or was recalled (230011).
 */
const PASSES: Readonly<Record<string, number>> = {
	1500: LATER,
	2200: LATER,
	230020: LATER,
	99991400: LATER,
	// The token was asked for anew already.
	99991661: LONGEST_WAIT,
	99991663: LONGEST_WAIT,
	99991664: LONGEST_WAIT,
	99991665: LONGEST_WAIT,
	99991668: LONGEST_WAIT,
	10003: LONGEST_WAIT,
	10014: LONGEST_WAIT,
	// The calls of a month are used up; the app was disabled; a permission is missing; an IP address is.
	99991403: LONGEST_WAIT,
	99991662: LONGEST_WAIT,
	99991672: LONGEST_WAIT,
	99991401: LONGEST_WAIT,
};

const MESSAGES = '/open-apis/im/v1/messages';

/** What a custom app can say besides its connection ("获取单个用户信息", "发送仅特定人可见的消息卡片", "更新已发送的消息卡片", open.feishu.cn). */
export function feishuVoice(app: FeishuApp, ask: AskPlatform, clock: Clock): ChatVoice {
	/** Undefined where there was no answer in time. */
	const answerOf = async (
		within: number,
		path: string,
		rest: Pick<PlatformRequest, 'body' | 'method'> = {},
	) =>
		await answerInTime(askAsApp(tenantTokens(app), { path, ...rest }, ask, clock), within, clock);

	return {
		person: knownPeople(async (id) => {
			const path = `/open-apis/contact/v3/users/${encodeURIComponent(id)}?user_id_type=open_id`;
			return personIn(await answerOf(PERSON_WITHIN, path));
		}, clock),

		async whisper({ chat, person }, text) {
			const card = plainCard(text);
			const seenByOne = await answerOf(DONE_WITHIN, '/open-apis/ephemeral/v1/send', {
				body: { chat_id: chat, open_id: person, msg_type: 'interactive', card },
			});
			// Nobody knows whether they see it, and twice is worse.
			if (seenByOne === undefined || isDone(seenByOne)) return seenByOne !== undefined;
			// Groups of topics and direct messages have none: then the app writes to the person.
			const direct = await answerOf(DONE_WITHIN, `${MESSAGES}?receive_id_type=open_id`, {
				body: { receive_id: person, msg_type: 'interactive', content: JSON.stringify(card) },
			});
			return direct !== undefined && isDone(direct);
		},

		async change(_chat, message, card) {
			const answer = await answerOf(DONE_WITHIN, `${MESSAGES}/${encodeURIComponent(message)}`, {
				method: 'PATCH',
				body: { content: JSON.stringify(card) },
			});
			return outcomeOfChange(answer, codeOf, PASSES);
		},
	};
}

/** Whether the API says that it has done what it was asked. */
function isDone({ body }: PlatformAnswer): boolean {
	return numberAt(body, 'code') === 0;
}

/** Who is a guest, the event says: whom the app may not see, Feishu does not know. */
function personIn(answer: PlatformAnswer | undefined): KnownPerson | undefined {
	if (answer === undefined || !isDone(answer)) return undefined;
	const name = textAt(answer.body, 'data', 'user', 'name').trim();
	return name === '' ? undefined : { name, isGuest: false };
}

/** Undefined of what is done, empty where there is none. */
function codeOf(body: unknown): string | undefined {
	const code = numberAt(body, 'code');
	if (code === 0) return undefined;
	return code === undefined ? '' : String(code);
}

/** Of version 1.0, which a card for one person may be. Nothing in it is read as markup. */
function plainCard(text: string): Record<string, unknown> {
	return { elements: [{ tag: 'div', text: { tag: 'plain_text', content: text } }] };
}
