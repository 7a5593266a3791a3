import { progressOf, proofOf } from '../../../scripts/demo/progress.mts';
import type { Board } from '../../../src/web/board/board';

const board: Board = {
	now: 100_000,
	mayChange: true,
	choices: { projects: [], agents: [], left: { project: 0, agent: 0 } },
	isCutOff: false,
	expected: [],
	isExpectedCutOff: false,
	reminders: [],
	uncoveredYears: [],
	unreadSince: [],
	mutes: [],
	chatProblems: [],
	nobodyOnDuty: [],
	mayChangeRosters: false,
	rosters: [],
	waiting: [
		{
			id: '1',
			who: 'Ann',
			project: null,
			reminderCount: 2,
			text: 'Hello?',
			url: null,
			since: 60_000,
			maximum: 4,
			nextAt: 110_000,
			isEnd: false,
			isAtOpening: false,
			targets: [],
			mutedUntil: null,
			hold: null,
			trouble: null,
			isPublished: true,
		},
	],
	ended: [
		{
			id: '2',
			who: 'Bob',
			project: null,
			url: null,
			reminderCount: 4,
			state: 'exhausted',
			isSilence: false,
			targets: [],
			by: null,
			endedAt: 90_000,
			waited: 50_000,
		},
	],
};

it('tells how far it has come with a customer', () => {
	expect(progressOf(board, 'Ann')).toMatchObject({
		state: 'waiting',
		isOver: false,
		sent: 2,
		of: 4,
		nextAt: 110_000,
	});
	expect(progressOf(board, 'Bob')).toMatchObject({ state: 'exhausted', isOver: true, sent: 4 });
	expect(progressOf(board, 'Cleo')).toMatchObject({ state: 'none', isOver: false });
	expect(progressOf(undefined, 'Ann')).toMatchObject({ state: 'none' });
});

it('does not take for kept what nobody knows of any more', () => {
	const waited = ['Ann', 'Bob', 'Cleo'].map((who) => ({ who, sent: 1 }));
	const { rows, seconds } = proofOf(waited, board, 12);
	expect(seconds).toBe(12);
	expect(rows.map(({ who, after }) => [who, after?.state])).toEqual([
		['Ann', 'waiting'],
		['Bob', 'exhausted'],
		['Cleo', undefined],
	]);
});

it('takes reminders that are counted less than before for lost', () => {
	const [row] = proofOf([{ who: 'Ann', sent: 3 }], board, 12).rows;
	expect(row.after).toBeNull();
});
