import type { ChatReply } from '../connection/dialect';
import type { AppConnection } from '../connection/state';
import { numberAt } from '../json';
import type { VoiceWithoutChange } from '../voice';
import { REPLY, SEND } from './app';

/**
 * What a smart robot can do besides its connection ("智能机器人长连接", path/101463). Who
 * people are it cannot ask, and its cards change only with the answer to a press.
 */
export function weComVoice(connection: Pick<AppConnection, 'ask'>): VoiceWithoutChange {
	return {
		person: async () => undefined,

		/** In the chat that the person has with the robot alone: where there is none, it may not begin one (846607). */
		async whisper({ person }, text) {
			const body = { chatid: person, msgtype: 'markdown', markdown: { content: text } };
			return wasTaken(await connection.ask({ command: SEND, body }));
		},

		async reply({ message, replyAt }, text) {
			if (!replyAt) return false;
			const stream = { id: `word ${message}`, finish: true, content: text };
			const body = { msgtype: 'stream', stream };
			return wasTaken(await connection.ask({ command: REPLY, id: replyAt.to, body }));
		},
	};
}

function wasTaken(reply: ChatReply): boolean {
	return reply.is === 'answered' && numberAt(reply.answer, 'errcode') === 0;
}
