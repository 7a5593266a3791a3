import type { AppConnection } from '../connection/state';
import { numberAt } from '../json';
import type { VoiceWithoutChange } from '../voice';
import { SEND } from './app';

/**
 * What a smart robot can do besides its connection ("智能机器人长连接", path/101463). Who
 * people are it cannot ask, and its cards change only with the answer to a press.
 */
export function weComVoice(connection: Pick<AppConnection, 'ask'>): VoiceWithoutChange {
	return {
		person: async () => undefined,

		/** In the chat that the person has with the robot alone: where there is none, it may not begin one (846607). */
		async whisper({ person }, text) {
			const reply = await connection.ask({
				command: SEND,
				body: { chatid: person, msgtype: 'markdown', markdown: { content: text } },
			});
			return reply.is === 'answered' && numberAt(reply.answer, 'errcode') === 0;
		},
	};
}
