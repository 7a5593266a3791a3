import { followedBy, type Step } from '../../../../src/escalation/machine';
import { aReminder, anEscalation, T0 } from '../../../support/model/escalations.mts';

type Parts = Required<Omit<Step, 'escalation' | 'timeline'>>;

/** Each thing that a step may leave behind besides. */
const parts: Parts = {
	event: { text: 'Hello?' },
	news: { agent: { name: 'Li Lei' } },
	reminder: aReminder(),
	unsent: 2,
	mutedBy: 'mute-1',
	toldTargets: [{ kind: 'firstReply', change: 'breached' }],
};
const names = Object.keys(parts) as Array<keyof Parts>;

const former: Step = { escalation: anEscalation(), timeline: [{ at: T0, what: 'replied' }] };
const latter: Step = {
	escalation: anEscalation({ messageCount: 2 }),
	timeline: [{ at: T0 + 1, what: 'message' }],
};

test.each(names)('of two steps neither loses what only the one has: %s', (name) => {
	const part = { [name]: parts[name] };
	for (const both of [
		followedBy({ ...former, ...part }, latter),
		followedBy(former, { ...latter, ...part }),
		// As a step says it that has none.
		followedBy({ ...former, ...part }, { ...latter, [name]: undefined }),
	]) {
		expect(both).toEqual({
			escalation: latter.escalation,
			timeline: [...former.timeline, ...latter.timeline],
			...part,
		});
	}
});

test('what both have told of targets is told', () => {
	const toldTargets: Step['toldTargets'] = [{ kind: 'resolution', change: 'warning' }];
	const both = followedBy(
		{ ...former, toldTargets: parts.toldTargets },
		{ ...latter, toldTargets },
	);
	expect(both.toldTargets).toEqual([...parts.toldTargets, ...toldTargets]);
});

test('news add to one another, and end with the event that they were about', () => {
	const said = {
		...former,
		news: { agent: { name: 'Li Lei' }, conversation: { status: 'open' } },
	};
	const told = { ...latter, news: { severity: 'high', conversation: { status: 'pending' } } };
	expect(followedBy(said, told).news).toEqual({
		agent: { name: 'Li Lei' },
		severity: 'high',
		conversation: { status: 'pending' },
	});
	const { event } = parts;
	expect(followedBy(said, { ...latter, event })).toMatchObject({ event, news: undefined });
	expect(followedBy({ ...former, event }, told)).toMatchObject({ event, news: told.news });
});
