import { slackAppName } from '../../../../src/chatApps/slack/app';
import { slackVoice } from '../../../../src/chatApps/slack/voice';
import { slackWriting } from '../../../../src/chatApps/slack/written';
import { HOUR, SECOND } from '../../../../src/time/duration';
import { askedPlatform, voiceContract, type GivenAnswer } from '../voiceContract';

const platform = askedPlatform();
const voice = () =>
	slackVoice(
		{ baseUrl: 'https://slack.com/api', botToken: 'xoxb-1' },
		platform.ask,
		platform.clock,
	);
const headers = { Authorization: 'Bearer xoxb-1' };
const refused = (error: string, further = {}): GivenAnswer => ({
	headers: further,
	body: { ok: false, error },
});

// "users.info" (docs.slack.dev), shortened.
const user = {
	id: 'W012A3CDE',
	team_id: 'T012AB3C4',
	name: 'spengler',
	deleted: false,
	real_name: 'Egon Spengler',
	profile: { real_name: 'Egon Spengler', display_name: 'spengler', team: 'T012AB3C4' },
	is_admin: true,
	is_restricted: false,
	is_ultra_restricted: false,
	is_bot: false,
};

voiceContract({
	platform,
	voice,
	person: {
		id: user.id,
		request: { url: 'https://slack.com/api/users.info?user=W012A3CDE', headers },
		answer: { body: { ok: true, user } },
		is: { name: 'spengler', isGuest: false },
		unsaid: [
			['is refused', refused('missing_scope')],
			['names nobody', { body: { ok: true } }],
		],
	},
	change: {
		chat: 'C1',
		message: '1.2',
		body: { text: 'x', blocks: [{ type: 'divider' }], other: 1 },
		// All of the message, since what is not named would stay.
		request: {
			url: 'https://slack.com/api/chat.update',
			headers,
			body: {
				channel: 'C1',
				ts: '1.2',
				text: 'x',
				blocks: [{ type: 'divider' }],
				attachments: [],
			},
		},
		answer: { body: { ok: true, channel: 'C1', ts: '1.2' } },
		refused: ['message_not_found', 'cant_update_message', 'edit_window_closed', 'is_archived'].map(
			(code) => [code, refused(code)],
		),
		passing: [
			['ratelimited', refused('ratelimited', { 'retry-after': '30' }), 30 * SECOND],
			['internal_error', refused('internal_error'), 5 * SECOND],
			['token_revoked', refused('token_revoked'), 600 * SECOND],
		],
	},
});

test.each([
	[
		'by the real name where nothing else is chosen',
		{ profile: { real_name: 'Egon Spengler', display_name: '' } },
		{ name: 'Egon Spengler', isGuest: false },
	],
	['by the user name at last', { profile: {} }, { name: 'spengler', isGuest: false }],
	['as a guest', { is_restricted: true }, { name: 'spengler', isGuest: true }],
	['as a single-channel guest', { is_ultra_restricted: true }, { name: 'spengler', isGuest: true }],
	['as a stranger', { is_stranger: true }, { name: 'spengler', isGuest: true }],
])('somebody is known %s', async (_, part, person) => {
	platform.answers = [{ body: { ok: true, user: { ...user, ...part } } }];
	expect(await voice().person(user.id)).toEqual(person);
});

test('only one person is told', async () => {
	platform.answers = [{ body: { ok: true } }, refused('user_not_in_channel')];
	const { whisper } = voice();
	const to = { chat: 'C1', person: 'U1', thread: '1.2' };
	expect(await whisper(to, 'No.')).toBe(true);
	expect(await whisper({ ...to, thread: undefined }, 'No.')).toBe(false);
	expect(platform.asked.map(({ body }) => body)).toEqual([
		{ channel: 'C1', user: 'U1', text: 'No.', thread_ts: '1.2' },
		{ channel: 'C1', user: 'U1', text: 'No.' },
	]);
});

test('an app is known by the id in its token, and else by the token', () => {
	const ofApp = 'xapp-1-A0123456789-1234567890123-abcdef';
	expect(slackAppName(ofApp)).toBe('slack A0123456789');
	expect(slackAppName(ofApp.replace('abcdef', '123456'))).toBe('slack A0123456789');
	const odd = slackAppName('something-else');
	expect(odd).toMatch(/^slack [0-9a-f]{16}$/);
	expect(slackAppName('something-other')).not.toBe(odd);
});

test('times are told in the zone of the reader, and names mention nobody', () => {
	const { clock } = platform;
	const { plain, time } = slackWriting('Asia/Shanghai', clock);
	const at = clock.now() + 30 * 60 * SECOND;
	expect(time(at)).toBe(`<!date^${at / SECOND}^{time}|17:30>`);
	const tomorrow = clock.now() + 24 * HOUR;
	expect(time(tomorrow)).toBe(`<!date^${tomorrow / SECOND}^{date_short} {time}|2026-01-06 17:00>`);
	expect(plain('<!channel> & <@U1>')).toBe('&lt;!channel&gt; &amp; &lt;@U1&gt;');
});
