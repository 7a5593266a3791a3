import { wordIn } from '../../../../src/chatApps/feishu/word';

const BOT = 'ou_84aad35d084aa403a838cf73ee18467';
const company = '736588c9260f175e';
const anotherCompany = '2ca1d211f64f6438';

/** The example of "接收消息" (open.feishu.cn), shortened, with parts of its own. */
const event = (message: object = {}, sender: object = {}) => ({
	schema: '2.0',
	header: {
		event_id: '5e3702a84e847582be8db7fb73283c02',
		event_type: 'im.message.receive_v1',
		app_id: 'cli_9f5343c580712544',
		tenant_key: company,
	},
	event: {
		sender: {
			sender_id: { union_id: 'on_8ed6aa67826108097d9ee143816345', open_id: 'ou_sender' },
			sender_type: 'user',
			tenant_key: company,
			...sender,
		},
		message: {
			message_id: 'om_5ce6d572455d361153b7cb51da133945',
			root_id: 'om_root',
			parent_id: 'om_parent',
			chat_id: 'oc_5ce6d572455d361153b7xx51da133945',
			thread_id: 'omt_d4be107c616',
			chat_type: 'group',
			message_type: 'text',
			content: '{"text":"@_user_1 hello"}',
			mentions: [{ key: '@_user_1', id: { open_id: BOT }, name: 'Tom' }],
			...message,
		},
	},
});
/** "接收消息内容", of a rich text. */
const post = {
	title: '',
	content: [
		[
			{ tag: 'at', user_id: '@_user_1', user_name: 'Tom', style: [] },
			{ tag: 'text', text: ' 已', style: ['bold'] },
			{ tag: 'text', text: '回复', style: [] },
		],
		[{ tag: 'img', image_key: 'img_v2_1' }],
	],
};
const others = [{ key: '@_user_1', id: { open_id: 'ou_other' }, name: 'Bob' }];

test('the example of the documentation is a word to the app', () => {
	expect(wordIn(event(), BOT)).toEqual({
		kind: 'word',
		id: 'word om_5ce6d572455d361153b7cb51da133945',
		chat: 'oc_5ce6d572455d361153b7xx51da133945',
		message: 'om_5ce6d572455d361153b7cb51da133945',
		isToApp: true,
		text: 'hello',
		repliesTo: ['om_parent', 'om_root'],
		quoted: null,
		by: { id: 'ou_sender', name: null, isGuest: false },
	});
});

test.each([
	['a rich text', { message_type: 'post', content: JSON.stringify(post) }, '已回复'],
	['a mention with a longer number', { content: '{"text":"@_user_10 done"}' }, '@_user_10 done'],
	['nothing but the mention', { content: '{"text":"@_user_1"}' }, ''],
	['content that is no JSON', { content: 'done' }, ''],
	['a rich text without lines', { message_type: 'post', content: '{"content":{}}' }, ''],
])('%s is read', (_, message, text) => {
	expect(wordIn(event(message), BOT)?.text).toBe(text);
});

test.each([
	['the app', {}, BOT, true],
	['a colleague', { mentions: others }, BOT, false],
	['everybody', { mentions: [], content: '{"text":"@_all done"}' }, BOT, false],
	['nobody', { mentions: [] }, BOT, false],
	['somebody, while the app does not know itself', { mentions: others }, undefined, true],
	['nobody, in a direct message', { mentions: undefined, chat_type: 'p2p' }, BOT, true],
])('what mentions %s is to the app or not', (_, message, bot, isToApp) => {
	expect(wordIn(event(message), bot)?.isToApp).toBe(isToApp);
	const alone = wordIn(event({ ...message, root_id: undefined, parent_id: undefined }), bot);
	// What is neither to the app nor in reply is what people say to one another.
	expect(alone?.isToApp).toBe(isToApp || undefined);
});

test.each([
	['another app', {}, { sender_type: 'app' }],
	['nobody who is known', {}, { sender_id: { open_id: null } }],
	['a picture', { message_type: 'image', content: '{"image_key":"img_1"}' }, {}],
	['a card', { message_type: 'interactive', content: '{}' }, {}],
])('of %s it is none', (_, message, sender) => {
	expect(wordIn(event(message, sender), BOT)).toBeUndefined();
});

test('who is of another company is a guest', () => {
	expect(wordIn(event({}, { tenant_key: anotherCompany }), BOT)?.by.isGuest).toBe(true);
});
