import { MINUTE } from '../../time/duration';
import { KeyWriter } from '../conversationKey';
import { identityOf } from '../identity';
import { bodyValue, type EventRequest } from '../request';
import { saidBy, type Said } from '../groupRobot/facts';
import {
	cutNotice,
	ownFacts,
	quotedFacts,
	readNotice,
	shownNotice,
	withoutProof,
	wordsOf,
	type Notice,
} from '../groupRobot/notice';
import { isSurelyForRobot, robotPlatformOf } from '../groupRobot/read';
import { says } from '../groupRobot/says';
import { robotSignature } from '../groupRobot/signature';
import type { EventSource, ParsedBody, SourceSettings } from '../source';

/*
 * Whatever a system would post to a robot of WeCom, DingTalk, Feishu or Slack:
 * it comes to our URL instead, and is answered as the robot would.
 */

/** A robot's message has no id: the same text within this time is the same message, sent again. */
const REPETITION = MINUTE;

const { key } = new KeyWriter('robot', '=');

/** What the line says that the user has named; with `>` before the name, one within a quotation. */
function lineNamed(notice: Notice, name: string | undefined): Said {
	const written = name?.trim() ?? '';
	return written.startsWith('>')
		? saidBy(quotedFacts(notice), written.slice(1).trim())
		: saidBy(ownFacts(notice), written);
}

/** For whoever tries out the name. */
function missedLine(notice: Notice, name: string): string {
	const isQuoted = lineNamed(notice, `> ${name}`).value !== undefined;
	return isQuoted
		? `The line "${name}" is in a quotation, which may contain customers' words. Enter "> ${name}" if the system itself writes it.`
		: `The message has no line "${name}", so its whole text identifies the conversation.`;
}

function parse(request: EventRequest, settings: SourceSettings): ParsedBody {
	const reading = readNotice(request);
	if (!reading.ok) return reading;
	const { notice } = reading;
	const { repliedWords = [] } = settings;
	const words = wordsOf(notice);
	const line = lineNamed(notice, settings.conversationLine);
	const status = lineNamed(notice, settings.statusLine);
	const isDoubtful = line.isDoubtful || status.isDoubtful;
	// Where customers' words may stand, any word may stand.
	const isAnswer = [notice.title, status.value].some(
		(text) => text !== undefined && says(text, repliedWords),
	);
	const doubt = isDoubtful
		? `Two lines of the name "${line.isDoubtful ? settings.conversationLine : settings.statusLine}" have different values. Neither counts, so this message is a separate conversation.`
		: undefined;
	const named = settings.conversationLine;
	const isMissed = settings.isTest && named !== undefined && line.value === undefined;
	const minute = Math.floor(request.receivedAt / REPETITION);
	return {
		ok: true,
		events: [
			{
				id: `robot:${notice.deliveryId ?? identityOf(notice.platform, words, minute)}`,
				source: groupRobot.id,
				type: `${notice.platform}.${notice.type}`,
				kind: 'notice',
				occurredAt: new Date(request.receivedAt).toISOString(),
				conversation: {
					key: line.value === undefined || isDoubtful ? key`text=${words}` : key`${line.value}`,
					effect: isAnswer && !isDoubtful ? 'ends' : 'opens',
					subject: notice.title,
				},
				title: notice.title,
				...shownNotice(notice),
				url: notice.url,
				notice:
					[doubt, isMissed && missedLine(notice, named), cutNotice(notice)]
						.filter(Boolean)
						.join(' ') || undefined,
				raw: withoutProof(request),
			},
		],
	};
}

export const groupRobot: EventSource = {
	id: 'groupRobot',
	displayName: 'Group Robot Message (WeCom, Feishu, DingTalk, Slack)',
	summary: 'Messages that any system posts to a group robot; it gets the response of a robot',
	setup: 'where a system asks for the address of a group robot',
	kinds: ['notice'],
	respondsAsRobot: true,
	signature: robotSignature,
	// Where it asks for the address of a robot, there is no field for a header.
	authentication: 'query',
	// Less than a system that speaks through a robot and says who it is.
	resemblance(request) {
		const body = bodyValue(request);
		if (isSurelyForRobot(body)) return 0.9;
		return robotPlatformOf(body) ? 0.5 : 0;
	},
	parse,
};
