import { act, isKnown, type AnswerContext, type SentMessages } from '../../../src/answers/act';
import type { AnswerRules, ChatAnswer } from '../../../src/answers/answer';
import { codeOf } from '../../../src/answers/code';
import type { Reminded } from '../../../src/answers/find';
import { storedMessages } from '../../../src/answers/storedMessages';
import type { ChatPerson, ChatPress, ChatWord } from '../../../src/chatApps/incoming';
import { createRuntime, type Runtime } from '../../../src/runtime/runtime';
import { openSqliteStore } from '../../../src/store/sqlite/store';
import type { Store } from '../../../src/store/store';
import { DAY, MINUTE, SECOND } from '../../../src/time/duration';
import type { ConversationAction } from '../../../src/web/link/token';
import { aMessage, KEY, SCOPE, T0 } from '../../support/model/escalations.mts';
import { FakeClock } from '../../support/time/fakeClock.mts';

const APP = 'slack A0123456';
const OTHER = 'another workflow:node';
const LINKS = { acknowledgeMinutes: 30, snoozeMinutes: 60, validFor: 14 * DAY };
const RULES: AnswerRules = {
	acknowledgeMinutes: 30,
	snoozeMinutes: 60,
	words: {},
	otherWords: 'acknowledge',
	mayAnswer: [],
	guests: 'refuse',
	chats: [],
};
const ANN: ChatPerson = { id: 'U1', name: 'Ann', isGuest: false };
const BOB: ChatPerson = { id: 'U2', name: 'Bob', isGuest: false };

let clock: FakeClock;
let store: Store;
let runtime: Runtime;
let id: string;
/** What the messages are about, by chat and message. */
let noted: Map<string, Reminded[]>;
let open: Reminded[];
const woken: string[] = [];

beforeEach(async () => {
	clock = new FakeClock(T0);
	store = openSqliteStore(':memory:', clock);
	runtime = createRuntime(store);
	for (const scope of [SCOPE, OTHER]) await runtime.engine.track(scope, [aMessage()]);
	id = (await stateOf(SCOPE)).id;
	const reminded = { escalationId: id, name: '张三' };
	noted = new Map([['C1 m1', [reminded]]]);
	open = [reminded];
	woken.length = 0;
});
afterEach(async () => await store.close());

async function stateOf(scope: string) {
	const records = await runtime.engine.find({ conversationKey: KEY }, 10);
	return records.map(({ escalation }) => escalation).find((each) => each.scope === scope)!;
}

const timelineOf = async (what: string) =>
	(await runtime.engine.find({ conversationKey: KEY }, 10))
		.find(({ escalation }) => escalation.scope === SCOPE)!
		.timeline.filter((entry) => entry.what === what);

const sent: SentMessages = {
	about: async (chat, message) => noted.get(`${chat} ${message}`),
	open: async () => open,
};

async function value(action: ConversationAction, app = APP): Promise<string> {
	const writer = await runtime.links.buttonWriter(SCOPE, app, LINKS);
	return writer(id)[action];
}

let count = 0;
const press = (button: string, rest: Partial<ChatPress> = {}): ChatPress => {
	count += 1;
	return {
		kind: 'press',
		id: `press ${count}`,
		chat: 'C1',
		message: 'm1',
		value: button,
		by: ANN,
		...rest,
	};
};
const word = (text: string, rest: Partial<ChatWord> = {}): ChatWord => {
	count += 1;
	return {
		kind: 'word',
		id: `word ${count}`,
		chat: 'C1',
		message: `w${count}`,
		isToApp: true,
		text,
		repliesTo: ['m1'],
		quoted: null,
		by: ANN,
		...rest,
	};
};

async function say(
	incoming: ChatPress | ChatWord,
	rules: Partial<AnswerRules> = {},
	app = APP,
): Promise<ChatAnswer> {
	const context: AnswerContext = {
		...runtime,
		wake: (scope) => void woken.push(scope),
		app,
		rules: { ...RULES, ...rules },
		sent,
	};
	return await act(context, incoming);
}

describe('a press', () => {
	test('acknowledges in every node that tracks the conversation, in the name of who pressed', async () => {
		expect(await say(press(await value('acknowledge')))).toMatchObject({
			outcome: 'done',
			action: 'acknowledge',
			minutes: 30,
			takenOverFrom: null,
			escalation: { id, state: 'acknowledged' },
		});
		for (const scope of [SCOPE, OTHER]) {
			expect(await stateOf(scope)).toMatchObject({
				state: 'acknowledged',
				heldUntil: T0 + 30 * MINUTE,
				lastHold: { by: 'Ann' },
			});
		}
		expect(woken.toSorted()).toEqual([OTHER, SCOPE].toSorted());
	});

	test('snoozes, and ends', async () => {
		expect(await say(press(await value('snooze')))).toMatchObject({ minutes: 60 });
		expect((await stateOf(SCOPE)).state).toBe('snoozed');
		expect(await say(press(await value('markReplied')))).toMatchObject({
			outcome: 'done',
			minutes: 0,
		});
		expect(await stateOf(SCOPE)).toMatchObject({ state: 'replied', endedBy: 'Ann' });
	});

	test('of somebody whose name the platform does not say is theirs by their id', async () => {
		await say(press(await value('acknowledge'), { by: { ...ANN, name: null } }));
		expect((await stateOf(SCOPE)).lastHold?.by).toBe('U1');
	});

	test('after the end is told who was faster', async () => {
		await say(press(await value('markReplied'), { by: BOB }));
		expect(await say(press(await value('acknowledge')))).toMatchObject({
			outcome: 'over',
			escalation: { endedBy: 'Bob' },
		});
	});

	test('of another person takes over, also within a second, and is told from whom', async () => {
		await say(press(await value('acknowledge'), { by: BOB }));
		await clock.advance(SECOND);
		expect(await say(press(await value('acknowledge')))).toMatchObject({
			outcome: 'done',
			takenOverFrom: { by: 'Bob' },
		});
		expect((await stateOf(SCOPE)).lastHold).toMatchObject({ by: 'Ann', at: T0 + SECOND });
	});

	test('of the same person within ten seconds is one', async () => {
		await say(press(await value('acknowledge')));
		await clock.advance(SECOND);
		expect(await say(press(await value('acknowledge')))).toMatchObject({
			outcome: 'done',
			takenOverFrom: null,
		});
		expect(await timelineOf('acknowledged')).toHaveLength(1);
	});

	test('that is delivered again an hour later, after a crash, changes nothing', async () => {
		const once = press(await value('acknowledge'));
		await say(once);
		await clock.advance(60 * MINUTE);
		const before = await stateOf(SCOPE);
		runtime = createRuntime(store);
		expect(await say(once)).toMatchObject({ outcome: 'done' });
		expect((await stateOf(SCOPE)).heldUntil).toBe(before.heldUntil);
		expect(await timelineOf('acknowledged')).toHaveLength(1);
	});

	test('that was made twice and is delivered again an hour later, after a crash, changes nothing', async () => {
		await say(press(await value('acknowledge')));
		await clock.advance(SECOND);
		const twice = press(await value('acknowledge'));
		await say(twice);
		await clock.advance(60 * MINUTE);
		runtime = createRuntime(store);
		await say(twice);
		expect(await timelineOf('acknowledged')).toHaveLength(1);
	});

	test('takes five transactions: n8n has one store for all who press', async () => {
		const once = press(await value('acknowledge'));
		const transactions = jest.spyOn(store, 'transaction');
		const messages = storedMessages(store, APP);
		const context = { ...runtime, wake: () => undefined, app: APP, rules: RULES, sent: messages };
		expect(await act(context, once)).toMatchObject({ outcome: 'done' });
		// Of which node it is, whether the button was revoked, what its message is about, how it stands, and the change.
		expect(transactions).toHaveBeenCalledTimes(5);
	});

	test('is known by its delivery in one app only', async () => {
		const once = press(await value('acknowledge'));
		await say(once);
		await clock.advance(MINUTE);
		await say({ ...once, value: await value('acknowledge', 'feishu cli_1') }, {}, 'feishu cli_1');
		expect(await timelineOf('acknowledged')).toHaveLength(2);
	});
});

describe('a button', () => {
	test.each([
		['of another app', async () => await value('acknowledge', 'slack A9'), {}, 'invalid'],
		[
			'of another chat',
			async () => await value('acknowledge'),
			{ chat: 'C2', message: 'm2' },
			'otherMessage',
		],
		[
			'of another message',
			async () => await value('acknowledge'),
			{ message: 'm2' },
			'otherMessage',
		],
	] as const)('%s does nothing', async (_name, made, where, why) => {
		noted.set('C2 m2', [{ escalationId: 'another', name: null }]);
		noted.set('C1 m2', [{ escalationId: 'another', name: null }]);
		expect(await say(press(await made(), where))).toMatchObject({ outcome: 'refused', why });
		expect((await stateOf(SCOPE)).state).toBe('open');
	});

	test('of a message that nobody noted does what it says', async () => {
		const unknown = press(await value('acknowledge'), { message: 'unknown' });
		expect(await say(unknown)).toMatchObject({ outcome: 'done' });
	});

	test('that became too old does nothing, and one that was revoked', async () => {
		await runtime.links.keepAddress(SCOPE, 'https://n8n.example.com/webhook/a/page');
		const old = await value('acknowledge');
		await runtime.links.revoke('all');
		expect(await say(press(old))).toMatchObject({ outcome: 'refused', why: 'revoked' });
		const young = await value('acknowledge');
		await clock.advance(14 * DAY);
		expect(await say(press(young))).toMatchObject({ outcome: 'refused', why: 'expired' });
	});

	test('that is changed by one letter does nothing', async () => {
		const good = await value('snooze');
		const changed = [
			good.replace(/^s\.60/, 's.90'),
			good.replace(/^s/, 'r'),
			good.replace(id, 'another'),
			`${good}x`,
			good.toUpperCase(),
			'',
			'constructor',
			'x'.repeat(4_000),
		];
		for (const bad of changed) {
			const { outcome } = await say(press(bad));
			expect(['refused', 'unknown']).toContain(outcome);
		}
		expect((await stateOf(SCOPE)).state).toBe('open');
	});

	test('is worth nothing as a link, and a link nothing as a button', async () => {
		await runtime.links.keepAddress(SCOPE, 'https://n8n.example.com/webhook/a/page');
		const settings = { ...LINKS, muteMinutes: 0, when: 'always' } as const;
		const writer = await runtime.links.writer(SCOPE, settings);
		const link = new URL(writer!(id, false).acknowledge).searchParams.get('t')!;
		expect(await say(press(link))).toMatchObject({ outcome: 'unknown' });
		expect(await runtime.links.read(SCOPE, await value('acknowledge'))).toMatchObject({
			ok: false,
		});
	});

	test('is short enough for every platform, also after links were revoked', async () => {
		await runtime.links.keepAddress(SCOPE, 'https://n8n.example.com/webhook/a/page');
		await runtime.links.revoke('all');
		const writer = await runtime.links.buttonWriter(SCOPE, APP, {
			...LINKS,
			snoozeMinutes: 10_080,
		});
		for (const text of Object.values(writer(id))) expect(text.length).toBeLessThanOrEqual(100);
	});

	test('of another store is unknown here', async () => {
		const answer = await say(press((await value('acknowledge')).replace(id, 'elsewhere')));
		expect(isKnown(answer)).toBe(false);
	});
});

describe('who may answer', () => {
	test.each([
		['a guest', { by: { ...ANN, isGuest: true } }, {}, 'guest'],
		['who is not named', {}, { mayAnswer: ['U2'] }, 'notAllowed'],
		['in another chat', {}, { chats: ['C2'] }, 'otherChat'],
	] as const)('%s may not, by press or by word', async (_name, rest, rules, why) => {
		const rule = { ...rules } as Partial<AnswerRules>;
		expect(await say(press(await value('markReplied'), rest), rule)).toMatchObject({ why });
		expect(await say(word('已回复', rest), rule)).toMatchObject({ outcome: 'refused', why });
		expect(await say(word('help', rest), rule)).toMatchObject({ outcome: 'ignored' });
		expect((await stateOf(SCOPE)).state).toBe('open');
	});

	test('guests may where they are allowed', async () => {
		const guest = press(await value('acknowledge'), { by: { ...ANN, isGuest: true } });
		expect(await say(guest, { guests: 'allow' })).toMatchObject({ outcome: 'done' });
	});
});

describe('a word', () => {
	test('acknowledges, snoozes and ends', async () => {
		expect(await say(word('我来'))).toMatchObject({ action: 'acknowledge', minutes: 30 });
		expect(await say(word('45m'))).toMatchObject({ action: 'snooze', minutes: 45 });
		expect(await say(word('已回复'))).toMatchObject({ action: 'markReplied' });
		expect(await stateOf(SCOPE)).toMatchObject({ state: 'replied', endedBy: 'Ann' });
	});

	test('without a reply is about the only one, or the one whose code it has', async () => {
		expect(await say(word('我来', { repliesTo: [] }))).toMatchObject({ outcome: 'done' });
		open = [...open, { escalationId: 'another', name: null }];
		expect(await say(word('已回复', { repliesTo: [] }))).toMatchObject({
			outcome: 'ambiguous',
			among: open,
		});
		expect(await say(word(`#${codeOf(id)} 已回复`, { repliesTo: [] }))).toMatchObject({
			outcome: 'done',
		});
	});

	test('in a thread of which only the first message is known is about that', async () => {
		expect(await say(word('我来', { repliesTo: ['unknown', 'm1'] }))).toMatchObject({
			outcome: 'done',
		});
	});

	test('that means nothing acknowledges in reply to a reminder, and never ends', async () => {
		expect(await say(word('他应该已经回复了吧'))).toMatchObject({ action: 'acknowledge' });
		expect((await stateOf(SCOPE)).endedAt).toBeNull();
	});

	test.each([
		['help', 'help'],
		['ignore', 'ignored'],
	] as const)(
		'that means nothing does nothing where it is set to "%s"',
		async (otherWords, outcome) => {
			expect(await say(word('客户是谁'), { otherWords })).toMatchObject({ outcome });
			expect((await stateOf(SCOPE)).state).toBe('open');
		},
	);

	test('that means nothing and replies to nothing gets help, also where only one is open', async () => {
		expect(await say(word('客户是谁', { repliesTo: [] }))).toMatchObject({ outcome: 'help' });
		expect((await stateOf(SCOPE)).state).toBe('open');
	});

	test('asks for help, and who waits', async () => {
		expect(await say(word('?'))).toMatchObject({ outcome: 'help' });
		expect(await say(word('谁在等'))).toMatchObject({ outcome: 'list', among: open });
	});

	test('about nothing is unknown here', async () => {
		open = [];
		expect(isKnown(await say(word('我来', { repliesTo: [] })))).toBe(false);
	});

	test('that nobody addressed to the app counts below a reminder only', async () => {
		const overheard = { isToApp: false };
		for (const repliesTo of [[], ['of something else']]) {
			const said = word('已回复', { ...overheard, repliesTo });
			expect(await say(said)).toMatchObject({ outcome: 'ignored' });
		}
		expect((await stateOf(SCOPE)).state).toBe('open');
		expect(await say(word('我来', overheard))).toMatchObject({ outcome: 'done' });
	});

	test('is of whom the platform says it is, who may be a guest', async () => {
		const context: AnswerContext = {
			...runtime,
			wake: () => undefined,
			app: APP,
			rules: RULES,
			sent,
			personOf: async (id) =>
				({ U1: { name: 'Ann Lee', isGuest: false }, U2: { name: 'Bob', isGuest: true } })[id],
		};
		expect(await act(context, word('我来', { by: { ...BOB, name: null } }))).toMatchObject({
			outcome: 'refused',
			why: 'guest',
		});
		await act(context, word('我来', { by: { ...ANN, name: null } }));
		expect((await stateOf(SCOPE)).lastHold).toMatchObject({ by: 'Ann Lee', byId: 'slack:U1' });
		await act(context, word('已回复', { by: { ...ANN, name: null } }));
		expect(await stateOf(SCOPE)).toMatchObject({ endedBy: 'Ann Lee', endedById: 'slack:U1' });
		expect(await timelineOf('replied')).toMatchObject([{ actor: 'Ann Lee', actorId: 'slack:U1' }]);
	});

	test('of two who are called alike is of each', async () => {
		await say(word('我来'));
		await clock.advance(SECOND);
		const other = await say(word('我来', { by: { ...ANN, id: 'U9' } }));
		expect(other).toMatchObject({ takenOverFrom: { byId: 'slack:U1' } });
	});

	test('that is delivered again an hour later changes nothing', async () => {
		const once = word('我来');
		await say(once);
		await clock.advance(60 * MINUTE);
		expect(await say(once)).toMatchObject({ outcome: 'done' });
		expect(await timelineOf('acknowledged')).toHaveLength(1);
	});
});
