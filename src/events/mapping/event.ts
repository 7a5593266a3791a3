import {
	severities,
	type ConversationEffect,
	type EventKind,
	type ServiceEvent,
	type Severity,
} from '../serviceEvent';
import { instant, isNoTime } from '../timestamp';
import { asText } from './path';
import type { EventPart, PartValues } from '../eventPart';
import { isWebAddress } from '../../text/webAddress';

export interface EventFrame {
	id: string;
	source: string;
	type: string;
	kind: EventKind;
	conversation?: { key: string; effect: ConversationEffect };
	fields?: Array<{ name: string; value: string }>;
	notice?: string;
	raw: unknown;
	/** Milliseconds since 1970: when it happened, where nothing says so. */
	receivedAt: number;
}

/** Puts an event together from values that anybody may have sent. Whoever waits is not refused over one of them. */
export function buildEvent(frame: EventFrame, values: PartValues): ServiceEvent {
	const text = (part: EventPart) => asText(values[part]);
	const { receivedAt, conversation, notice, ...rest } = frame;
	const time = timeOf(values.occurredAt);
	return {
		...rest,
		occurredAt: new Date(time ?? receivedAt).toISOString(),
		conversation: conversation && {
			...conversation,
			subject: text('subject'),
			status: text('status'),
		},
		visitor: person(text('visitorId'), text('visitorName')),
		agent: person(undefined, text('agentName')),
		actor: person(text('actorId'), text('actorName')),
		project: projectOf(text('projectName'), text('projectUrl')),
		branch: text('branch')?.replace(/^refs\/(heads|tags)\//, ''),
		severity: severityFrom(text('severity')),
		title: text('title'),
		text: text('text'),
		url: webAddress(text('url')),
		notice: noticeOf(notice, time === null && UNREADABLE_TIME),
	};
}

/** In a sentence each; undefined where there is nothing to know. */
export function noticeOf(...notices: Array<string | false | undefined>): string | undefined {
	return notices.filter(Boolean).join(' ') || undefined;
}

export const UNREADABLE_TIME =
	'The time of this event cannot be read, so it counts as of now. Times are Unix times or dates such as 2025-12-31T23:59:59Z, between 2001 and 2100.';

/** Milliseconds since 1970; undefined where none is given, null where it cannot be read. */
function timeOf(value: unknown): number | null | undefined {
	if (isNoTime(value)) return undefined;
	const parsed = instant.safeParse(value);
	return parsed.success ? parsed.data : null;
}

function person(id: string | undefined, name: string | undefined) {
	return id === undefined && name === undefined ? undefined : { id, name };
}

function projectOf(name: string | undefined, url: string | undefined) {
	return name === undefined ? undefined : { name, url: webAddress(url) };
}

/** Nothing but what a browser opens as a page: a chat would show the rest as a link as well. */
export function webAddress(text: string | undefined): string | undefined {
	return text !== undefined && isWebAddress(text) ? text : undefined;
}

const SEVERITY_WORDS: Record<Severity, RegExp> = {
	critical: /^(critical|crit|emergency|fatal|page|error|high|urgent|严重|紧急|致命|p[01])$/i,
	warning: /^(warning|warn|medium|major|警告|重要|p2)$/i,
	info: /^(info|information|informational|notice|minor|low|none|ok|提示|信息|p[345])$/i,
};

/** The severity that the common words mean, in English and Chinese. */
export function severityFrom(word: string | undefined): Severity | undefined {
	return word === undefined
		? undefined
		: severities.find((severity) => SEVERITY_WORDS[severity].test(word.trim()));
}
