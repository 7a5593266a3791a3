import { FakeServer, type FakeRequest, type FakeResponse } from '../fakeServer.mts';
import type { ReceivedByRobot } from '../playedPlatform.mts';
import { letter } from './schema.mts';
import { readCarrierPigeon } from './view.mts';

const MINUTE = 60_000;
const MOST_A_MINUTE = 10;

export interface FakePigeon {
	loft: string;
	key: string;
}

/** Behaves as the book of the loft says: real statuses, `flown` in the answer, ten letters a minute. */
export class FakeCarrierPigeon {
	readonly received: ReceivedByRobot[] = [];

	private readonly listeners = new Set<(message: ReceivedByRobot) => void>();

	private server!: FakeServer;

	private readonly pigeons: FakePigeon[];

	private readonly now: () => number;

	private constructor(pigeons: FakePigeon[], now: () => number) {
		this.pigeons = pigeons;
		this.now = now;
	}

	static async start(pigeons: FakePigeon[], now = Date.now): Promise<FakeCarrierPigeon> {
		const fake = new FakeCarrierPigeon(pigeons, now);
		fake.server = await FakeServer.start((request) => fake.answer(request));
		return fake;
	}

	get url(): string {
		return this.server.url;
	}

	messagesOf(robot: string): ReceivedByRobot[] {
		return this.received.filter((one) => one.robot === robot && one.refusal === undefined);
	}

	onMessage(listener: (message: ReceivedByRobot) => void): void {
		this.listeners.add(listener);
	}

	async stop(): Promise<void> {
		await this.server.stop();
	}

	private answer({ method, url, headers, json }: FakeRequest): FakeResponse {
		const robot = /^\/lofts\/([a-z-]+)\/letters$/.exec(url.pathname)?.[1];
		const pigeon = this.pigeons.find(({ loft }) => loft === robot);
		if (robot === undefined || !pigeon) return refused(404, 'loft_unknown');
		if (headers['x-ring-key'] !== pigeon.key) return refused(403, 'wrong_ring');
		if (method === 'GET') return { status: 200, body: { flown: true, letters: 0 } };
		const refusal = this.refusalOf(robot, json);
		const content = refusal === undefined ? readCarrierPigeon(json).text : '';
		const message = { at: this.now(), robot, body: json, content, refusal };
		this.received.push(message);
		for (const listener of this.listeners) listener(message);
		if (refusal) return refused(refusal === 'resting' ? 429 : 422, refusal);
		return { status: 201, body: { flown: true, letter: `L${this.received.length}` } };
	}

	private refusalOf(robot: string, body: unknown): string | undefined {
		const parsed = letter.safeParse(body);
		if (!parsed.success) {
			return /carries/.test(parsed.error.message) ? 'too_heavy' : 'unreadable';
		}
		const since = this.now() - MINUTE;
		const flown = this.messagesOf(robot).filter(({ at }) => at > since).length;
		return flown < MOST_A_MINUTE ? undefined : 'resting';
	}
}

function refused(status: number, why: string): FakeResponse {
	return { status, body: { flown: false, why, note: `The keeper of the loft says ${why}.` } };
}
