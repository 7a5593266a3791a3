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

export type BuiltEvent =
	| { ok: true; event: ServiceEvent }
	| { ok: false; part: EventPart; message: string };

/** Puts an event together from values that anybody may have sent. */
export function buildEvent(frame: EventFrame, values: PartValues): BuiltEvent {
	const text = (part: EventPart) => asText(values[part]);
	const { receivedAt, conversation, ...rest } = frame;
	const time = occurredAt(values.occurredAt, receivedAt);
	if (!time.ok) return { ok: false, part: 'occurredAt', message: time.message };
	return {
		ok: true,
		event: {
			...rest,
			occurredAt: new Date(time.at).toISOString(),
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
		},
	};
}

function occurredAt(
	value: unknown,
	receivedAt: number,
): { ok: true; at: number } | { ok: false; message: string } {
	if (isNoTime(value)) return { ok: true, at: receivedAt };
	const parsed = instant.safeParse(value);
	return parsed.success
		? { ok: true, at: parsed.data }
		: { ok: false, message: parsed.error.issues[0].message };
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
