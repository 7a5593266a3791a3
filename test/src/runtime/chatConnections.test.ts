import type { Incoming } from '../../../src/chatApps/incoming';
import type { ConnectionState } from '../../../src/chatApps/connection/state';
import { chatAppKey } from '../../../src/chatApps/appKey';
import { slackDialect } from '../../../src/chatApps/slack/dialect';
import {
	closeChatApps,
	joinChatApp,
	type Acted,
	type ChatHolder,
} from '../../../src/runtime/chatConnections';
import { SECOND } from '../../../src/time/duration';
import { askPlatform } from '../../support/chatApps/platformRequest.mts';
import { FakeSlackApp } from '../../support/chatApps/slack/fakeSlackApp.mts';
import { FakeClock } from '../../support/time/fakeClock.mts';
import { until } from '../../support/time/until.mts';

let platform: FakeSlackApp;
let clock: FakeClock;

beforeEach(async () => {
	platform = await FakeSlackApp.start();
	clock = new FakeClock();
});

afterEach(async () => {
	await closeChatApps();
	await platform.stop();
});

const app = (appToken = platform.appToken) => ({
	key: chatAppKey('slack', platform.apiUrl, appToken),
	dialect: slackDialect({ baseUrl: platform.apiUrl, appToken }),
});

/** A node that keeps what it did and heard. */
class Node implements ChatHolder {
	readonly ask = askPlatform;

	readonly did: Incoming[] = [];

	readonly told: Array<[Incoming, Acted]> = [];

	readonly states: ConnectionState[] = [];

	readonly leftOut: string[] = [];

	constructor(
		readonly name: string,
		/** By the values of buttons. */
		private readonly known: string[] = ['v'],
	) {}

	async act(incoming: Incoming): Promise<Acted> {
		this.did.push(incoming);
		const isKnown = incoming.kind === 'press' && this.known.includes(incoming.value);
		return { isKnown, outcome: `${this.name} ${isKnown ? 'did it' : 'does not know it'}` };
	}

	tell(incoming: Incoming, acted: Acted): void {
		this.told.push([incoming, acted]);
	}

	become(state: ConnectionState): void {
		this.states.push(state);
	}

	leaveOut(what: string): void {
		this.leftOut.push(what);
	}
}

const outcomes = ({ told }: Node) => told.map(([, { outcome }]) => outcome);

test('all nodes of an app have one connection, one of them acts, and all are told', async () => {
	const [one, other] = [new Node('one'), new Node('other')];
	joinChatApp(app(), one, clock);
	joinChatApp(app(), other, clock);
	await platform.connected(1);
	await platform.acknowledgement(platform.press({ value: 'v' }));
	expect(platform.ready).toHaveLength(1);
	expect([one.did.length, other.did.length]).toEqual([1, 0]);
	expect([outcomes(one), outcomes(other)]).toEqual([['one did it'], ['one did it']]);
});

test('who knows what it is about acts; where nobody does, the first says so', async () => {
	const [one, other] = [new Node('one', ['a']), new Node('other', ['b'])];
	joinChatApp(app(), one, clock);
	joinChatApp(app(), other, clock);
	await platform.connected(1);
	await platform.acknowledgement(platform.press({ value: 'b' }));
	await platform.acknowledgement(platform.press({ value: 'c' }));
	expect(outcomes(one)).toEqual(['other did it', 'one does not know it']);
	expect(outcomes(other)).toEqual(['other did it', 'one does not know it']);
});

test('where a holder cannot store it, nobody acts in its place, and it is not acknowledged', async () => {
	const [one, other] = [new Node('one'), new Node('other')];
	let tries = 0;
	one.act = async () => {
		tries += 1;
		if (tries === 1) throw new Error('disk full');
		return { isKnown: true, outcome: 'stored' };
	};
	joinChatApp(app(), one, clock);
	joinChatApp(app(), other, clock);
	await platform.connected(1);
	const word = platform.say({ text: 'x' });
	await until(() => tries === 1);
	expect(platform.acknowledged).toEqual([]);
	platform.repeat(word);
	await platform.acknowledgement(word);
	expect(platform.acknowledged).toHaveLength(1);
	expect(other.did).toEqual([]);
});

test('a node that is stopped and started again keeps the connection, and the last one closes it after 5 s', async () => {
	const node = new Node('one');
	const link = joinChatApp(app(), node, clock);
	await platform.connected(1);
	link.release();
	await clock.advance(4 * SECOND);
	const again = joinChatApp(app(), node, clock);
	await clock.advance(60 * SECOND);
	expect(platform.connections).toBe(1);
	expect(platform.ready).toHaveLength(1);
	again.release();
	await clock.advance(5 * SECOND);
	await until(() => platform.ready.length === 0);
	expect(again.state.is).toBe('closed');
});

test('a node that has left is not asked any more', async () => {
	const [one, other] = [new Node('one'), new Node('other')];
	const link = joinChatApp(app(), one, clock);
	joinChatApp(app(), other, clock);
	await platform.connected(1);
	link.release();
	await platform.acknowledgement(platform.press({ value: 'v' }));
	expect(one.did).toEqual([]);
	expect(outcomes(other)).toEqual(['other did it']);
});

test('with another secret it is another connection', async () => {
	joinChatApp(app(), new Node('one'), clock);
	await platform.connected(1);
	const changed = new Node('other');
	expect(await joinChatApp(app('xapp-other'), changed, clock).settled()).toMatchObject({
		is: 'refused',
	});
	expect(changed.states).toHaveLength(1);
	expect(platform.ready).toHaveLength(1);
});

test('a connection that was refused for good is tried anew by whoever comes next', async () => {
	platform.refuse('invalid_auth');
	const one = new Node('one');
	expect(await joinChatApp(app(), one, clock).settled()).toMatchObject({ is: 'refused' });
	platform.refuse(undefined);
	const other = new Node('other');
	expect(await joinChatApp(app(), other, clock).settled()).toMatchObject({ is: 'ready' });
	expect(one.states.at(-1)).toMatchObject({ is: 'ready' });
	await platform.acknowledgement(platform.press({ value: 'v' }));
	expect(outcomes(other)).toEqual(['one did it']);
});

test('a network that is away is not a refusal: it is told at once, and tried on', async () => {
	platform.refuse('internal_error');
	const node = new Node('one');
	expect(await joinChatApp(app(), node, clock).settled()).toMatchObject({
		is: 'connecting',
		problem: { isTemporary: true },
	});
	platform.refuse(undefined);
	await clock.advance(SECOND);
	await platform.connected(1);
});

test('who waits for a connection that is closed hears so', async () => {
	const link = joinChatApp(
		app(),
		Object.assign(new Node('one'), { ask: async () => await new Promise(() => undefined) }),
		clock,
	);
	const settled = link.settled();
	link.release();
	await clock.advance(5 * SECOND);
	expect(await settled).toMatchObject({ is: 'closed' });
});

test('newer code in the process takes the connection over, and serves the nodes of the older', async () => {
	const older = new Node('older');
	const link = joinChatApp(app(), older, clock);
	await platform.connected(1);
	let newerCode!: typeof import('../../../src/runtime/chatConnections');
	let newerSlack!: typeof import('../../../src/chatApps/slack/dialect');
	await jest.isolateModulesAsync(async () => {
		newerCode = await import('../../../src/runtime/chatConnections.ts');
		newerSlack = await import('../../../src/chatApps/slack/dialect.ts');
	});
	const newer = new Node('newer');
	const dialect = newerSlack.slackDialect({
		baseUrl: platform.apiUrl,
		appToken: platform.appToken,
	});
	newerCode.joinChatApp({ key: app().key, dialect }, newer, clock);
	await platform.connected(2);
	await until(() => platform.ready.length === 1);
	await platform.acknowledgement(platform.press({ value: 'v' }));
	expect(outcomes(older)).toEqual(['older did it']);
	expect(outcomes(newer)).toEqual(['older did it']);
	link.release();
	await platform.acknowledgement(platform.press({ value: 'v' }));
	expect(outcomes(newer)).toEqual(['older did it', 'newer did it']);
	expect(platform.ready).toHaveLength(1);
	await newerCode.closeChatApps();
});
