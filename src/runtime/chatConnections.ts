import { ChatConnection } from '../chatApps/connection/connection';
import type {
	AskPlatform,
	ChatDialect,
	ChatReply,
	ChatRequest,
} from '../chatApps/connection/dialect';
import { isFinal, type AppConnection, type ConnectionState } from '../chatApps/connection/state';
import type { ChatResponse, Incoming } from '../chatApps/incoming';
import type { Clock } from '../time/clock';
import { SECOND } from '../time/duration';

/** ms that a connection stays when nobody needs it: a workflow that is saved stops its nodes, and starts them. */
const LINGER = 5 * SECOND;

/** What came of what somebody said. */
export interface Acted<Outcome = unknown> {
	/** Whether it is about something that this holder knows. */
	isKnown: boolean;
	/** What the platform shows at once. */
	response?: ChatResponse;
	/** For all who hold the connection. */
	outcome: Outcome;
}

/** A node that listens to an app. */
export interface ChatHolder {
	/** Reaches the platform as n8n does. */
	ask: AskPlatform;
	/** Does what somebody said, and resolves when it is stored. */
	act(incoming: Incoming): Promise<Acted>;
	/** What came of it, whichever holder did it. */
	tell(incoming: Incoming, acted: Acted): void;
	become(state: ConnectionState): void;
	/** Something was left out, in words for whoever looks after n8n. */
	leaveOut(what: string): void;
}

/** A platform gives each press to one connection of its app, so there is one for all nodes. */
export interface ChatLink extends AppConnection {
	/** Resolves as soon as it is known whether it works: `connecting` with a problem where that is not clear. */
	settled(): Promise<ConnectionState>;
	/** Its node needs it no more. */
	release(): void;
}

/** One app in this process, whichever code made it: all that older and newer code know of one another. */
interface SharedConnection {
	/** Whose it is. */
	code: symbol;
	/** The same set for all that ever connected as this app, the first holder first. */
	holders: Set<ChatHolder>;
	/** Who waits to hear whether it works. */
	waiting: Set<(state: ConnectionState) => void>;
	state(): ConnectionState;
	ask(request: ChatRequest): Promise<ChatReply>;
	close(): Promise<void>;
	/** Closes it after a while, if nobody has come. */
	linger(): void;
}

/*
 * When n8n updates the package it loads the new code beside the old in one
 * process, and the nodes of published workflows go on with the old. Two
 * connections would each get a part of the presses. So there is one for both: the
 * newer code opens its own as soon as a node of it comes, serves the nodes of the
 * older with it, and closes the older one.
 */
const CONNECTIONS = Symbol.for('n8n-nodes-until-replied.chatConnections');
const shared = globalThis as typeof globalThis & { [CONNECTIONS]?: Map<string, SharedConnection> };
const connections = () => (shared[CONNECTIONS] ??= new Map());
const OUR_CODE = Symbol('this code');

export interface ChatApp {
	/** See `chatAppKey`. */
	key: string;
	dialect: ChatDialect;
}

/** The connection that this process has as an app; undefined where no node here listens to it. */
export function chatAppConnection(key: string): AppConnection | undefined {
	const known = connections().get(key);
	return known && { state: known.state(), ask: async (request) => await known.ask(request) };
}

/** Takes part in the connection of an app, which is opened where there is none. */
export function joinChatApp({ key, dialect }: ChatApp, holder: ChatHolder, clock: Clock): ChatLink {
	const known = connections().get(key);
	const { holders, waiting } = known ?? { holders: new Set<ChatHolder>(), waiting: new Set() };
	holders.add(holder);
	const isOfUse = known?.code === OUR_CODE && !isFinal(known.state());
	const own = isOfUse ? known : connect({ key, dialect }, holders, waiting, clock, known);
	const current = () => connections().get(key) ?? own;
	return {
		get state() {
			return current().state();
		},
		async settled() {
			return await settled(waiting, current().state());
		},
		ask: async (request) => await current().ask(request),
		release() {
			holders.delete(holder);
			if (holders.size === 0) current().linger();
		},
	};
}

/** @param former closes when this one is ready: until then it serves. */
function connect(
	{ key, dialect }: ChatApp,
	holders: Set<ChatHolder>,
	waiting: SharedConnection['waiting'],
	clock: Clock,
	former: SharedConnection | undefined,
): SharedConnection {
	let replaced = former;
	const isCurrent = () => connections().get(key) === own;
	const connection = new ChatConnection({
		dialect,
		clock,
		ask: async (request) => {
			const [first] = holders;
			// Of somebody who is still there: what belongs to a node that was stopped may not work.
			if (!first) throw new Error('nobody needs the connection');
			return await first.ask(request);
		},
		onIncoming: async (incoming) => await actOnce(incoming, holders),
		onState: (state) => {
			if (state.is !== 'connecting') {
				void replaced?.close();
				replaced = undefined;
			}
			if (!isCurrent()) return;
			for (const holder of holders) holder.become(state);
			for (const hear of waiting) hear(state);
		},
		onLeftOut: (what) => [...holders][0]?.leaveOut(what),
	});
	const closing = new AbortController();
	const own: SharedConnection = {
		code: OUR_CODE,
		holders,
		waiting,
		state: () => connection.state,
		ask: async (request) => await connection.ask(request),
		async close() {
			closing.abort('closed');
			if (isCurrent()) connections().delete(key);
			await Promise.all([connection.close(), replaced?.close()]);
			// Where another has taken its place, that one tells.
			if (!connections().has(key)) for (const hear of waiting) hear(connection.state);
		},
		linger() {
			void clock.sleep(LINGER, closing.signal).then(async () => {
				if (holders.size === 0 && isCurrent()) await own.close();
			});
		},
	};
	connections().set(key, own);
	connection.start();
	return own;
}

/** The first holder that knows what it is about does it. Where none does, the first of all says so. */
async function actOnce(
	incoming: Incoming,
	holders: Set<ChatHolder>,
): Promise<ChatResponse | undefined> {
	let acted: Acted | undefined;
	for (const holder of holders) {
		const one = await holder.act(incoming);
		acted ??= one;
		if (!one.isKnown) continue;
		acted = one;
		break;
	}
	// Where nobody listens any more it is not acknowledged.
	if (!acted) throw new Error('nobody needs the connection');
	for (const holder of holders) holder.tell(incoming, acted);
	return acted.response;
}

async function settled(
	waiting: SharedConnection['waiting'],
	now: ConnectionState,
): Promise<ConnectionState> {
	const isSettled = (state: ConnectionState) =>
		state.is !== 'connecting' || state.problem !== undefined;
	if (isSettled(now)) return now;
	return await new Promise((resolve) => {
		const hear = (state: ConnectionState) => {
			if (!isSettled(state)) return;
			waiting.delete(hear);
			resolve(state);
		};
		waiting.add(hear);
	});
}

/** As if nothing had run in this process before. */
export async function closeChatApps(): Promise<void> {
	await Promise.all([...connections().values()].map(async (one) => await one.close()));
}
