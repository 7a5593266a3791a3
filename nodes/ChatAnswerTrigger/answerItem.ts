import { whoOf } from '../../src/answers/act';
import type { ChatAnswer } from '../../src/answers/answer';
import { changeJson } from '../../src/escalation/items/changeItem';
import { escalationJson } from '../../src/escalation/items/reminderItem';
import { nameOfChange, noticeOf } from '../../src/escalation/changeNotice';
import { iso } from '../../src/escalation/readable';
import type { Runtime } from '../../src/runtime/runtime';

/**
 * The item of an answer; undefined of what is none: who asks for help, or talks of something else.
 *
 * @param from the platform as its makers spell it, and the app as its buttons are signed for it.
 */
export async function answerItem(
	answer: ChatAnswer,
	from: { platform: string; app: string },
	{ engine, clock, storeId }: Pick<Runtime, 'engine' | 'clock' | 'storeId'>,
): Promise<Record<string, unknown> | undefined> {
	const now = clock.now();
	if (answer.outcome !== 'done' && answer.outcome !== 'over' && answer.outcome !== 'refused') {
		return undefined;
	}
	const said = { answer: answerJson(answer, from.platform, now) };
	if (answer.outcome === 'refused') return said;
	const { escalation } = answer;
	const store = await storeId();
	if (answer.outcome === 'over') return { ...said, ...escalationJson(escalation, now, store) };
	const { action, incoming } = answer;
	const { actor, actorId } = whoOf(from.app, incoming);
	const at = action === 'markReplied' ? escalation.endedAt : escalation.lastHold?.at;
	const notice = noticeOf(
		escalation,
		{ change: nameOfChange({ action }), by: actor, byId: actorId },
		at ?? now,
	);
	const timeline = await engine.timelineOf(escalation);
	return { ...changeJson({ notice, escalation, timeline }, now, undefined, store), ...said };
}

function answerJson(
	answer: Extract<ChatAnswer, { outcome: 'done' | 'over' | 'refused' }>,
	platform: string,
	now: number,
): Record<string, unknown> {
	const { incoming } = answer;
	const { id, name } = incoming.by;
	return {
		outcome: answer.outcome,
		...(answer.outcome === 'refused' ? { reason: answer.why } : { action: answer.action }),
		...(answer.outcome === 'done' && answer.action !== 'markReplied'
			? { minutes: answer.minutes }
			: {}),
		by: { id, name, platform },
		via: incoming.kind === 'press' ? 'button' : 'word',
		...(incoming.kind === 'word' ? { text: incoming.text } : {}),
		chatId: incoming.chat,
		messageId: incoming.message,
		at: iso(now),
	};
}
