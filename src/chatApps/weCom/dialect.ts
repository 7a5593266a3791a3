import type { Acknowledge, ChatDialect, Frame, Reading, Session } from '../connection/dialect';
import type { ChatWord } from '../incoming';
import { idAt, jsonIn, numberAt } from '../json';
import { weComError } from './errors';
import { pressIn } from './press';
import { wordIn } from './word';

/** A smart robot (智能机器人) of WeCom. */
export interface WeComRobot {
	/** `wss://openws.work.weixin.qq.com`, or that of a private deployment. */
	socketUrl: string;
	botId: string;
	secret: string;
	/** As people mention it; empty where nobody has entered it. */
	name: string;
}

const SUBSCRIBE = 'aibot_subscribe';

/**
 * Long connections of smart robots ("智能机器人长连接", developer.work.weixin.qq.com/document/path/101463):
 * JSON texts. What has no command answers what was sent, by its id.
 */
export function weComDialect(robot: WeComRobot): ChatDialect {
	return {
		name: 'WeCom',
		isEncrypted: !robot.socketUrl.startsWith('ws:'),
		address: async () => robot.socketUrl,
		session: () => sessionOf(robot),
	};
}

function sessionOf({ botId, secret, name }: WeComRobot): Session {
	let count = 0;
	const command = (cmd: string, body?: Record<string, unknown>) => {
		count += 1;
		return JSON.stringify({ cmd, headers: { req_id: `${cmd}_${count}` }, body });
	};
	return {
		greeting: [command(SUBSCRIBE, { bot_id: botId, secret })],
		ping: () => command('ping'),
		read: (data) => [readFrame(jsonIn(data.toString('utf8')), name)],
	};
}

function readFrame(frame: unknown, name: string): Reading {
	const id = idAt(frame, 'headers', 'req_id');
	if (id === '') return { is: 'unreadable' };
	switch (idAt(frame, 'cmd')) {
		case '':
			return readAnswer(id, numberAt(frame, 'errcode'));
		case 'aibot_event_callback': {
			if (idAt(frame, 'body', 'event', 'eventtype') === 'disconnected_event')
				return { is: 'kicked' };
			const incoming = pressIn(frame);
			return incoming ? { is: 'incoming', incoming, acknowledge: updating(id) } : { is: 'nothing' };
		}
		case 'aibot_msg_callback': {
			const incoming = wordIn(frame, name);
			return incoming
				? { is: 'incoming', incoming, acknowledge: replying(id, incoming) }
				: { is: 'nothing' };
		}
		default:
			return { is: 'nothing' };
	}
}

function readAnswer(id: string, code: number | undefined): Reading {
	if (id.startsWith(SUBSCRIBE)) {
		return code === 0
			? { is: 'ready' }
			: { is: 'failed', error: weComError(String(code ?? 'no code')) };
	}
	return code === 0 ? { is: 'nothing' } : { is: 'rejected', code: String(code ?? 'no code') };
}

/** A press takes one answer: the card as all see it from now on, within five seconds. There are no private notes. */
function updating(id: string): Acknowledge {
	return (outcome) => {
		const card = outcome.stored ? outcome.response?.message : undefined;
		return card
			? [
					answer('aibot_respond_update_msg', id, {
						response_type: 'update_template_card',
						template_card: card,
					}),
				]
			: [];
	};
}

/** A word is answered by a message in the chat. */
function replying(id: string, { message }: ChatWord): Acknowledge {
	return (outcome) => {
		const note = outcome.stored ? outcome.response?.note : undefined;
		const stream = { id: `word ${message}`, finish: true, content: note?.text };
		return note ? [answer('aibot_respond_msg', id, { msgtype: 'stream', stream })] : [];
	};
}

function answer(cmd: string, id: string, body: Record<string, unknown>): Frame {
	return JSON.stringify({ cmd, headers: { req_id: id }, body });
}
