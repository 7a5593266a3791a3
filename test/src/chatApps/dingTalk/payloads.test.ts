import { pressIn } from '../../../../src/chatApps/dingTalk/press';
import { wordIn } from '../../../../src/chatApps/dingTalk/word';

/* What DingTalk has delivered, as those who received it have published it: in forms that its documents do not all have. */

const message = {
	conversationId: 'cidAsXSBLnA==',
	conversationType: '2',
	conversationTitle: 'Team',
	msgId: 'msg1',
	senderStaffId: 'staff-1',
	senderNick: 'Alice',
	senderCorpId: 'ding1',
	chatbotCorpId: 'ding1',
	isInAtList: true,
	msgtype: 'text',
};
const CODE = 'Visitor15 is waiting #7KQ';

describe('what is quoted', () => {
	it.each([
		// "接收消息", and agentscope-ai/QwenPaw#4209.
		['as an object with a text', { text: CODE }],
		['as an object with a content', { content: CODE }],
		['as a text', CODE],
		['as JSON of an object', JSON.stringify({ text: CODE, downloadCode: 'x' })],
		// QwenLM/qwen-code#11759.
		[
			'of a rich text, by its parts',
			{
				richText: [
					{ msgType: 'picture', downloadCode: 'x' },
					{ msgType: 'text', content: CODE },
				],
			},
		],
		['of markdown, with its title', { title: CODE, text: 'Where is my order?' }],
		// chenhg5/cc-connect#1121.
		['of a card, by its variables', { cardData: { cardParamMap: { title: CODE } } }],
	])('%s is read', (_, content) => {
		const repliedMsg = { msgType: 'text', msgId: 'msg0', createdAt: 1690362101894, content };
		const text = { content: ' on it', isReplyMsg: true, repliedMsg };
		expect(wordIn({ ...message, text })).toMatchObject({
			text: 'on it',
			repliesTo: ['msg0'],
			quoted: expect.stringContaining('#7KQ'),
		});
	});

	// soimy/openclaw-channel-dingtalk: what a robot has said is named by the key that the API answered.
	it('of a robot is named by the key of its message', () => {
		const repliedMsg = { msgType: 'interactiveCard', msgId: 'msg0', senderId: 'robot-a' };
		const data = {
			...message,
			originalProcessQueryKey: 'delivery-carrier',
			originalMsgId: 'msg0',
			text: { content: '我来', isReplyMsg: true, repliedMsg },
		};
		expect(wordIn(data)).toMatchObject({
			repliesTo: ['delivery-carrier', 'msg0'],
			quoted: null,
		});
	});

	it('in a rich text stands beside its parts', () => {
		const content = {
			isReplyMsg: true,
			repliedMsg: { msgId: 'msg0', content: { text: CODE } },
			richText: [{ type: 'picture', downloadCode: 'x' }, { text: '已回复' }],
		};
		expect(wordIn({ ...message, msgtype: 'richText', content })).toMatchObject({
			text: '已回复',
			repliesTo: ['msg0'],
			quoted: CODE,
		});
	});

	it.each([
		['beside it', { content: 'done', repliedMsg: { msgId: 'msg0', content: { text: CODE } } }],
		[
			'within it',
			{ content: { text: 'done', repliedMsg: { msgId: 'msg0', content: `{"text":"${CODE}"}` } } },
		],
	])('in a message of the type reply stands %s', (_, part) => {
		expect(wordIn({ ...message, msgtype: 'reply', ...part })).toMatchObject({
			text: 'done',
			repliesTo: ['msg0'],
			quoted: CODE,
		});
	});

	it.each([null, 7, [], {}, { cardData: null }, { text: 7 }, '', '[]'])(
		'as %j is nothing',
		(content) => {
			const text = { content: 'x', repliedMsg: { msgId: 'msg0', content } };
			expect(wordIn({ ...message, text })?.quoted ?? '').not.toContain('#');
		},
	);
});

describe('where a word was said', () => {
	it('is a group that can be offered', () => {
		const text = { content: 'x' };
		expect(wordIn({ ...message, text })?.knownChat).toEqual({ id: 'cidAsXSBLnA==', title: 'Team' });
		expect(wordIn({ ...message, conversationTitle: undefined, text })?.knownChat).toEqual({
			id: 'cidAsXSBLnA==',
			title: null,
		});
		expect(wordIn({ ...message, conversationType: '1', text })?.knownChat).toBeUndefined();
	});

	it.each([
		['https://oapi.dingtalk.com/robot/sendBySession?session=79b48', 1695289035996, true],
		[undefined, 1695289035996, false],
		['https://oapi.dingtalk.com/robot/sendBySession?session=79b48', undefined, false],
		['https://oapi.dingtalk.com/robot/sendBySession?session=79b48', 'soon', false],
	])('takes an answer at %j until %j: %j', (url, until, isSo) => {
		const word = wordIn({
			...message,
			text: { content: 'x' },
			sessionWebhook: url,
			sessionWebhookExpiredTime: until,
		});
		expect(word?.replyAt).toEqual(isSo ? { to: url, until } : undefined);
	});
});

describe('a press', () => {
	const card = {
		type: 'actionCallback',
		outTrackId: 'track1',
		corpId: 'ding9f50b15bccd16741',
		userId: '04574258341072934',
		userIdType: 1,
		extension: '{}',
	};
	const inPrivate = (params: unknown, actionIds: unknown = ['1']) =>
		JSON.stringify({ cardPrivateData: { actionIds, params } });

	it.each([
		['as the SDKs read it', { content: inPrivate({ t: 'v cid1==' }) }],
		['with its parameters as JSON', { content: inPrivate('{"t":"v cid1=="}') }],
		['with its ids as JSON', { content: inPrivate({ t: 'v cid1==' }, '["1"]') }],
		[
			'with its parameters one level higher',
			{
				content: JSON.stringify({
					cardPrivateData: { actionIds: ['1'] },
					params: { t: 'v cid1==' },
				}),
			},
		],
		['in the value alone', { value: inPrivate({ t: 'v cid1==' }) }],
		['as an object', { content: '', value: inPrivate({ t: 'v cid1==' }), spaceId: '' }],
		[
			'with its space',
			{
				content: inPrivate({ t: 'v' }),
				spaceId: 'dtv1.card//IM_GROUP.cid1==',
				spaceType: 'IM_GROUP',
			},
		],
		// As the tutorials of cards show it, and as it stands in others' tests.
		['with its group', { content: inPrivate({ t: 'v' }), spaceId: 'cid1==', spaceType: 'im' }],
		...[
			'dtv1.card//im_group.cid1==',
			'dtv1.card://im_group.cid1==',
			'dtv1.card//im.cid1==',
			'dtv1.card://IM.cid1==',
		].map((spaceId): [string, object] => [
			`with its space as ${spaceId}`,
			{ content: inPrivate({ t: 'v cid2==' }), spaceId },
		]),
	])('%s is read', (_, part) => {
		expect(pressIn({ ...card, ...part }, 'f1')).toEqual({
			kind: 'press',
			id: 'press f1',
			chat: 'cid1==',
			message: 'track1',
			value: 'v',
			by: { id: '04574258341072934', name: null, isGuest: false },
		});
	});

	it.each([
		['of a card of somebody else', { content: inPrivate({}) }],
		['of a form', { content: inPrivate({ user_input: 'hi', selected_options: [0, 2] }) }],
		['of nobody', { content: inPrivate({ t: 'v' }), userId: '' }],
		['that is no JSON', { content: '{' }],
		['that is empty', { content: '{}' }],
		['with parameters that are none', { content: inPrivate([['t', 'v']]) }],
	])('%s is none of ours', (_, part) => {
		expect(pressIn({ ...card, ...part }, 'f1')).toBeUndefined();
	});

	it('is of a guest where it comes from another organization than the robot is of', () => {
		const pressed = { ...card, content: inPrivate({ t: 'v cid1==' }) };
		expect(pressIn(pressed, 'f1', 'ding9f50b15bccd16741')?.by.isGuest).toBe(false);
		expect(pressIn(pressed, 'f1', 'ding2')?.by.isGuest).toBe(true);
	});
});
