import { systemClock, type Clock } from '../../time/clock';
import { askAsApp } from '../appToken';
import type {
	AskPlatform,
	ChatDialect,
	PlatformAnswer,
	Reading,
	Session,
} from '../connection/dialect';
import type { ChatResponse } from '../incoming';
import { at, idAt, jsonIn } from '../json';
import type { FeishuApp } from './app';
import { feishuError } from './errors';
import { answerFrame, controlFrame, readFrame, type FeishuFrame } from './frame';
import { Parts } from './parts';
import { pressIn } from './press';
import { tenantTokens } from './tenantToken';
import { wordIn } from './word';

/** What says where to connect. */
export const CONNECT_PATH = '/callback/ws/endpoint';

const CONTROL = 0;

/** Long connections of custom apps ("Receive events through long connection", open.feishu.cn). */
export function feishuDialect(
	app: FeishuApp,
	clock: Pick<Clock, 'now'> = systemClock,
): ChatDialect {
	const { baseUrl, appId, appSecret } = app;
	/** Its own open id, by which people mention it. */
	let bot: string | undefined;
	return {
		name: 'Feishu',
		isEncrypted: !baseUrl.startsWith('http:'),
		async address(ask: AskPlatform) {
			const address = addressIn(
				await ask({
					url: baseUrl + CONNECT_PATH,
					headers: { locale: 'zh' },
					body: { AppID: appId, AppSecret: appSecret },
				}),
			);
			// Nothing waits for it: where it is not known, whoever mentions somebody means the app.
			if (bot === undefined) void botOf(app, ask, clock).then((id) => (bot = id));
			return address;
		},
		session: (address) => sessionOf(address, () => bot),
	};
}

function addressIn({ status, body }: PlatformAnswer): string {
	const code = at(body, 'code');
	if (code === 0) return String(at(body, 'data', 'URL') ?? '');
	throw feishuError(typeof code === 'number' ? String(code) : `HTTP ${status}`);
}

/** "获取机器人信息"; undefined where Feishu does not say. */
async function botOf(
	app: FeishuApp,
	ask: AskPlatform,
	clock: Pick<Clock, 'now'>,
): Promise<string | undefined> {
	const [answer] = await Promise.allSettled([
		askAsApp(tenantTokens(app), { path: '/open-apis/bot/v3/info' }, ask, clock),
	]);
	if (answer.status === 'rejected') return undefined;
	return idAt(answer.value.body, 'bot', 'open_id') || undefined;
}

function sessionOf(address: string, bot: () => string | undefined): Session {
	const service = Number(new URL(address).searchParams.get('service_id'));
	const ping = () => controlFrame('ping', Number.isSafeInteger(service) ? service : 0);
	const parts = new Parts();
	let isReady = false;
	return {
		// It says nothing of itself: its first word shows that somebody is there.
		greeting: [ping()],
		ping,
		read(data, now) {
			const frame = readFrame(data);
			if (!frame) return [{ is: 'unreadable' }];
			const first: Reading[] = isReady ? [] : [{ is: 'ready' }];
			isReady = true;
			return [
				...first,
				frame.method === CONTROL ? { is: 'nothing' } : readData(frame, parts, now, bot()),
			];
		},
	};
}

function readData(frame: FeishuFrame, parts: Parts, now: number, bot: string | undefined): Reading {
	const number = (name: string) => Number(frame.headers.get(name) ?? NaN);
	const id = frame.headers.get('message_id') ?? '';
	const whole = parts.add(id, { sum: number('sum'), seq: number('seq') }, frame.payload, now);
	if (whole === 'waiting') return { is: 'nothing' };
	if (whole === 'refused') return { is: 'unreadable' };
	const event = jsonIn(whole.toString('utf8'));
	const incoming = pressIn(event) ?? wordIn(event, bot);
	// What the app is subscribed to besides is not repeated either.
	if (!incoming) return { is: 'respond', frame: answer(frame, 200) };
	return {
		is: 'incoming',
		incoming,
		acknowledge: (outcome) =>
			outcome.stored ? [answer(frame, 200, shown(outcome.response))] : [answer(frame, 500)],
	};
}

function answer(frame: FeishuFrame, code: number, data?: Record<string, unknown>): Uint8Array {
	const encoded = data && Buffer.from(JSON.stringify(data)).toString('base64');
	// How long it took in ms, which the vendor's clients say; nobody looks at it.
	return answerFrame(frame, ['biz_rt', '0'], JSON.stringify({ code, data: encoded }));
}

/** "Handle card callbacks": a note to who pressed, and the card as all see it from now on. */
function shown(response: ChatResponse | undefined): Record<string, unknown> | undefined {
	if (!response?.note && !response?.message) return undefined;
	const { note, message } = response;
	return {
		...(note ? { toast: { type: note.tone, content: note.text } } : {}),
		...(message ? { card: { type: 'raw', data: message } } : {}),
	};
}
