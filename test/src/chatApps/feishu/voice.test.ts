import { randomUUID } from 'node:crypto';

import { feishuAppName } from '../../../../src/chatApps/feishu/app';
import { feishuVoice } from '../../../../src/chatApps/feishu/voice';
import { plainWriting } from '../../../../src/chatApps/plainWriting';
import { HOUR, MINUTE, SECOND } from '../../../../src/time/duration';
import { askedPlatform, voiceContract, type GivenAnswer } from '../voiceContract';

const platform = askedPlatform({
	path: '/tenant_access_token/internal',
	body: () => ({ code: 0, tenant_access_token: 't-1', expire: 7_200 }),
});
const voice = () =>
	feishuVoice(
		{ baseUrl: 'https://open.feishu.cn', appId: 'cli_1', appSecret: randomUUID() },
		platform.ask,
		platform.clock,
	);
const headers = { Authorization: 'Bearer t-1' };
const done = { body: { code: 0, msg: 'success', data: {} } };
const refused = (code: number, further = {}): GivenAnswer => ({
	status: 400,
	headers: further,
	body: { code, msg: 'refused' },
});

// "获取单个用户信息", shortened.
const user = {
	union_id: 'on_94a1ee5551019f18cd73d9f111898cf2',
	open_id: 'ou_7dab8a3d3cdcc9da365777c7ad535d62',
	name: '张三',
	en_name: 'San Zhang',
};
const changed = { schema: '2.0', body: { elements: [] } };

voiceContract({
	platform,
	voice,
	person: {
		id: user.open_id,
		request: {
			url: `https://open.feishu.cn/open-apis/contact/v3/users/${user.open_id}?user_id_type=open_id`,
			headers,
		},
		answer: { body: { code: 0, data: { user } } },
		is: { name: '张三', isGuest: false },
		unsaid: [
			['is refused', refused(41050)],
			[
				'has no name, without the permission',
				{ body: { code: 0, data: { user: { open_id: 'o' } } } },
			],
		],
	},
	change: {
		chat: 'oc_1',
		message: 'om_1',
		body: changed,
		request: {
			url: 'https://open.feishu.cn/open-apis/im/v1/messages/om_1',
			headers,
			method: 'PATCH',
			body: { content: JSON.stringify(changed) },
		},
		answer: done,
		// Recalled; older than 14 days; not the app's; no card.
		refused: [230011, 230031, 230001, 230099].map((code) => [String(code), refused(code)]),
		passing: [
			['230020', refused(230020), 5 * SECOND],
			['99991400', refused(99991400, { 'x-ogw-ratelimit-reset': '30' }), 30 * SECOND],
			['99991403', refused(99991403), 10 * MINUTE],
			['99991672', refused(99991672), 10 * MINUTE],
		],
	},
});

describe('what is for one person alone', () => {
	const to = { chat: 'oc_1', person: 'ou_1', thread: 'om_1' };
	const card = {
		elements: [{ tag: 'div', text: { tag: 'plain_text', content: 'No. <at id=all></at>' } }],
	};
	const inGroup = { chat_id: 'oc_1', open_id: 'ou_1', msg_type: 'interactive', card };
	const direct = { receive_id: 'ou_1', msg_type: 'interactive', content: JSON.stringify(card) };

	it.each([
		['is shown in the group', [done], true, [inGroup]],
		[
			'is sent directly where the group shows none',
			[refused(18053), done],
			true,
			[inGroup, direct],
		],
		['may fail', [refused(18053), refused(230013)], false, [inGroup, direct]],
		['is not said twice where no answer came', [new Error('lost')], false, [inGroup]],
	])('%s', async (_, given, isTold, bodies) => {
		platform.answers = given;
		expect(await voice().whisper(to, 'No. <at id=all></at>')).toBe(isTold);
		expect(platform.asked.map(({ body }) => body)).toEqual(bodies);
	});
});

test('an app is known by its id', () => {
	expect(feishuAppName('cli_a1')).toBe('feishu cli_a1');
});

test('times name the zone of the workflow, and names stand in one line', () => {
	const { clock } = platform;
	const { plain, time } = plainWriting('Asia/Shanghai', clock);
	// FakeClock begins at 2026-01-05T09:00Z.
	expect(time(clock.now() + 30 * MINUTE)).toBe('17:30 UTC+8');
	expect(time(clock.now() + 24 * HOUR)).toBe('2026-01-06 17:00 UTC+8');
	expect(plain('Ann\n<at id=all></at> \u202eevil')).toBe('Ann <at id=all></at> evil');
});
