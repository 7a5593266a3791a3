import { outputJson } from '../../../src/escalation/items/reminderItem';
import type { ServiceEvent } from '../../../src/events/serviceEvent';
import { eventSources } from '../../../src/events/sources';
import { itemNotification } from '../../../src/robots/notification/fromItem';
import { tidied } from '../../../src/robots/notification/notification';
import { MINUTE } from '../../../src/time/duration';
import { languages, vocabularyOf } from '../../../src/words/language';
import { matterOf } from '../../../src/words/matter';
import { nameMatter } from '../../../src/words/namedMatter';
import { aClaim, anEscalation, T0 } from '../../support/model/escalations.mts';
import { githubPayloads } from '../../support/sources/corpus/github.mts';
import { alertGroup } from '../../support/sources/alerts.mts';
import { deliveries } from '../../support/sources/deliveries.mts';
import { waitingEvents } from '../../support/sources/serviceEvents.mts';
import { eventsIn } from '../../support/sources/eventRequest.mts';

/** What sources really send, and GitHub's users have caught, of which somebody waits. */
const events = [
	...Object.entries(deliveries)
		// A custom source sends anything.
		.filter(([source]) => source !== 'custom')
		.flatMap(([source, { parameters, text, ...request }]) =>
			eventsIn(eventSources[source], request),
		),
	...githubPayloads.flatMap(({ event, body }) =>
		eventsIn(eventSources.github, { body, headers: { 'x-github-event': event } }),
	),
	...(Object.values(waitingEvents) as ServiceEvent[]),
].filter(({ conversation }) => conversation?.effect === 'opens');

const outputs = [
	['reminder', {}],
	['replied', { state: 'replied', endedBecause: 'reply', endedAt: T0 + MINUTE }],
	['replied', { state: 'replied', endedBecause: 'markedReplied', endedAt: T0 + MINUTE }],
	['replied', { state: 'replied', endedBecause: 'silence', endedAt: T0 + MINUTE }],
	['exhausted', { state: 'exhausted', endedBecause: 'maximumReminders', endedAt: T0 + MINUTE }],
	[
		'failing',
		{ failing: { since: T0, reminderNumber: 2, reason: 'gone', announceAt: null, failures: 0 } },
	],
] as const;

describe('what is said of what waits', () => {
	test('is tried with every kind of it', () => {
		expect(new Set(events.map(matterOf))).toEqual(
			new Set([
				'customer',
				'message',
				'alert',
				'ticket',
				'issue',
				'pullRequest',
				'missing',
				'other',
			]),
		);
	});

	test.each(outputs)('never has a key for a title: %s %j', (output, part) => {
		for (const event of events) {
			const { key } = event.conversation!;
			const escalation = anEscalation({ event: { ...event }, conversationKey: key, ...part });
			const json = outputJson(
				{ escalation, claim: aClaim({ output }), timeline: [] },
				[],
				T0 + MINUTE,
			);
			const [headline] = (json.text as string).split('\n');
			expect(headline).not.toContain(key);
			for (const language of languages) {
				const context = { language, timeZone: 'UTC' };
				const { title } = tidied(itemNotification(json, context));
				expect(title).not.toContain(key);
				expect(title).not.toMatch(/…$|\{\w+\}|undefined/);
				// The item says the same as a robot that speaks its language.
				if (language === 'en') expect(headline.startsWith(title)).toBe(true);
			}
		}
	});
});

test.each([
	[
		{ kind: 'alert.firing', title: 'Disk is full.', subject: 'DiskFull', instance: 'db1' },
		'DiskFull on db1',
		'DiskFull on db1: Disk is full',
	],
	[{ kind: 'alert.firing', title: 'DiskFull', subject: 'DiskFull' }, 'DiskFull', 'DiskFull'],
	[
		{ kind: 'alert.firing', subject: 'DiskFull', instance: 'db1' },
		'DiskFull on db1',
		'DiskFull on db1',
	],
	[{ kind: 'alert.firing' }, 'Alert firing', 'Alert firing'],
	[
		{
			kind: 'issue.opened',
			title: 'Fails',
			url: 'https://github.com/o/r/issues/12#issuecomment-1',
		},
		'Issue #12',
		'Fails',
	],
	[
		{ kind: 'issue.opened', title: 'Fails #12', url: 'https://github.com/o/r/issues/12' },
		'Issue',
		'Fails #12',
	],
	[
		{ kind: 'issue.opened', title: 'Fails', url: 'https://gitee.com/o/r/issues/I4CYEO' },
		'Issue #I4CYEO',
		'Fails',
	],
	[
		{ kind: 'issue.opened', title: 'Fails', url: 'https://example.com/issues/a-long-name' },
		'Issue',
		'Fails',
	],
	[
		{ kind: 'pullRequest.opened', title: 'Fix', url: 'https://github.com/o/r/pull/12/files' },
		'Pull request #12',
		'Fix',
	],
	[
		{
			kind: 'pullRequest.opened',
			title: 'Fix',
			url: 'https://gitlab.com/o/r/-/merge_requests/7?tab=1',
		},
		'Merge request !7',
		'Fix',
	],
	[{ kind: 'pullRequest.opened' }, 'Pull request', 'Pull request opened'],
	[
		{ kind: 'user.created', title: 'User created', visitor: { name: 'Ann' } },
		undefined,
		'User created: Ann',
	],
	[{ kind: 'code.pushed', project: { name: 'o/r' } }, undefined, 'Code pushed to o/r'],
	[{ kind: 'notice', title: 'Backup' }, undefined, 'Backup'],
	[{ kind: 'message.unreplied', title: 'New', visitor: { name: 'Ann' } }, undefined, 'Ann'],
	[{ kind: 'message.unreplied', title: 'New' }, undefined, 'New'],
	[{ title: ' ' }, undefined, undefined],
])('%j is called by what it says', ({ subject, instance, ...event }: any, ref, told) => {
	const fields = instance && [{ name: 'instance', value: instance }];
	const conversation = subject && { key: 'k', effect: 'opens', subject };
	const named = nameMatter({ ...event, fields, conversation }, vocabularyOf('en'));
	expect(named.told).toBe(told);
	expect(event.kind?.startsWith('alert') ? named.name : named.ref).toBe(ref);
});

test('an alert of Prometheus whose summary names its target is told within the length of a title', () => {
	const [event] = eventsIn(eventSources.alertmanager, { body: alertGroup });
	expect(nameMatter(event, vocabularyOf('en'))).toMatchObject({
		name: 'ProbeFailure on https://server.example.org',
		told: 'ProbeFailure: BlackBox Probe Failure: https://server.example.org',
	});
});
