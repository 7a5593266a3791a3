import { isResolution, tellsResolution } from '../../../src/events/resolution';
import { eventKinds, type EventKind } from '../../../src/events/serviceEvent';
import { eventSources } from '../../../src/events/sources';

test.each([
	['chatwoot', 'message.unreplied', true],
	['chatwoot', 'ticket.updated', true],
	['zendesk', 'ticket.created', true],
	['zendesk', 'message.unreplied', true],
	['intercom', 'message.unreplied', true],
	['zammad', 'message.unreplied', true],
	['github', 'issue.opened', true],
	['gitlab', 'pullRequest.opened', true],
	['gitee', 'issue.commented', true],
	['gitea', 'pullRequest.commented', true],
	['alertmanager', 'alert.firing', true],
	['zabbix', 'alert.firing', true],
	['weiyu', 'ticket.created', true],
	['weiyu', 'message.unreplied', false],
	['weiyu', 'lead.created', false],
	['uptimeKuma', 'notice', false],
	['twtChat', 'message.unreplied', false],
	['groupRobot', 'notice', false],
	['custom', 'message.unreplied', false],
	['dceUsers', 'user.created', false],
	['constructor', 'ticket.created', false],
] as Array<[string, EventKind, boolean]>)('%s, %s: %p', (source, kind, expected) => {
	expect(tellsResolution({ source, kind })).toBe(expected);
});

test('what somebody says is none, and what every source says last is one', () => {
	expect(eventKinds.filter((kind) => isResolution({ kind }))).toEqual([
		...['ticket.closed', 'issue.closed', 'pullRequest.merged', 'pullRequest.closed'],
		'alert.resolved',
	]);
});

test('only sources with conversations say that they are closed', () => {
	const closing = Object.values(eventSources).filter((source) => source.closesConversations);
	expect(closing.map(({ id }) => id).toSorted()).toEqual([
		...['chatwoot', 'intercom', 'zammad', 'zendesk'],
	]);
	for (const { kinds } of closing) {
		expect(kinds).toEqual(expect.arrayContaining(['message.unreplied', 'ticket.closed']));
	}
});
