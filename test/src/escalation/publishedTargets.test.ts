import { targetUsesOf } from '../../../src/escalation/target';
import type { TargetKind } from '../../../src/escalation/policy';
import { MINUTE } from '../../../src/time/duration';
import { anEscalation, aPolicy, officeHours } from '../../support/model/escalations.mts';

/*
 * Figures that others have published of their own service levels: who made them,
 * the hours, when it was written, minutes, and when it is due.
 */

const WEEKDAYS = [1, 2, 3, 4, 5];
const ALL_DAYS = [1, 2, 3, 4, 5, 6, 7];
const hours = (from: string, to: string, changes: object = {}, weekdays = WEEKDAYS) =>
	officeHours({ ranges: [{ weekdays, from, to }], ...changes });
const berlin = { timeZone: 'Europe/Berlin' };
const newYork = { timeZone: 'America/New_York' };
const EU1 = hours('09:00', '17:00', berlin);
const EU2 = hours('08:00', '18:00', berlin);
const EU4 = hours('08:00', '17:00', { ...berlin, holidays: ['2015-09-22'] }, ALL_DAYS);
const NINE_TO_FIVE = hours('09:00', '17:00');

type Figure = [
	string,
	ReturnType<typeof officeHours> | null,
	string,
	Array<[TargetKind, number, string]>,
];

const figures: Figure[] = [
	[
		'Zammad, ticket_sla_test.rb, "ticket sla", test sla 1',
		EU1,
		'2013-03-21T09:30:00Z',
		[
			['firstReply', 60, '2013-03-21T10:30:00Z'],
			['firstReply', 120, '2013-03-21T11:30:00Z'],
			['resolution', 240, '2013-03-21T13:30:00Z'],
		],
	],
	[
		'Zammad, ticket_sla_test.rb, "ticket sla", test sla 2',
		EU2,
		'2013-03-21T09:30:00Z',
		[
			['firstReply', 60, '2013-03-21T10:30:00Z'],
			['resolution', 180, '2013-03-21T12:30:00Z'],
		],
	],
	[
		'Zammad, ticket_sla_test.rb, "ticket sla + timezone + holiday", in summer',
		EU4,
		'2013-10-21T09:30:00Z',
		[
			['firstReply', 120, '2013-10-21T11:30:00Z'],
			['resolution', 240, '2013-10-21T13:30:00Z'],
		],
	],
	[
		'Zammad, the same, before the hours begin',
		EU4,
		'2013-10-21T05:30:00Z',
		[
			['firstReply', 120, '2013-10-21T08:00:00Z'],
			['resolution', 240, '2013-10-21T10:00:00Z'],
		],
	],
	[
		'Zammad, the same, over a holiday',
		EU4,
		'2015-09-21T14:30:00Z',
		[
			['firstReply', 120, '2015-09-23T07:30:00Z'],
			['resolution', 240, '2015-09-23T09:30:00Z'],
		],
	],
	[
		'Zendesk Community, "SLA badge to calculate in Business hours", business hours',
		NINE_TO_FIVE,
		'2024-03-01T16:00:00Z',
		[['nextReply', 120, '2024-03-04T10:00:00Z']],
	],
	[
		'Zendesk Community, the same, calendar hours',
		null,
		'2024-03-01T16:00:00Z',
		[['nextReply', 120, '2024-03-01T18:00:00Z']],
	],
	[
		'AirClou Helpdesk, "Business Hours"',
		NINE_TO_FIVE,
		// The page says 12:00 on Monday: an hour on Friday leaves three.
		'2024-03-01T16:00:00Z',
		[['firstReply', 240, '2024-03-04T12:00:00Z']],
	],
	[
		'Eccentex, "Business Hours", 8 working hours from Tuesday, 11:00',
		NINE_TO_FIVE,
		'2024-03-05T11:00:00Z',
		[['resolution', 480, '2024-03-06T11:00:00Z']],
	],
	[
		'Switch Labs, "Business Hours", 4 business hours from Thursday, 15:00',
		NINE_TO_FIVE,
		'2024-03-07T15:00:00Z',
		[['firstReply', 240, '2024-03-08T11:00:00Z']],
	],
	[
		'Switch Labs, the same, on Wednesday after hours: all of it from Thursday, 09:00',
		NINE_TO_FIVE,
		'2024-03-06T18:00:00Z',
		[['firstReply', 240, '2024-03-07T13:00:00Z']],
	],
	[
		'Nine Minds, "Setting Up Business Hours": an hour on Friday and three on Monday',
		hours('08:00', '17:00', newYork),
		'2024-03-01T21:00:00Z',
		[['firstReply', 240, '2024-03-04T16:00:00Z']],
	],
	[
		'A project at Freelancer, "SLA Ticket", 8 hours from Monday, 16:00',
		hours('09:00', '18:00'),
		'2024-03-04T16:00:00Z',
		[['resolution', 480, '2024-03-05T15:00:00Z']],
	],
	[
		'The same, 48 hours of whole weekdays from Friday, 09:00',
		hours('00:00', '24:00'),
		'2024-03-01T09:00:00Z',
		[['resolution', 2_880, '2024-03-05T09:00:00Z']],
	],
	[
		'Chatwoot, evaluate_applied_sla_service_spec.rb, "after non-business hours"',
		officeHours({
			...newYork,
			ranges: [
				{ weekdays: [6, 7], from: '11:00', to: '20:00' },
				{ weekdays: [1, 2, 3], from: '07:00', to: '20:00' },
				{ weekdays: [4, 5], from: '07:00', to: '16:00' },
			],
		}),
		// On Wednesday at 20:39 by the clock there; its reply at 11:45 UTC is in time.
		'2026-06-25T00:39:56Z',
		[['firstReply', 60, '2026-06-25T12:00:00Z']],
	],
	[
		'TicketFlow for GLPI, BusinessTimeCalculatorTest.php: an hour on Friday and three on Monday',
		hours('08:00', '18:00'),
		'2026-08-14T17:00:00Z',
		[['resolution', 240, '2026-08-17T11:00:00Z']],
	],
];

test.each(figures)('%s', (_, activeHours, since, expected) => {
	for (const [kind, minutes, dueAt] of expected) {
		const written = Date.parse(since);
		const escalation = anEscalation({
			policy: aPolicy({
				activeHours,
				targets: { within: { [kind]: minutes * MINUTE }, warnAt: 1 },
			}),
			waitingSince: written,
			wasAnswered: kind === 'nextReply',
			...(kind === 'resolution'
				? { resolution: { since: written, resolvedAt: null, isAwaited: false } }
				: {}),
		});
		const [use] = targetUsesOf(escalation, written);
		expect([kind, new Date(use.dueAt).toISOString()]).toEqual([
			kind,
			new Date(dueAt).toISOString(),
		]);
		expect(targetUsesOf(escalation, use.dueAt - 1)).toMatchObject([{ kind, state: 'running' }]);
		expect(targetUsesOf(escalation, use.dueAt)).toMatchObject([
			{ kind, state: 'breached', used: minutes * MINUTE },
		]);
	}
});
