import { MINUTE } from '../../time/duration';
import { identityOf } from '../identity';
import { bodyValue, type EventRequest } from '../request';
import { lineValue, readNotice, withoutSignature, type Notice } from '../robotMessage/notice';
import { robotPlatformOf } from '../robotMessage/robotMessage';
import { says } from '../robotMessage/says';
import { robotSignature } from '../robotMessage/signature';
import type { EventSource, ParsedBody, SourceSettings } from '../source';

/*
 * Whatever a system would post to a robot of WeCom, DingTalk, Feishu or Slack:
 * it comes to our URL instead, and is answered as the robot would.
 */

/** A robot's message has no id: the same text within this time is the same message, sent again. */
const REPETITION = MINUTE;

function isAnswer({ title, text, quote, fields }: Notice, words: readonly string[]): boolean {
	return says([title, text, quote, ...fields.map(({ value }) => value)].join('\n'), words);
}

function parse(request: EventRequest, settings: SourceSettings): ParsedBody {
	const reading = readNotice(request);
	if (!reading.ok) return reading;
	const { notice } = reading;
	const { title, quote, text, fields, url } = notice;
	const said = identityOf(
		title,
		quote,
		text,
		url,
		...fields.flatMap(({ name, value }) => [name, value]),
	);
	const line = settings.conversationLine && lineValue(notice, [settings.conversationLine]);
	const minute = Math.floor(request.receivedAt / REPETITION);
	return {
		ok: true,
		events: [
			{
				id: `robot:${notice.deliveryId ?? identityOf(notice.platform, said, minute)}`,
				source: groupRobot.id,
				type: `${notice.platform}.${notice.type}`,
				kind: 'notice',
				occurredAt: new Date(request.receivedAt).toISOString(),
				conversation: {
					key: `robot:${line ?? said}`,
					effect: isAnswer(notice, settings.answeredWords ?? []) ? 'answers' : 'opens',
					subject: title,
				},
				title,
				text: [quote, text].filter(Boolean).join('\n') || undefined,
				fields: fields.length > 0 ? fields : undefined,
				url,
				raw: withoutSignature(bodyValue(request)),
			},
		],
	};
}

export const groupRobot: EventSource = {
	id: 'groupRobot',
	displayName: 'Group Robot Message (WeCom, Feishu, DingTalk, Slack)',
	summary: 'What any system posts to a group robot; it gets the answer that the robot would give',
	setup: 'where a system asks for the address of a group robot',
	kinds: ['notice'],
	answersAsRobot: true,
	signature: robotSignature,
	// Less than a system that speaks through a robot and says who it is.
	resemblance: (request) => (robotPlatformOf(bodyValue(request)) ? 0.9 : 0),
	parse,
};
