import {
	covers,
	currentMute,
	isOver,
	mutedUntil,
	nextMutedAt,
	setBackMute,
	type Mute,
	type MuteFilter,
} from '../../../src/escalation/mute';
import { DAY, HOUR, MINUTE } from '../../../src/time/duration';
import { anEscalation, KEY, T0 } from '../../support/model/escalations.mts';

const NONE: MuteFilter = {
	projects: [],
	agents: [],
	kinds: [],
	conversationKeys: [],
	workflowId: null,
};
const aMute = (changes: Partial<Mute> = {}): Mute => ({
	id: 'one',
	filter: { ...NONE, projects: ['shop'] },
	from: T0,
	until: T0 + 2 * HOUR,
	weekly: null,
	calendar: null,
	by: 'Ann',
	reason: null,
	madeAt: T0,
	...changes,
});
const shop = anEscalation({
	event: {
		kind: 'alert.firing',
		project: { name: 'shop', id: '17' },
		agent: { name: 'Li Lei', id: 'agent-1' },
	},
});

describe('a mute is of', () => {
	test.each<[string, Partial<MuteFilter>, boolean]>([
		['a project by its name', { projects: ['Shop'] }, true],
		['a project by its id', { projects: ['17'] }, true],
		['another project', { projects: ['shop-2'] }, false],
		['exactly a project', { project: 'shop' }, true],
		['exactly another, of which it is no pattern', { project: 's*p' }, false],
		['one of several', { projects: ['shop-2', 's*p'] }, true],
		['an agent', { agents: ['li lei'] }, true],
		['an agent by the id', { agents: ['agent-*'] }, true],
		['another agent', { agents: ['Ann'] }, false],
		['a kind', { kinds: ['alert.*'] }, true],
		['another kind', { kinds: ['message.*'] }, false],
		['a key', { conversationKeys: [KEY] }, true],
		['keys that begin so', { conversationKeys: ['twt:*'] }, true],
		['other keys', { conversationKeys: ['zendesk:*'] }, false],
		['its workflow', { workflowId: 'workflow' }, true],
		['another workflow', { workflowId: 'other' }, false],
		['all that is asked', { projects: ['shop'], kinds: ['message.*'] }, false],
	])('%s', (_what, filter, expected) => {
		expect(covers({ ...NONE, ...filter }, shop)).toBe(expected);
	});

	test.each([
		// What some sources send, and people do not see.
		['\u200fshop', 'shop'],
		['shop ', 'shop'],
		['shop\u0000', 'shop'],
		['cafe\u0301', 'caf\u00e9'],
		['__proto__', '__proto__'],
		['constructor', 'constructor'],
		['👩‍👩‍👧 store', '👩‍👩‍👧*'],
	])('a project that is called %j, by %j as people read it', (name, pattern) => {
		const named = anEscalation({ event: { project: { name } } });
		expect(covers({ ...NONE, projects: [pattern] }, named)).toBe(true);
	});

	test('no name at any length: only its beginning is looked at', () => {
		const named = anEscalation({ event: { project: { name: `${'a'.repeat(1e6)}b` } } });
		expect(covers({ ...NONE, projects: ['a*'] }, named)).toBe(true);
		expect(covers({ ...NONE, projects: ['*b'] }, named)).toBe(false);
	});

	test('what has no project only where any will do', () => {
		const nobody = anEscalation({ event: { project: 'shop' } });
		expect(covers({ ...NONE, projects: ['*'] }, nobody)).toBe(false);
		expect(covers({ ...NONE, conversationKeys: ['*'] }, nobody)).toBe(true);
	});
});

describe('a mute holds', () => {
	test.each([
		[-1, undefined],
		[0, T0 + 2 * HOUR],
		[2 * HOUR - 1, T0 + 2 * HOUR],
		[2 * HOUR, undefined],
	])('%d ms after its beginning until %s', (time, until) => {
		expect(mutedUntil(aMute(), T0 + time)).toBe(until);
	});

	test('every week at its hours, by the clock on the wall', () => {
		const weekly = {
			timeZone: 'Asia/Shanghai',
			ranges: [{ weekdays: [7], from: '02:00', to: '04:00' }],
		};
		const everySunday = aMute({ until: null, weekly });
		// Sunday, 02:00 in Shanghai.
		const sunday = Date.parse('2026-01-11T02:00+08:00');
		for (const week of [0, 7 * DAY, 70 * DAY]) {
			expect(mutedUntil(everySunday, sunday + week - 1)).toBeUndefined();
			expect(nextMutedAt(everySunday, sunday + week - 1)).toBe(sunday + week);
			expect(nextMutedAt(everySunday, sunday + week)).toBe(sunday + week + 7 * DAY);
			expect(mutedUntil(everySunday, sunday + week)).toBe(sunday + week + 2 * HOUR);
			expect(mutedUntil(everySunday, sunday + week + 2 * HOUR)).toBeUndefined();
		}
		expect(isOver(everySunday, sunday + 1_000 * DAY)).toBe(false);
	});

	test('during the events of its calendar, those that follow upon one another as one', () => {
		const calendar = { address: 'https://example.com/a.ics', timeZone: 'UTC', titles: [] };
		const stretch = (from: number, to: number) => ({ from: T0 + from * HOUR, to: T0 + to * HOUR });
		const windows = [stretch(1, 3), stretch(2, 4), stretch(4, 5), stretch(9, 10)];
		const mute = { ...aMute({ until: null, calendar }), windows };
		const at = (hour: number) => [
			mutedUntil(mute, T0 + hour * HOUR),
			nextMutedAt(mute, T0 + hour * HOUR),
		];
		const next = T0 + 9 * HOUR;
		expect(at(0)).toEqual([undefined, T0 + HOUR]);
		for (const hour of [1, 2.5, 4]) expect(at(hour)).toEqual([T0 + 5 * HOUR, next]);
		expect(at(5)).toEqual([undefined, next]);
		expect(at(9)).toEqual([T0 + 10 * HOUR, undefined]);
		expect(at(10)).toEqual([undefined, undefined]);
		expect(mutedUntil(aMute({ until: null, calendar }), T0 + HOUR)).toBeUndefined();
		expect(isOver(mute, T0 + DAY)).toBe(false);
	});

	test('until the one ends that lasts longest', () => {
		const longer = aMute({ id: 'longer', until: T0 + 3 * HOUR });
		const other = aMute({ id: 'other', until: T0 + 9 * HOUR, filter: { ...NONE, agents: ['x'] } });
		expect(currentMute([aMute(), longer, other], shop, T0)).toEqual({
			id: 'longer',
			by: 'Ann',
			reason: null,
			until: T0 + 3 * HOUR,
		});
		expect(currentMute([other], shop, T0)).toBeUndefined();
	});
});

test('one that was made by a clock that was ahead lasts as long as it was to', () => {
	const now = T0 - DAY;
	expect(setBackMute(aMute(), now)).toMatchObject({
		from: now,
		until: now + 2 * HOUR,
		madeAt: now,
	});
	expect(setBackMute(aMute(), T0 - 30_000)).toEqual(aMute());
	expect(setBackMute(aMute(), T0 + MINUTE)).toEqual(aMute());
});
