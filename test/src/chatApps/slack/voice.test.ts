import type { PlatformAnswer, PlatformRequest } from '../../../../src/chatApps/connection/dialect';
import { slackAppName } from '../../../../src/chatApps/slack/app';
import { slackVoice } from '../../../../src/chatApps/slack/voice';
import { slackWriting } from '../../../../src/chatApps/slack/written';
import { HOUR, SECOND } from '../../../../src/time/duration';
import { FakeClock } from '../../../support/time/fakeClock.mts';

let clock: FakeClock;
let asked: PlatformRequest[];
let answers: Array<Partial<PlatformAnswer> | Error | 'never'>;
beforeEach(() => {
	clock = new FakeClock();
	asked = [];
	answers = [];
});

const voice = () =>
	slackVoice(
		{ baseUrl: 'https://slack.com/api', botToken: 'xoxb-1' },
		async (request) => {
			asked.push(request);
			const answer = answers.shift() ?? {};
			if (answer === 'never') return await new Promise(() => undefined);
			if (answer instanceof Error) throw answer;
			return { status: 200, headers: {}, body: {}, ...answer };
		},
		clock,
	);
const refused = (error: string, headers = {}): Partial<PlatformAnswer> => ({
	headers,
	body: { ok: false, error },
});

describe('who somebody is', () => {
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

	it.each([
		['as people see it', {}, { name: 'spengler', isGuest: false }],
		[
			'by the real name where nothing else is chosen',
			{ profile: { real_name: 'Egon Spengler', display_name: '' } },
			{ name: 'Egon Spengler', isGuest: false },
		],
		['by the user name at last', { profile: {} }, { name: 'spengler', isGuest: false }],
		['of a guest', { is_restricted: true }, { name: 'spengler', isGuest: true }],
		[
			'of a single-channel guest',
			{ is_ultra_restricted: true },
			{ name: 'spengler', isGuest: true },
		],
		['of a stranger', { is_stranger: true }, { name: 'spengler', isGuest: true }],
	])('is asked once in an hour: %s', async (_, part, person) => {
		answers = [{ body: { ok: true, user: { ...user, ...part } } }];
		const { person: personOf } = voice();
		expect(await personOf('W012A3CDE')).toEqual(person);
		expect(await personOf('W012A3CDE')).toEqual(person);
		expect(asked).toEqual([
			{
				url: 'https://slack.com/api/users.info?user=W012A3CDE',
				headers: { Authorization: 'Bearer xoxb-1' },
			},
		]);
		await clock.advance(HOUR);
		await personOf('W012A3CDE');
		expect(asked).toHaveLength(2);
	});

	it.each([
		['is refused', refused('missing_scope')],
		['fails', new Error('socket hang up')],
		['is a page', { body: '<html>' }],
		['names nobody', { body: { ok: true } }],
	])('is not known where the answer %s, and asked again', async (_, answer) => {
		answers = [answer];
		const { person } = voice();
		expect(await person('U1')).toBeUndefined();
		await person('U1');
		expect(asked).toHaveLength(2);
	});

	it('is not waited for: Slack warns whoever pressed after three seconds', async () => {
		answers = ['never'];
		const person = voice().person('U1');
		await clock.advance(2 * SECOND);
		expect(await person).toBeUndefined();
	});
});

describe('a change', () => {
	it('names all of the message, since what is not named would stay', async () => {
		answers = [{ body: { ok: true, channel: 'C1', ts: '1.2' } }];
		const body = { text: 'x', blocks: [{ type: 'divider' }], other: 1 };
		expect(await voice().change('C1', '1.2', body)).toEqual({ is: 'changed' });
		expect(asked).toEqual([
			{
				url: 'https://slack.com/api/chat.update',
				headers: { Authorization: 'Bearer xoxb-1' },
				body: {
					channel: 'C1',
					ts: '1.2',
					text: 'x',
					blocks: [{ type: 'divider' }],
					attachments: [],
				},
			},
		]);
	});

	it.each(['message_not_found', 'cant_update_message', 'edit_window_closed', 'is_archived'])(
		'that Slack refuses with %s will never be',
		async (code) => {
			answers = [refused(code)];
			expect(await voice().change('C1', '1.2', {})).toEqual({ is: 'refused', code });
		},
	);

	it.each([
		['ratelimited', refused('ratelimited', { 'retry-after': '30' }), 30 * SECOND],
		['internal_error', refused('internal_error'), 5 * SECOND],
		['no answer', new Error('socket hang up'), 5 * SECOND],
		['HTTP 502', { status: 502, body: '<html>' }, 5 * SECOND],
		['token_revoked', refused('token_revoked'), 600 * SECOND],
	])('comes later after %s', async (code, answer, waitFor) => {
		answers = [answer];
		expect(await voice().change('C1', '1.2', {})).toEqual({ is: 'later', code, waitFor });
	});
});

test('only one person is told', async () => {
	answers = [{ body: { ok: true } }, refused('user_not_in_channel')];
	const { whisper } = voice();
	const to = { chat: 'C1', person: 'U1', thread: '1.2' };
	expect(await whisper(to, 'No.')).toBe(true);
	expect(await whisper({ ...to, thread: undefined }, 'No.')).toBe(false);
	expect(asked.map(({ body }) => body)).toEqual([
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
	const { plain, time } = slackWriting('Asia/Shanghai', clock);
	const at = clock.now() + 30 * 60 * SECOND;
	expect(time(at)).toBe(`<!date^${at / SECOND}^{time}|17:30>`);
	const tomorrow = clock.now() + 24 * HOUR;
	expect(time(tomorrow)).toBe(`<!date^${tomorrow / SECOND}^{date_short} {time}|2026-01-06 17:00>`);
	expect(plain('<!channel> & <@U1>')).toBe('&lt;!channel&gt; &amp; &lt;@U1&gt;');
});
