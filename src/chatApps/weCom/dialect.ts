import type { Acknowledge, ChatDialect, Frame, Reading, Session } from '../connection/dialect';
import type { ChatPress } from '../incoming';
import { idAt, jsonIn, numberAt } from '../json';
import type { WeComRobot } from './app';
import { weComError } from './errors';
import { pressIn } from './press';
import { wordIn } from './word';

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

function sessionOf({ botId, secret }: WeComRobot): Session {
	let count = 0;
	const next = (cmd: string, body?: Record<string, unknown>) => {
		count += 1;
		return command(cmd, `${cmd}_${count}`, body);
	};
	return {
		greeting: [next(SUBSCRIBE, { bot_id: botId, secret })],
		ping: () => next('ping'),
		ask: (id, { command: cmd, body }) => command(cmd, id, body),
		read: (data) => [readFrame(jsonIn(data.toString('utf8')))],
	};
}

function readFrame(frame: unknown): Reading {
	const id = idAt(frame, 'headers', 'req_id');
	if (id === '') return { is: 'unreadable' };
	switch (idAt(frame, 'cmd')) {
		case '':
			return readAnswer(id, frame);
		case 'aibot_event_callback': {
			if (idAt(frame, 'body', 'event', 'eventtype') === 'disconnected_event')
				return { is: 'kicked' };
			const incoming = pressIn(frame);
			return incoming
				? { is: 'incoming', incoming, acknowledge: updating(id, incoming) }
				: { is: 'nothing' };
		}
		case 'aibot_msg_callback': {
			const incoming = wordIn(frame);
			return incoming ? { is: 'incoming', incoming, acknowledge: () => [] } : { is: 'nothing' };
		}
		default:
			return { is: 'nothing' };
	}
}

function readAnswer(id: string, answer: unknown): Reading {
	const errcode = numberAt(answer, 'errcode');
	const code = errcode === 0 ? undefined : String(errcode ?? 'no code');
	if (!id.startsWith(SUBSCRIBE)) return { is: 'answer', to: id, code, answer };
	return code === undefined ? { is: 'ready' } : { is: 'failed', error: weComError(code) };
}

/** A press takes one answer, within five seconds: the card as all see it from now on, or only who pressed ("更新模板卡片"). */
function updating(id: string, { by }: ChatPress): Acknowledge {
	return (outcome) => {
		const { message, aside } = (outcome.stored && outcome.response) || {};
		const card = message ?? aside;
		if (!card) return [];
		const body = {
			response_type: 'update_template_card',
			...(message ? {} : { userids: [by.id] }),
			template_card: card,
		};
		return [command('aibot_respond_update_msg', id, body)];
	};
}

function command(cmd: string, id: string, body: Record<string, unknown> | undefined): Frame {
	return JSON.stringify({ cmd, headers: { req_id: id }, body });
}
