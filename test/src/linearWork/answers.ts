import { codesIn } from '../../../src/answers/code';
import { findConversation } from '../../../src/answers/find';
import { readWord } from '../../../src/answers/grammar';
import type { ChatDialect } from '../../../src/chatApps/connection/dialect';
import { dingTalkDialect } from '../../../src/chatApps/dingTalk/dialect';
import { feishuDialect } from '../../../src/chatApps/feishu/dialect';
import { wordIn } from '../../../src/chatApps/feishu/word';
import { slackDialect } from '../../../src/chatApps/slack/dialect';
import { weComDialect } from '../../../src/chatApps/weCom/dialect';
import { withoutMention } from '../../../src/chatApps/weCom/word';
import type { ChatWord } from '../../../src/chatApps/incoming';
import { encodeFrame } from '../../support/chatApps/feishu/protobuf.mts';
import type { TextFunctions } from './textFunction';

/* All that reads what people write in a chat, and the frames that bring it. */

const reading =
	({ session }: ChatDialect, address = 'wss://x') =>
	(frame: string | Buffer) =>
		session(address).read(Buffer.from(frame), 0);

const slack = reading(slackDialect({ baseUrl: '', appToken: '' }));
const feishu = reading(feishuDialect({ baseUrl: '', appId: '', appSecret: '' }));
const weCom = reading(weComDialect({ socketUrl: '', botId: '', secret: '' }));
const dingTalk = reading(dingTalkDialect({ baseUrl: '', clientId: '', clientSecret: '' }));

const MESSAGES = '/v1.0/im/bot/messages/get';
const CARDS = '/v1.0/card/instances/callback';

const functions: TextFunctions['functions'] = {
	readWord: (text) => readWord(text),
	'readWord, of words that users add': (text) => readWord('on it', { markReplied: [text] }),
	codesIn,
	'withoutMention, of a robot of WeCom': (text) =>
		withoutMention({ kind: 'word', text } as ChatWord, 'a'),
	'findConversation, of a text': (text) =>
		findConversation(
			{ text, quoted: text },
			{
				repliedTo: [],
				open: [
					{ escalationId: 'e', name: 'a' },
					{ escalationId: 'f', name: '中' },
				],
			},
		),
	'findConversation, of a customer': (name) =>
		findConversation(
			{ text: 'a on it', quoted: null },
			{
				repliedTo: [],
				open: [
					{ escalationId: 'e', name },
					{ escalationId: 'f', name: null },
				],
			},
		),
	'Slack: a frame': slack,
	'Slack: a word': (text) =>
		slack(
			JSON.stringify({
				type: 'events_api',
				envelope_id: 'e',
				payload: { event: { type: 'app_mention', user: 'U', channel: 'C', ts: '1', text } },
			}),
		),
	'Feishu: a frame': feishu,
	'Feishu: a word': (text) => {
		const payload = {
			header: { event_type: 'im.message.receive_v1' },
			event: {
				sender: { sender_id: { open_id: 'ou' } },
				message: {
					message_id: 'om',
					chat_id: 'oc',
					message_type: 'text',
					content: JSON.stringify({ text }),
					mentions: [{ key: '@_user_1' }, { key: text }],
				},
			},
		};
		return feishu(
			encodeFrame({
				SeqID: '0',
				LogID: '0',
				service: 1,
				method: 1,
				headers: [
					{ key: 'sum', value: '1' },
					{ key: 'message_id', value: text },
				],
				payload: Buffer.from(JSON.stringify(payload)),
			}),
		);
	},
	'Feishu: a rich text': (text) => {
		const content = JSON.stringify({ content: [[{ tag: 'text', text }]] });
		return wordIn({
			header: { event_type: 'im.message.receive_v1' },
			event: {
				sender: { sender_id: { open_id: 'ou' } },
				message: { message_id: 'om', chat_id: 'oc', message_type: 'post', content },
			},
		});
	},
	'WeCom: a frame': weCom,
	'WeCom: a word': (content) =>
		weCom(
			JSON.stringify({
				cmd: 'aibot_msg_callback',
				headers: { req_id: 'r' },
				body: { msgid: 'm', from: { userid: 'u' }, msgtype: 'text', text: { content } },
			}),
		),
	'DingTalk: a frame': dingTalk,
	'DingTalk: a word': (content) =>
		dingTalk(
			JSON.stringify({
				type: 'CALLBACK',
				headers: { topic: MESSAGES, messageId: 'm' },
				data: JSON.stringify({
					conversationId: 'c',
					senderStaffId: 's',
					msgId: 'i',
					msgtype: 'text',
					text: { content, repliedMsg: { content } },
				}),
			}),
		),
	'DingTalk: a press': (text) =>
		dingTalk(
			JSON.stringify({
				type: 'CALLBACK',
				headers: { topic: CARDS, messageId: 'm' },
				data: JSON.stringify({
					userId: 's',
					outTrackId: 'o',
					spaceId: text,
					content: JSON.stringify({ cardPrivateData: { params: { t: text } } }),
				}),
			}),
		),
};

export const answers: Record<string, TextFunctions> = {
	'readers of what people say in a chat': { length: 32_000, functions },
};
