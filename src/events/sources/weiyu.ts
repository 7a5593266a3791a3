import { MINUTE } from '../../time/duration';
import { KeyWriter } from '../conversationKey';
import { identityOf } from '../identity';
import { severityFrom } from '../mapping/event';
import type { EventRequest } from '../request';
import {
	cutNotice,
	inFields,
	ownFacts,
	readNotice,
	withoutProof,
	wordsOf,
} from '../groupRobot/notice';
import { robotSignature } from '../groupRobot/signature';
import type { EventSource, ParsedBody } from '../source';
import { dateTime } from '../timestamp';
import {
	isOwnName,
	otherFields,
	weiyuFacts,
	type WeiyuFacts,
	type WeiyuPart,
} from '../weiyu/facts';
import {
	ALERT,
	alertName,
	isAnnounced,
	isAnswered,
	SUBJECTS,
	type Subject,
	type Understood,
} from '../weiyu/subjects';

/*
 * Weiyu (Bytedesk), "Webhook": it posts to the group robots of WeCom, Feishu
 * and DingTalk, as text whose lines are `- **name**: value`. Published is the
 * text of a new message alone. What else it announces (`weiyu/subjects.ts`) is
 * recognised by the words of its title.
 */

/** What stands in the key before the value of the line. */
const PREFIXES: Partial<Record<WeiyuPart, string>> = {
	threadId: 'thread',
	messageId: 'message',
	ticketId: 'ticket',
	customerId: 'customer',
	alertId: 'alert',
};

/** Its times have no zone: they are those of its servers, in China. */
const localTime = dateTime('+08:00');

const { key } = new KeyWriter('weiyu', '=');

const DOUBT =
	'Lines of this message contradict each other, or a customer may have written them. They are ignored for its conversation and status, so the message is a separate conversation.';
const NAMELESS = 'No line identifies the conversation, so the message is a separate one.';

function parse(request: EventRequest): ParsedBody {
	const reading = readNotice(request);
	if (!reading.ok) return reading;
	const { notice } = reading;
	const { title = '' } = notice;
	const facts = weiyuFacts(notice);
	const subject = subjectOf(title, facts);
	const named = subject && facts.keyIn(subject.key);
	const ofAlert = subject === ALERT && named === undefined ? alertName(title, facts) : undefined;
	const isDoubtful = named === 'doubtful' || facts.isDoubtful('status');
	const line = isDoubtful ? undefined : named;
	const status = isDoubtful ? undefined : facts.value('status', line);
	const understood = meaningOf(subject, title, status, isDoubtful);
	const words = wordsOf(notice);
	const own = (part: WeiyuPart) => facts.value(part, line);
	// What names itself is told once for each status; what does not, once a minute.
	const minute = line ? undefined : Math.floor(request.receivedAt / MINUTE);
	const occurredAt = timeOf(understood, own) ?? request.receivedAt;
	const notices = [
		isDoubtful
			? DOUBT
			: subject && !line && (isDoubtful || ofAlert === undefined)
				? NAMELESS
				: undefined,
		cutNotice({ isCut: notice.isCut, entries: facts.fields }),
	].filter((part) => part !== undefined);
	return {
		ok: true,
		events: [
			{
				id: `weiyu:${identityOf(understood.kind, words, minute)}`,
				source: weiyu.id,
				type: notice.title ?? notice.type,
				kind: understood.kind,
				occurredAt: new Date(occurredAt).toISOString(),
				conversation: {
					key: line
						? key`${PREFIXES[line.part] ?? line.part}:${line.value}`
						: ofAlert !== undefined && !isDoubtful
							? key`alert:name=${ofAlert}`
							: key`text:${words}`,
					effect: understood.effect,
					subject: notice.title,
					status,
				},
				visitor: personOf(own('customerId'), facts.said('visitor') ?? facts.said('contact')),
				agent: personOf(undefined, facts.said('agent')),
				severity: severityFrom(own('priority')),
				title: notice.title,
				text: facts.text,
				fields: inFields(otherFields(facts)),
				url: notice.url,
				notice: notices.length > 0 ? notices.join(' ') : undefined,
				raw: withoutProof(request),
			},
		],
	};
}

function meaningOf(
	subject: Subject | undefined,
	title: string,
	status: string | undefined,
	isDoubtful: boolean,
): Understood {
	const answered = isAnswered(status);
	const understood: Understood = subject?.understand(title, answered) ?? {
		kind: 'notice',
		effect: answered ? 'ends' : 'opens',
	};
	if (!isDoubtful) return understood;
	// Whose waiting is over is not known: somebody has to look.
	const kind = understood.effect === 'ends' ? 'notice' : understood.kind;
	return { kind, effect: 'opens' };
}

/** When it happened, where the lines say so: mostly they tell when the question was asked. */
function timeOf(
	{ kind, effect }: Understood,
	line: (part: WeiyuPart) => string | undefined,
): number | undefined {
	if (effect !== 'opens') return undefined;
	// Asked long ago, and on the agenda again.
	const isOld = kind === 'ticket.dueSoon' || kind === 'ticket.escalated';
	const time = localTime.safeParse(
		isOld ? line('updatedAt') : (line('createdAt') ?? line('updatedAt')),
	);
	return time.success ? time.data : undefined;
}

function subjectOf(title: string, facts: WeiyuFacts): Subject | undefined {
	const names = facts.names().join('\n');
	return (
		SUBJECTS.find(({ words }) => words.test(title)) ??
		SUBJECTS.find(({ words }) => words.test(names))
	);
}

/** What says that a message is Weiyu's: a line that no other system has, else its title with a line that names what it is about. */
function resemblance(request: EventRequest): number {
	const reading = readNotice(request);
	if (!reading.ok) return 0;
	const { notice } = reading;
	if (ownFacts(notice).some(({ name }) => isOwnName(name))) return 1;
	const { title = '' } = notice;
	const subject = SUBJECTS.find(({ words }) => words.test(title));
	if (!subject) return 0;
	const facts = weiyuFacts(notice);
	// More than for a message of any system to a robot.
	return facts.keyIn(subject.key) !== undefined || isAnnounced(title) ? 0.95 : 0;
}

function personOf(id: string | undefined, name: string | undefined) {
	return id === undefined && name === undefined ? undefined : { id, name };
}

export const weiyu: EventSource = {
	id: 'weiyu',
	displayName: 'Weiyu (Bytedesk)',
	summary: 'Messages left by customers, customer information, tickets and alerts',
	setup: 'in Weiyu: Settings > WebHook, as the address of a WeCom, Feishu or DingTalk robot',
	kinds: [
		'message.unreplied',
		'message.replied',
		'customer.updated',
		'lead.created',
		'ticket.created',
		'ticket.updated',
		'ticket.dueSoon',
		'ticket.escalated',
		'ticket.closed',
		'alert.firing',
		'alert.resolved',
		'notice',
	],
	respondsAsRobot: true,
	signature: robotSignature,
	// Where it asks for the address of a robot, there is no field for a header.
	authentication: 'query',
	resemblance,
	parse,
};
