import type {
	Acknowledged,
	AskPlatform,
	ChatDialect,
	Frame,
	PlatformAnswer,
	Reading,
	Session,
} from '../connection/dialect';
import type { ChatResponse, Incoming } from '../incoming';
import { at, idAt, jsonIn } from '../json';
import type { DingTalkApp } from './app';
import { dingTalkError } from './errors';
import { pressIn } from './press';
import { cardChange } from './cardChange';
import { wordIn } from './word';

const MESSAGES = '/v1.0/im/bot/messages/get';
const CARDS = '/v1.0/card/instances/callback';

/** Stream mode ("Stream 模式协议", open-dingtalk.github.io/developerpedia): JSON texts, whose data is JSON again. */
export function dingTalkDialect(app: DingTalkApp): ChatDialect {
	/** The organization of the robot, which words name and presses do not. */
	const known = { corp: '' };
	return {
		name: 'DingTalk',
		isEncrypted: !app.baseUrl.startsWith('http:'),
		address: async (ask: AskPlatform) => addressIn(await ask(openRequest(app))),
		session: () => sessionOf(known),
	};
}

/** What says where to connect, for what is subscribed to. */
export function openRequest({ baseUrl, clientId, clientSecret }: DingTalkApp) {
	return {
		url: `${baseUrl}/v1.0/gateway/connections/open`,
		// Without it the answer is XML.
		headers: { Accept: 'application/json' },
		body: {
			clientId,
			clientSecret,
			ua: 'n8n-nodes-until-replied',
			subscriptions: [MESSAGES, CARDS].map((topic) => ({ type: 'CALLBACK', topic })),
		},
	};
}

function addressIn(answer: PlatformAnswer): string {
	const [endpoint, ticket] = [at(answer.body, 'endpoint'), at(answer.body, 'ticket')];
	if (typeof endpoint !== 'string' || typeof ticket !== 'string') throw dingTalkError(answer);
	if (!URL.canParse(endpoint)) return '';
	const address = new URL(endpoint);
	address.searchParams.set('ticket', ticket);
	return address.href;
}

/** Who has a ticket is in, and hears nothing until something happens. */
const sessionOf = (known: { corp: string }): Session => ({
	greeting: [],
	isReadyWhenOpen: true,
	read: (data) => [readFrame(data.toString('utf8'), known)],
});

function readData(
	topic: string,
	data: unknown,
	id: string,
	known: { corp: string },
): Incoming | undefined {
	if (topic === CARDS) return pressIn(data, id, known.corp);
	if (topic !== MESSAGES) return undefined;
	known.corp = idAt(data, 'chatbotCorpId') || known.corp;
	return wordIn(data);
}

function readFrame(text: string, known: { corp: string }): Reading {
	const frame = jsonIn(text);
	const id = idAt(frame, 'headers', 'messageId');
	const topic = idAt(frame, 'headers', 'topic');
	const data = at(frame, 'data');
	const given = typeof data === 'string' ? data : '';
	if (idAt(frame, 'type') === 'SYSTEM') {
		// Nothing more comes by this connection, which stays open for ten seconds.
		if (topic === 'disconnect') return { is: 'renew' };
		return topic === 'ping' ? { is: 'respond', frame: answer(id, given) } : { is: 'nothing' };
	}
	if (id === '') return { is: 'unreadable' };
	const incoming = readData(topic, jsonIn(given), id, known);
	if (!incoming) return { is: 'respond', frame: answer(id, '{"response":{}}') };
	return {
		is: 'incoming',
		incoming,
		// What is not answered, DingTalk may deliver again.
		acknowledge: (outcome: Acknowledged) =>
			outcome.stored
				? [answer(id, JSON.stringify({ response: shown(incoming, outcome.response) }))]
				: [],
	};
}

function answer(messageId: string, data: string): Frame {
	const headers = { messageId, contentType: 'application/json' };
	return JSON.stringify({ code: 200, message: 'OK', headers, data });
}

/** The variables of the card that change for all who see it. */
function shown({ kind }: Incoming, response: ChatResponse | undefined): Record<string, unknown> {
	const message = kind === 'press' ? response?.message : undefined;
	return message ? cardChange(message) : {};
}
