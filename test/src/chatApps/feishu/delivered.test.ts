import { readWord } from '../../../../src/answers/grammar';
import { pressIn } from '../../../../src/chatApps/feishu/press';
import { wordIn } from '../../../../src/chatApps/feishu/word';

/*
 * What others report that Feishu delivers to them, or build as such in the tests of
 * their robots, in its shape: whatever of it is missing or new, an answer is
 * what somebody said, and all else is none.
 */

const company = '736588c9260f175e';
const header = (event_type: string) => ({ event_id: 'e1', event_type, tenant_key: company });

const message = (part: object, sender: object = { sender_id: { open_id: 'ou_ann' } }) => ({
	header: header('im.message.receive_v1'),
	event: {
		sender,
		message: {
			message_id: 'om_1',
			chat_id: 'oc_1',
			chat_type: 'group',
			message_type: 'text',
			...part,
		},
	},
});
const text = (words: string) => ({ content: JSON.stringify({ text: words }) });
const post = (title: string, ...lines: object[][]) => ({
	message_type: 'post',
	content: JSON.stringify({ title, content: lines }),
});
const bot = { mentions: [{ key: '@_user_1', id: { open_id: 'ou_bot' }, name: 'Until Replied' }] };
const at = { tag: 'at', user_id: '@_user_1', user_name: 'Until Replied', style: [] };
const words = (words: string, ...style: string[]) => ({ tag: 'text', text: words, style });

describe('a message', () => {
	test.each([
		[
			'in a group of topics (bytedance/deer-flow#1206)',
			{ ...post('', [at, words('已回复')]), ...bot },
			'markReplied',
		],
		[
			'whose mention has no key',
			{ ...text('on it'), mentions: [{ id: { open_id: 'ou_bot' } }] },
			'acknowledge',
		],
		[
			'whose mention is a tag',
			{ ...text('<at user_id="ou_bot"></at> done'), ...bot },
			'markReplied',
		],
		['with a mention of all besides', { ...text('@_all @_user_1 done'), ...bot }, 'markReplied'],
		['with a blank that does not break', { ...text('@_user_1\u00a0收到'), ...bot }, 'acknowledge'],
		['whose title says otherwise', { ...post('还没有', [at, words('已回复')]), ...bot }, 'unknown'],
		[
			'that is struck out',
			{ ...post('', [at, words('已回复', 'lineThrough')]), ...bot },
			'unknown',
		],
		[
			'with a picture that denies it',
			{ ...post('', [at, words('已回复'), { tag: 'emotion', emoji_type: 'CrossMark' }]), ...bot },
			'unknown',
		],
		[
			'with a picture behind it',
			{ ...post('', [at, words('已回复')], [{ tag: 'img', image_key: 'img_1' }]), ...bot },
			'markReplied',
		],
	])('%s says what somebody said', (_, part, is) => {
		const word = wordIn(message(part), 'ou_bot');
		expect(word).toMatchObject({ isToApp: true, by: { id: 'ou_ann', isGuest: false } });
		expect(readWord(word!.text).is).toBe(is);
	});

	test.each([
		[
			'of a robot',
			message({ ...text('done'), ...bot }, { sender_id: { open_id: 'ou_x' }, sender_type: 'bot' }),
		],
		['of nobody', message({ ...text('done'), ...bot }, {})],
		['without an id', message({ ...text('done'), ...bot, message_id: undefined })],
		['of people to one another, in a topic', message({ ...text('done'), thread_id: 'omt_1' })],
	])('%s is none', (_, event) => {
		expect(wordIn(event, 'ou_bot')).toBeUndefined();
	});

	test('in reply in a topic is one to what was replied to, by its root alone', () => {
		const part = { ...text('done'), root_id: 'om_root', thread_id: 'omt_1' };
		expect(wordIn(message(part), 'ou_bot')).toMatchObject({
			isToApp: false,
			repliesTo: ['om_root'],
		});
	});
});

const press = (part: object, type = 'card.action.trigger') => ({
	header: header(type),
	event: {
		operator: { open_id: 'ou_ann', tenant_key: company },
		token: 'c-1',
		action: { tag: 'button', value: { t: 'TOKEN' } },
		context: { open_message_id: 'om_1', open_chat_id: 'oc_1' },
		...part,
	},
});

describe('a press', () => {
	test.each([
		[
			'with all that cards can have',
			{
				host: 'im_message',
				delivery_type: 'url_preview',
				action: { tag: 'button', name: 'b', form_value: { x: '1' }, value: { t: 'TOKEN' } },
				context: { url: 'x', preview_token: 'x', open_message_id: 'om_1', open_chat_id: 'oc_1' },
			},
		],
		['of a card at the top of the chat', { host: 'im_top_notice' }],
		[
			'with the ids of an older card',
			{ context: undefined, open_message_id: 'om_1', open_chat_id: 'oc_1' },
		],
		['of somebody whose company is not said', { operator: { open_id: 'ou_ann', user_id: null } }],
		[
			'with the id of the app in its context',
			{ context: { open_message_id: 'om_1', open_chat_id: 'oc_1', app_id: 'cli_1' } },
		],
	])('%s is one', (_, part) => {
		expect(pressIn(press(part))).toMatchObject({
			chat: 'oc_1',
			message: 'om_1',
			value: 'TOKEN',
			by: { id: 'ou_ann', isGuest: false },
		});
	});

	test.each([
		['whose value is a text', press({ action: { tag: 'button', value: 'TOKEN' } })],
		[
			'of a button of somebody else',
			press({ action: { value: { action: 'approve', task_id: '1' } } }),
		],
		['without a message', press({ context: { open_chat_id: 'oc_1' } })],
		['of somebody without an open id', press({ operator: { union_id: 'on_1' } })],
		['of the older callback', press({}, 'card.action.trigger_v1')],
	])('%s is none', (_, event) => {
		expect(pressIn(event)).toBeUndefined();
	});
});
