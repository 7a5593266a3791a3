import { RecentMap } from '../../recentMap';
import { foreignWords } from '../../secrets/foreignWords';
import type { Clock } from '../../time/clock';
import { MINUTE, SECOND } from '../../time/duration';
import { inTime } from '../../time/inTime';
import type { ChatResponse, Incoming } from '../incoming';
import { backoff } from './backoff';
import {
	ConnectionError,
	type Acknowledge,
	type AskPlatform,
	type ChatDialect,
	type ChatReply,
	type ChatRequest,
	type Frame,
} from './dialect';
import { Live, lost, type Ending } from './live';
import { openSocket } from './socket';
import type { ConnectionState } from './state';

/** ms for the platform to say where to connect. */
const ADDRESS_WITHIN = 15 * SECOND;
/** ms of a connection that counts as one; what ends sooner is tried again ever more slowly. */
const SHORT_LIVED = 10 * SECOND;
/** ms before it is tried again after another program has taken our place, and as much more by chance. */
const KICKED_WAIT = MINUTE;
/** ms between two times: then the other program stays, and so we go. */
const KICKED_AGAIN = 5 * MINUTE;
/** What is answered a second time as the first: platforms repeat for some minutes. */
const REPEATED_WITHIN = 10 * MINUTE;
const MOST_REMEMBERED = 10_000;
/** What is worked on at a time. What comes beyond is not acknowledged, so that the person sees it. */
const MOST_AT_ONCE = 1_000;

export interface ConnectionOptions {
	dialect: ChatDialect;
	clock: Clock;
	ask: AskPlatform;
	/**
	 * Does what somebody said, once for each id. It is acknowledged when this
	 * resolves, and not where it rejects.
	 */
	onIncoming: (incoming: Incoming) => Promise<ChatResponse | undefined>;
	onState?: (state: ConnectionState) => void;
	/** Something was left out, for whoever looks after it: in words without anything of what came. */
	onLeftOut?: (what: string) => void;
	/** In place of chance, for tests: 0 to 1, without 1. */
	random?: () => number;
	/** In place of `ws`. */
	open?: typeof openSocket;
}

/**
 * Keeps one connection of an app to its platform, whatever happens to it: it
 * comes back after a loss, opens the next one before the platform ends this one,
 * stops where only a person can help, and never fights another program.
 */
export class ChatConnection {
	private current: ConnectionState;

	private readonly stopped = new AbortController();

	/** Rejects as soon as it is closed. */
	private readonly stopping: Promise<never>;

	private readonly lives = new Set<Live>();

	private readonly answered = new RecentMap<Promise<ChatResponse | undefined>>({
		keepFor: REPEATED_WITHIN,
		most: MOST_REMEMBERED,
	});

	private atWork = 0;

	/** Failures in a row, and connections in a row that ended as soon as they were there. */
	private failures = 0;

	private shortLives = 0;

	private kickedAt = -Infinity;

	private running: Promise<void> | undefined;

	constructor(private readonly options: ConnectionOptions) {
		this.current = { is: 'connecting', since: options.clock.now(), problem: undefined };
		this.stopping = new Promise((_, reject) => {
			this.stopped.signal.addEventListener('abort', () => reject(lost('closed')));
		});
		this.stopping.catch(() => undefined);
	}

	get state(): ConnectionState {
		return this.current;
	}

	/** Connects, and stays connected until it is closed or only a person can help. */
	start(): void {
		this.running ??= this.run();
	}

	/** Asks the platform something by the last connection that is ready, where a platform is asked so. */
	async ask(request: ChatRequest): Promise<ChatReply> {
		const live = [...this.lives].findLast(({ isReady }) => isReady);
		return (await live?.ask(request)) ?? { is: 'unsent' };
	}

	/** Acknowledges what has come, and resolves when nothing of it is left. */
	async close(): Promise<void> {
		this.stopped.abort('closed');
		await Promise.all([...this.lives].map(async (live) => await live.close()));
		await this.running;
		this.become({ is: 'closed', since: this.options.clock.now() });
	}

	private async run(): Promise<void> {
		let before: Live | undefined;
		while (!this.stopped.signal.aborted) {
			const live = await this.connect();
			// Only now: until then answers came by the one before.
			if (before) void before.close();
			before = undefined;
			if (!live) return;
			const startedAt = this.options.clock.now();
			const ending = await live.ending;
			if (this.stopped.signal.aborted) return;
			const livedFor = Math.abs(this.options.clock.now() - startedAt);
			this.shortLives = livedFor < SHORT_LIVED ? this.shortLives + 1 : 0;
			if (ending.why === 'renew') {
				before = live;
				if (this.shortLives > 0) await this.pause();
				continue;
			}
			live.terminate();
			if (!(await this.goOnAfter(ending))) return;
		}
	}

	/** Tries until there is a connection. Undefined where it was stopped, or is of no use. */
	private async connect(): Promise<Live | undefined> {
		while (!this.stopped.signal.aborted) {
			try {
				return await this.attempt();
			} catch (error) {
				if (this.stopped.signal.aborted) return undefined;
				const problem = error instanceof ConnectionError ? error : unexpected(error);
				this.failures += 1;
				if (!(await this.goOnAfter({ why: 'failed', error: problem }))) return undefined;
			}
		}
		return undefined;
	}

	private async attempt(): Promise<Live> {
		const { dialect, clock, ask, open = openSocket } = this.options;
		const asked = inTime(dialect.address(ask), ADDRESS_WITHIN, noAddress, clock);
		const address = checked(await Promise.race([asked, this.stopping]), dialect);
		const live = new Live(address, {
			session: dialect.session(address),
			clock,
			open,
			onIncoming: async (incoming, acknowledge) => await this.answer(incoming, acknowledge),
			onLeftOut: (what) => this.leaveOut(what),
		});
		this.lives.add(live);
		void live.gone.then(() => this.forget(live));
		const ready = await live.ready;
		if (!ready) {
			const ending = await live.ending;
			throw ending.why === 'failed' ? ending.error : lost(ending.why);
		}
		this.failures = 0;
		const ours = [...this.lives].filter(({ isReady }) => isReady).length;
		const others = Math.max(0, (ready.connections ?? ours) - ours);
		this.become({ is: 'ready', since: clock.now(), others });
		return live;
	}

	/** False where nothing more is tried. */
	private async goOnAfter(ending: Exclude<Ending, { why: 'renew' }>): Promise<boolean> {
		const { clock, random = Math.random } = this.options;
		const now = clock.now();
		if (ending.why === 'kicked') {
			const isAgain = Math.abs(now - this.kickedAt) < KICKED_AGAIN;
			this.kickedAt = now;
			const wait = KICKED_WAIT * (1 + random());
			const until = isAgain ? undefined : now + wait;
			this.become({ is: 'kicked', since: now, until, problem: kickedBy(this.options.dialect) });
			if (!isAgain) await clock.sleep(wait, this.stopped.signal);
			return !isAgain;
		}
		const { error } = ending;
		if (!error.isTemporary) {
			this.become({ is: 'refused', since: now, problem: error });
			return false;
		}
		if (![...this.lives].some(({ isReady }) => isReady)) {
			const since = this.current.is === 'connecting' ? this.current.since : now;
			this.become({ is: 'connecting', since, problem: error });
		}
		// As long as it says, and by chance up to as long again: others wait too.
		await this.pause(error.waitFor * (1 + random()));
		return true;
	}

	/** @param least ms. */
	private async pause(least = 0): Promise<void> {
		const { clock, random = Math.random } = this.options;
		const wait = backoff(this.failures + this.shortLives, random());
		await clock.sleep(Math.max(wait, least), this.stopped.signal);
	}

	private forget(live: Live): void {
		this.lives.delete(live);
		if (this.current.is !== 'ready' || this.stopped.signal.aborted) return;
		if ([...this.lives].some(({ isReady }) => isReady)) return;
		this.become({ is: 'connecting', since: this.options.clock.now(), problem: undefined });
	}

	/** Stored first, then acknowledged. What is delivered again gets the first answer. */
	private async answer(incoming: Incoming, acknowledge: Acknowledge): Promise<Frame[]> {
		const { clock, onIncoming } = this.options;
		let answer = this.answered.get(incoming.id, clock.now());
		if (!answer) {
			if (this.atWork >= MOST_AT_ONCE) {
				this.leaveOut('an answer, since too many came at once');
				return acknowledge({ stored: false });
			}
			this.atWork += 1;
			answer = onIncoming(incoming).finally(() => (this.atWork -= 1));
			this.answered.set(incoming.id, answer, clock.now());
			answer.catch(() => this.answered.delete(incoming.id));
		}
		try {
			return acknowledge({ stored: true, response: await answer });
		} catch {
			return acknowledge({ stored: false });
		}
	}

	private leaveOut(what: string): void {
		this.options.onLeftOut?.(what);
	}

	private become(state: ConnectionState): void {
		if (this.current.is === 'closed') return;
		this.current = state;
		this.options.onState?.(state);
	}
}

/** What the platform gave, which goes to a library that repeats it in its errors. */
function checked(address: string, { name, isEncrypted }: ChatDialect): string {
	const scheme = isEncrypted ? /^wss:\/\// : /^wss?:\/\//;
	if (scheme.test(address) && URL.canParse(address)) return address;
	throw new ConnectionError(
		`${name} gave no address to connect to`,
		'Check the Base URL of the credential. Something between n8n and the platform may have answered in its place.',
		{ isTemporary: true },
	);
}

const noAddress = () => lost('the platform did not answer');

/** n8n's helper tells the whole request with its secrets. */
function unexpected(error: unknown): ConnectionError {
	return lost(foreignWords(error instanceof Error ? error.message : String(error)));
}

function kickedBy({ name }: ChatDialect): ConnectionError {
	return new ConnectionError(
		`Another program connects as this ${name} app`,
		'The platform allows one connection and ended this one. Stop the other program, such as another n8n or a copy of this workflow, or give it an app of its own. Then publish this workflow again.',
		{ isTemporary: false },
	);
}
