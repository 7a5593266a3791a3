import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { twtChat } from '../../../src/events/sources/twtChat';
import { HOUR, MINUTE } from '../../../src/time/duration';
import { aServiceEvent, EscalationWorkflow } from '../../support/nodes/escalationWorkflow.mts';
import { eventsIn } from '../../support/sources/eventRequest.mts';
import { fakeTime } from '../../support/time/fakeTime.mts';
import { unreplied } from '../../support/sources/twtChat.mts';
import type { ActiveTrigger } from '../../support/nodes/workflow.mts';
import { optionGroups } from '../../support/nodes/optionGroups.mts';

// A Monday, 17:00 in Shanghai.
const T0 = Date.UTC(2026, 0, 5, 9);
const { pass } = fakeTime(T0);

let trigger: ActiveTrigger | undefined;
afterEach(async () => {
	await trigger?.close();
	trigger = undefined;
});

const byList = (list: INodeParameters): INodeParameters => ({
	options: optionGroups({ schedule: { repeat: 'list', ...list } }),
});

/** Minutes after the event at which reminders go out, and Exhausted. */
async function timesOf(parameters: INodeParameters, hours = 4): Promise<Array<number | string>> {
	const workflow = new EscalationWorkflow(parameters);
	trigger = await workflow.publish();
	const received = workflow.receive(aServiceEvent());
	await pass(hours * HOUR);
	await received;
	const minutes = (time: unknown) => (Date.parse(String(time)) - T0) / MINUTE;
	return [
		...workflow.reminder.received.map(({ reminder }) =>
			Math.round(minutes((reminder as IDataObject).sentAt)),
		),
		...workflow.exhausted.received.map(({ escalation }) => {
			const { endedAt, endedBecause } = escalation as IDataObject;
			return `${Math.round(minutes(endedAt))}: ${String(endedBecause)}`;
		}),
	];
}

async function errorOf(parameters: INodeParameters): Promise<IDataObject> {
	const run = await new EscalationWorkflow(parameters).preview(aServiceEvent());
	return run.data.resultData.error as unknown as IDataObject;
}

describe('a list of delays', () => {
	test('is followed, and its last repeats', async () => {
		const list = { ...byList({ delays: '5, 10, 30' }), maximumReminders: 4 };
		expect(await timesOf(list)).toEqual([5, 15, 45, 75, '105: maximumReminders']);
	});

	test('may have one delay, or come from an expression', async () => {
		const one = { ...byList({ delays: '={{ [7] }}' }), maximumReminders: 3 };
		expect(await timesOf(one, 1)).toEqual([7, 14, 21, '28: maximumReminders']);
	});

	test('may be written with Chinese commas, in another unit', async () => {
		const list = {
			...byList({ delays: '1，0.5', delaysUnit: 'hours' }),
			maximumReminders: 2,
		};
		expect(await timesOf(list)).toEqual([60, 90, '120: maximumReminders']);
	});

	test.each([
		['soon', 'Each of the Delays must be a duration'],
		['5, -1', 'Each of the Delays cannot be negative'],
		[' , ', 'Delays needs at least one delay'],
		['5, 0', 'Each of the Delays after the first must be at least 1 second'],
		['0', 'Each of the Delays after the first must be at least 1 second'],
		['={{ Array(200).fill(1) }}', 'Delays may have at most 100 delays'],
	])('%j: %s', async (delays, message) => {
		expect(await errorOf(byList({ delays }))).toMatchObject({ message });
	});
});

describe('growing intervals', () => {
	const growing = {
		firstReminderAfter: 5,
		remindEvery: 10,
		maximumReminders: 5,
	};
	const options = (changes: INodeParameters = {}) =>
		optionGroups({
			schedule: { repeat: 'growing', growthFactor: 2, longestInterval: 30, ...changes },
		});

	test('grow up to the longest', async () => {
		const times = await timesOf({ ...growing, options: options() });
		expect(times).toEqual([5, 15, 35, 65, 95, '125: maximumReminders']);
	});

	test.each([
		[{ growthFactor: 0.5 }, 'Growth Factor must be at least 1'],
		[{ growthFactor: '={{ "x" }}' }, 'Growth Factor must be a number'],
		[{ longestInterval: 0 }, 'Longest Interval must be at least 1 second'],
	])('%j: %s', async (changes, message) => {
		expect(await errorOf({ ...growing, options: options(changes) })).toMatchObject({ message });
	});
});

describe('a time limit', () => {
	test('ends it, however many reminders are left', async () => {
		const limited = {
			firstReminderAfter: 5,
			remindEvery: 10,
			maximumReminders: 0,
			options: optionGroups({ schedule: { giveUpAfterHours: 0.5 } }),
		};
		expect(await timesOf(limited)).toEqual([5, 15, 25, '30: timeLimit']);
	});

	test('that is no number is refused', async () => {
		const error = await errorOf({
			options: optionGroups({ schedule: { giveUpAfterHours: '={{ "a day" }}' } }),
		});
		expect(error).toMatchObject({ message: 'Give Up After must be a duration' });
	});

	test.each(['={{ null }}', 0])('of %j ends nothing', async (giveUpAfterHours) => {
		const none = { maximumReminders: 2, options: optionGroups({ schedule: { giveUpAfterHours } }) };
		expect(await timesOf({ firstReminderAfter: 5, remindEvery: 10, ...none })).toEqual([
			5,
			15,
			'25: maximumReminders',
		]);
	});
});

describe('numbers that come from expressions', () => {
	test('may be text', async () => {
		const texts = { firstReminderAfter: '={{ "5" }}', maximumReminders: '={{ " 1 " }}' };
		expect(await timesOf({ remindEvery: '={{ "10" }}', ...texts })).toEqual([
			5,
			'15: maximumReminders',
		]);
	});

	test.each([
		[{ firstReminderAfter: '={{ null }}' }, 'First Reminder After must be a duration'],
		[{ firstReminderAfter: '={{ "" }}' }, 'First Reminder After must be a duration'],
		[{ firstReminderAfter: '={{ [] }}' }, 'First Reminder After must be a duration'],
		[byList({ delays: '={{ [null, 5] }}' }), 'Each of the Delays must be a duration'],
		[{ maximumReminders: '={{ null }}' }, 'Maximum Reminders must be a number'],
	])('are not taken for 0 where there is nothing: %j', async (parameters, message) => {
		expect(await errorOf(parameters as INodeParameters)).toMatchObject({ message });
	});
});

describe('active hours', () => {
	test('are those of an office week when the option is added', async () => {
		const options = optionGroups({ activeHours: { timeZone: 'UTC' } });
		const late = new EscalationWorkflow({
			firstReminderAfter: 9,
			firstReminderAfterUnit: 'hours',
			options,
		});
		const [item] = EscalationWorkflow.left(await late.preview(aServiceEvent())).reminder;
		// Due on Monday at 18:00, when the hours have ended.
		expect(item.reminder).toMatchObject({ plannedFor: '2026-01-06T09:00:00.000Z' });
	});

	const OPENING = 16 * 60;
	const inShanghai = (options: INodeParameters = {}): INodeParameters => ({
		firstReminderAfter: 45,
		remindEvery: 30,
		maximumReminders: 2,
		options: optionGroups({
			activeHours: {
				hours: { ranges: [{ weekdays: [1, 2, 3, 4, 5], from: '9:00', to: '18:00' }] },
				timeZone: 'Asia/Shanghai',
				...options,
			},
		}),
	});

	test.each([
		['wait', [45, OPENING, `${OPENING + 30}: maximumReminders`]],
		['pause', [45, OPENING + 15, `${OPENING + 45}: maximumReminders`]],
		['skip', [45, OPENING + 15, `${OPENING + 45}: maximumReminders`]],
	])('%s', async (outsideActiveHours, times) => {
		expect(await timesOf(inShanghai({ outsideActiveHours }), 20)).toEqual(times);
	});

	/** When reminder 1 is planned for, by the clock in Shanghai, when the event came on Monday at 17:00. */
	async function firstReminder(options: INodeParameters): Promise<string> {
		const workflow = new EscalationWorkflow({ ...inShanghai(options), firstReminderAfter: 90 });
		const [item] = EscalationWorkflow.left(await workflow.preview(aServiceEvent())).reminder;
		const { plannedFor } = item.reminder as { plannedFor: string };
		return new Date(Date.parse(plannedFor) + 8 * HOUR).toISOString().slice(0, 16);
	}

	test('do not open on a holiday', async () => {
		const holidays = '2026-01-06 2026-01-07';
		expect(await firstReminder({ holidays })).toBe('2026-01-08T09:00');
	});

	test('open on a weekend that is worked', async () => {
		const holidays = '2026-01-06，2026-01-07, 2026-01-08, 2026-01-09';
		expect(await firstReminder({ holidays, workingDays: ['2026-01-10'] })).toBe('2026-01-10T09:00');
	});

	test('hold in the zone of the workflow when none is named', async () => {
		const nightInNewYork = {
			options: optionGroups({
				activeHours: { hours: { ranges: [{ weekdays: [1], from: '09:00', to: '18:00' }] } },
			}),
		};
		const run = await new EscalationWorkflow(nightInNewYork).preview(aServiceEvent());
		// n8n's default zone is America/New_York, five hours behind UTC in January.
		expect(EscalationWorkflow.left(run).reminder).toMatchObject([
			{ reminder: { plannedFor: '2026-01-05T14:00:00.000Z' } },
		]);
	});

	test.each([
		[{ timeZone: 'Shanghai' }, 'is not a time zone'],
		[{ holidays: '1 October' }, 'Holidays may only contain dates'],
		[{ workingDays: '2026-02-30' }, 'Extra Working Days may only contain dates'],
		[
			{ hours: { ranges: [{ weekdays: [1], from: '9', to: '18:00' }] } },
			'Active Hours: "From" must be a time such as 09:00',
		],
		[
			{ hours: { ranges: [{ weekdays: [1], from: '09:00', to: '25:00' }] } },
			'Active Hours: "To" must be a time such as 09:00',
		],
		[
			{ hours: { ranges: [{ weekdays: [], from: '09:00', to: '18:00' }] } },
			'Active Hours: choose at least one day',
		],
	] as Array<[INodeParameters, string]>)('%j: %s', async (options, message) => {
		expect(await errorOf(inShanghai(options))).toMatchObject({
			message: expect.stringContaining(message),
			description: expect.stringContaining('Correct the option'),
		});
	});
});

describe('options of the ending', () => {
	test('a source that is silent has been answered', async () => {
		const workflow = new EscalationWorkflow({
			firstReminderAfter: 5,
			remindEvery: 10,
			options: optionGroups({ replies: { endWhenSilentMinutes: 12 } }),
		});
		trigger = await workflow.publish();
		const received = workflow.receive(aServiceEvent());
		await pass(HOUR);
		await received;
		expect(workflow.reminder.received).toHaveLength(1);
		expect(workflow.replied.received).toMatchObject([
			{
				text: expect.stringMatching(
					/^Visitor15: nothing more from the source after 12 min, [^]*\nReminders: 1\n/,
				),
				escalation: { state: 'replied', endedBecause: 'silence' },
			},
		]);
	});

	test('a source that nobody could hear was not silent: n8n was stopped, and the next reminder comes', async () => {
		const workflow = new EscalationWorkflow({
			firstReminderAfter: 5,
			remindEvery: 10,
			options: optionGroups({ replies: { endWhenSilentMinutes: 10 } }),
		});
		trigger = await workflow.publish();
		const received = workflow.receive(aServiceEvent());
		await pass(6 * MINUTE);
		await received;
		await trigger.close();
		await pass(15 * MINUTE);
		trigger = await workflow.publish();
		await pass(MINUTE);
		expect(
			workflow.reminder.received.map(({ reminder }) => (reminder as { number: number }).number),
		).toEqual([1, 2]);
		expect(workflow.replied.received).toEqual([]);
	});

	test('TWT Chat, which repeats itself four times, has not replied when it stops', async () => {
		const workflow = new EscalationWorkflow({
			firstReminderAfter: 5,
			remindEvery: 10,
			options: optionGroups({ replies: { endWhenSilentMinutes: 10 } }),
		});
		trigger = await workflow.publish();
		for (const times of [1, 2, 3, 4]) {
			const [event] = eventsIn(twtChat, { body: unreplied({ push_times: times }) });
			const received = workflow.receive(event as unknown as IDataObject);
			await pass(5 * MINUTE);
			await received;
		}
		await pass(HOUR);
		expect(workflow.reminder.received).toHaveLength(4);
		expect(workflow.exhausted.received).toHaveLength(1);
		expect(workflow.replied.received).toEqual([]);
	});

	test('a new message restarts the timer, or counts separately', async () => {
		const numbersWith = async (onNewMessage: string) => {
			const workflow = new EscalationWorkflow(
				{
					firstReminderAfter: 5,
					remindEvery: 10,
					maximumReminders: 2,
					options: optionGroups({ schedule: { onNewMessage } }),
				},
				{ id: onNewMessage },
			);
			trigger = await workflow.publish();
			const start = Date.now();
			const event = (id: string) =>
				aServiceEvent({ id, occurredAt: new Date().toISOString() }, { key: onNewMessage });
			void workflow.receive(event('1'));
			await pass(7 * MINUTE);
			void workflow.receive(event('2'));
			await pass(HOUR);
			await trigger.close();
			return workflow.reminder.received.map(({ reminder }) => {
				const { number, sentAt } = reminder as { number: number; sentAt: string };
				return `${Math.round((Date.parse(sentAt) - start) / MINUTE)}: ${number}`;
			});
		};
		expect(await numbersWith('keep')).toEqual(['5: 1', '15: 2']);
		expect(await numbersWith('restart')).toEqual(['5: 1', '17: 2']);
		expect(await numbersWith('separate')).toEqual(['5: 1', '12: 1', '22: 2']);
	});

	test.each([
		[
			optionGroups({ replies: { endWhenSilentMinutes: 0.001 } }),
			'End on Silence must be at least 1 second',
		],
		[
			optionGroups({ replies: { endWhenSilentMinutes: '={{ "x" }}' } }),
			'End on Silence must be a duration',
		],
		[{ keepEndedDays: 0.5 }, 'Keep Ended For must be at least one day'],
		[{ keepEndedDays: 9_999 }, 'Keep Ended For must be at most ten years'],
		[
			optionGroups({ schedule: { onNewMessage: '={{ "shout" }}' } }),
			'New Message must be "keep", "restart" or "separate"',
		],
	] as Array<[INodeParameters, string]>)('%j: %s', async (options, message) => {
		expect(await errorOf({ options })).toMatchObject({ message });
	});
});
