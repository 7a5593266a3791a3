import type { Reading } from '../../../../src/chatApps/connection/dialect';
import { slackDialect } from '../../../../src/chatApps/slack/dialect';

const dialect = slackDialect({ baseUrl: 'https://slack.com/api', appToken: 'xapp-1' });

function read(frame: unknown): Reading {
	const text = typeof frame === 'string' ? frame : JSON.stringify(frame);
	const [reading, ...others] = dialect.session('wss://x').read(Buffer.from(text), 0);
	expect(others).toEqual([]);
	return reading;
}

const interactive = (payload: unknown) => ({ type: 'interactive', envelope_id: 'e1', payload });
const event = (payload: unknown) => ({ type: 'events_api', envelope_id: 'e2', payload });

/** As it came from a real workspace (TotoroSyd/heybot, payload.py), without what nobody reads. */
const pressed = {
	type: 'block_actions',
	user: {
		id: 'U01AZ88AQQ4',
		username: 'phoebe.ngsyd',
		name: 'phoebe.ngsyd',
		team_id: 'T01B5M3VC1X',
	},
	api_app_id: 'A01BGTV24LQ',
	container: {
		type: 'message',
		message_ts: '1600857119.015400',
		channel_id: 'D01ACC2E8S3',
		is_ephemeral: false,
	},
	team: { id: 'T01B5M3VC1X', domain: 'heybot-workspace' },
	channel: { id: 'D01ACC2E8S3', name: 'directmessage' },
	message: { bot_id: 'B01AQ1SN737', type: 'message', ts: '1600857119.015400' },
	actions: [
		{
			action_id: 'time_off_balance',
			block_id: 'request_timeoff',
			value: 'Check time off balance',
			type: 'button',
			action_ts: '1600857142.381553',
		},
	],
};

/** The example of "app_mention" (docs.slack.dev/reference/events/app_mention). */
const mentioned = {
	team_id: 'T123ABC456',
	api_app_id: 'A123ABC456',
	event: {
		type: 'app_mention',
		user: 'U061F7AUR',
		text: '<@U0LAN0Z89> is it everything a river should be?',
		ts: '1515449522.000016',
		channel: 'C123ABC456',
		event_ts: '1515449522000016',
	},
	type: 'event_callback',
	authorizations: [
		{
			team_id: 'T123ABC456',
			user_id: 'U123ABC456',
			is_bot: false,
			is_enterprise_install: false,
		},
	],
	event_id: 'Ev123ABC456',
	event_time: 123456789,
};
const mention = (rest: object) => event({ ...mentioned, event: { ...mentioned.event, ...rest } });

test('a press says who pressed which button of which message where', () => {
	expect(read(interactive(pressed))).toMatchObject({
		is: 'incoming',
		incoming: {
			kind: 'press',
			id: 'press U01AZ88AQQ4 D01ACC2E8S3 1600857119.015400 1600857142.381553',
			chat: 'D01ACC2E8S3',
			message: '1600857119.015400',
			value: 'Check time off balance',
			by: { id: 'U01AZ88AQQ4', name: 'phoebe.ngsyd', isGuest: false },
		},
	});
});

test('a word says who wrote what where, without the mention', () => {
	expect(read(event(mentioned))).toMatchObject({
		is: 'incoming',
		incoming: {
			kind: 'word',
			id: 'word C123ABC456 1515449522.000016',
			chat: 'C123ABC456',
			message: '1515449522.000016',
			text: 'is it everything a river should be?',
			repliesTo: [],
			quoted: null,
			by: { id: 'U061F7AUR', name: null, isGuest: false },
		},
	});
});

test('a word in a thread replies to its first message', () => {
	expect(read(mention({ thread_ts: '1515449000.000001' }))).toMatchObject({
		incoming: { repliesTo: ['1515449000.000001'] },
	});
	// The first message itself.
	expect(read(mention({ thread_ts: '1515449522.000016' }))).toMatchObject({
		incoming: { repliesTo: [] },
	});
});

// json-logs/samples/events/MessageThreadBroadcastPayload.json of Slack's Java SDK.
test('a word in a thread that went to the channel too is one', () => {
	const broadcast = {
		type: 'message',
		subtype: 'thread_broadcast',
		thread_ts: '1515449000.000001',
	};
	expect(read(mention({ ...broadcast, text: 'on it', root: {}, blocks: [] }))).toMatchObject({
		incoming: { kind: 'word', text: 'on it', repliesTo: ['1515449000.000001'] },
	});
	expect(read(mention({ ...broadcast, bot_id: 'B1' }))).toMatchObject({ is: 'respond' });
});

// message_file_share_slack_connect.json of the tests of Haskell's slack-web.
test('a word with a file is one', () => {
	const shared = {
		type: 'message',
		text: 'replied',
		files: [{ id: 'F12345678', mode: 'file_access', file_access: 'check_file_info' }],
		upload: true,
		display_as_bot: false,
		subtype: 'file_share',
		thread_ts: '1670631000.000001',
	};
	expect(read(mention(shared))).toMatchObject({
		incoming: { kind: 'word', text: 'replied', repliesTo: ['1670631000.000001'] },
	});
});

test('a word that comes as a mention and as a message of the channel is one', () => {
	const thread = { thread_ts: '1515449000.000001' };
	const [asMention, asMessage] = [mention(thread), mention({ ...thread, type: 'message' })].map(
		(frame) => (read(frame) as any).incoming.id,
	);
	expect(asMessage).toBe(asMention);
});

test.each([
	['what people say to one another', { type: 'message', channel_type: 'channel' }],
	['what a program wrote', { bot_id: 'B1' }],
	['an edit', { type: 'message', subtype: 'message_changed', thread_ts: '1.1' }],
	['what was edited', { edited: { user: 'U1', ts: '1.1' } }],
	['a file without a word', { type: 'message', subtype: 'file_share', thread_ts: '1.1', text: '' }],
	['somebody who came in', { type: 'member_joined_channel' }],
	['nobody', { user: undefined }],
])('%s is acknowledged and left alone', (_name, rest) => {
	expect(read(mention(rest))).toEqual({ is: 'respond', frame: '{"envelope_id":"e2"}' });
});

test.each([
	[
		'a button that is a link',
		{ ...pressed, actions: [{ type: 'button', action_id: 'a', url: 'https://x' }] },
	],
	['a dialog', { type: 'view_submission', user: { id: 'U1' } }],
	['a press without a button', { ...pressed, actions: [] }],
	['a press in no chat', { ...pressed, channel: null, container: { message_ts: '1.1' } }],
	['nothing', null],
])('%s is acknowledged and left alone', (_name, payload) => {
	expect(read(interactive(payload))).toEqual({ is: 'respond', frame: '{"envelope_id":"e1"}' });
});

test('a command of another part of the app is acknowledged', () => {
	expect(read({ type: 'slash_commands', envelope_id: 'e3', payload: { command: '/x' } })).toEqual({
		is: 'respond',
		frame: '{"envelope_id":"e3"}',
	});
});

test('a press in a thread is of the message that has the button', () => {
	const container = { ...pressed.container, thread_ts: '1600857000.000001' };
	expect(read(interactive({ ...pressed, container }))).toMatchObject({
		incoming: { message: '1600857119.015400' },
	});
});

describe('guests', () => {
	test('who presses in a shared channel is of another workspace', () => {
		const user = { ...pressed.user, team_id: 'T0OTHER' };
		expect(read(interactive({ ...pressed, user }))).toMatchObject({
			incoming: { by: { isGuest: true } },
		});
	});

	test('the workspace of the app is the one where it is installed, not where the channel is from', () => {
		// slackapi/java-slack-sdk#629: at the top is the one that a shared channel came from.
		const payload = { ...mentioned, team_id: 'T0HOST', is_ext_shared_channel: true };
		const word = (rest: object) => event({ ...payload, event: { ...mentioned.event, ...rest } });
		expect(read(word({ user_team: 'T123ABC456' }))).toMatchObject({
			incoming: { by: { isGuest: false } },
		});
		expect(read(word({ user_team: 'T0HOST', source_team: 'T0HOST' }))).toMatchObject({
			incoming: { by: { isGuest: true } },
		});
	});

	test('who is of the whole organization is none', () => {
		const user = { ...pressed.user, team_id: 'E0ORG' };
		const enterprise = { id: 'E0ORG', name: 'org' };
		expect(read(interactive({ ...pressed, user, enterprise }))).toMatchObject({
			incoming: { by: { isGuest: false } },
		});
	});
});

test.each([
	['hello', { type: 'hello', num_connections: 2 }, { is: 'ready', connections: 2 }],
	['hello without a number', { type: 'hello' }, { is: 'ready', connections: undefined }],
	['a warning', { type: 'disconnect', reason: 'warning' }, { is: 'renew' }],
	['a renewal', { type: 'disconnect', reason: 'refresh_requested' }, { is: 'renew' }],
	['an end without a reason', { type: 'disconnect' }, { is: 'renew' }],
])('%s', (_name, frame, reading) => {
	expect(read(frame)).toEqual(reading);
});

test('what Slack escapes reads as it was written', () => {
	const text = '<@U0LAN0Z89|robot> a &lt;b&gt; &amp;amp; c';
	expect(read(mention({ text }))).toMatchObject({ incoming: { text: 'a <b> &amp; c' } });
});

// "Formatting message text" (docs.slack.dev): pictures come by their names.
test.each([
	['<@U0LAN0Z89> on it :+1::skin-tone-3:', 'on it'],
	[':white_check_mark: done', 'done'],
	['done :x:', 'done :x:'],
	['done :question:', 'done :question:'],
	['done :nope-nope:', 'done :nope-nope:'],
	['at 10:100:20', 'at 10:100:20'],
])('"%s" says "%s"', (text, said) => {
	expect(read(mention({ text }))).toMatchObject({ incoming: { text: said } });
});

test.each([
	['no JSON', '{"type":"hello"'],
	['text', 'hello'],
	['null', 'null'],
	['a number', '1'],
	['a list', '[]'],
	['an empty text', ''],
	['no envelope', JSON.stringify({ type: 'events_api', payload: mentioned })],
	['an envelope of another kind', JSON.stringify({ ...interactive(pressed), envelope_id: {} })],
	[
		'an envelope beyond all ids',
		JSON.stringify({ ...interactive(pressed), envelope_id: 'e'.repeat(1_000) }),
	],
	['deep nesting', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
	['what every object inherits', '{"type":"constructor","payload":{}}'],
])('%s cannot be read', (_name, frame) => {
	expect(read(frame)).toEqual({ is: 'unreadable' });
});

test('a type that every object inherits is acknowledged like any other', () => {
	expect(read({ type: 'toString', envelope_id: 'e9', payload: pressed })).toEqual({
		is: 'respond',
		frame: '{"envelope_id":"e9"}',
	});
});

test.each([{ id: 7 }, { id: ['U1'] }, { id: { toString: 1 } }, 'U1', null])(
	'a person %j is nobody',
	(user) => {
		expect(read(interactive({ ...pressed, user }))).toMatchObject({ is: 'respond' });
	},
);
