import { z } from 'zod';

import { HOUR } from '../../time/duration';
import { identityOf } from '../identity';
import { buildEvent } from '../mapping/event';
import { bodyValue, textField, type EventRequest } from '../request';
import { lineValue, otherLines, withoutSignature } from '../robotMessage/notice';
import { readLines, type ReadLines } from '../robotMessage/lines';
import { readRobotMessage, robotPlatformOf } from '../robotMessage/robotMessage';
import { robotSignature } from '../robotMessage/signature';
import { problemFrom, type EventSource, type ParsedBody, type Problem } from '../source';
import { dateTime, isNoTime } from '../timestamp';
import { alertmanager } from './alertmanager';

/*
 * DaoCloud Enterprise 5.0, Insight, "消息模板" and "通知配置". What arrives is what
 * the template makes: by default lines of text, in Chinese or English; with a
 * template that writes JSON, an alert (v1alpha1) or a whole group (v1alpha2)
 * in Alertmanager's format.
 */

const LINES = {
	rule: ['规则名称', 'Rule Name'],
	group: ['策略名称', 'Group Name'],
	severity: ['告警级别', 'Severity'],
	cluster: ['集群', 'Cluster'],
	targetType: ['资源类型', 'Target Type'],
	target: ['资源名称', 'Target'],
	value: ['触发值', 'Value'],
	startsAt: ['发生时间', 'Starts At'],
	endsAt: ['结束时间', 'Ends At'],
	description: ['描述', 'Description'],
} as const;

const HINT =
	'Use the message template of Insight as it is by default, or one that writes the alert as JSON; see the documentation of this source.';

const labels = z.record(z.string(), z.unknown());
const alertSchema = z.object({
	status: z.enum(['firing', 'resolved']),
	labels,
	annotations: labels.nullish(),
	startsAt: z.string().nullish(),
	endsAt: z.string().nullish(),
	generatorURL: z.string().nullish(),
	fingerprint: z.string().min(1),
});

function parse(request: EventRequest): ParsedBody {
	const body = bodyValue(request);
	if (typeof body === 'string') return fromLines(body, undefined, request);
	if (robotPlatformOf(body)) {
		const reading = readRobotMessage(body, robotPlatformOf(body)!);
		return reading.ok
			? fromLines(reading.message.content, body, request)
			: problem(reading.field, reading.message);
	}
	if (typeof body === 'object' && body !== null && Object.hasOwn(body, 'alerts')) {
		const group = alertmanager.parse(request, {});
		if (!group.ok) return group;
		return { ...group, events: group.events.map((event) => ({ ...event, source: dceInsight.id })) };
	}
	const parsed = alertSchema.safeParse(body);
	return parsed.success
		? fromAlert(parsed.data, body, request)
		: { ok: false, problem: problemFrom(parsed.error, HINT) };
}

function fromAlert(
	alert: z.infer<typeof alertSchema>,
	raw: unknown,
	request: EventRequest,
): ParsedBody {
	const isResolved = alert.status === 'resolved';
	const label = (name: string) => textField(alert.labels, name);
	return built(
		buildEvent(
			{
				id: `dceInsight:${identityOf(
					alert.fingerprint,
					alert.status,
					alert.startsAt ?? undefined,
					isResolved ? (alert.endsAt ?? undefined) : undefined,
					Math.floor(request.receivedAt / HOUR),
				)}`,
				source: dceInsight.id,
				type: alert.status,
				kind: isResolved ? 'alert.resolved' : 'alert.firing',
				conversation: {
					key: `dceInsight:${alert.fingerprint}`,
					effect: isResolved ? 'answers' : 'opens',
				},
				fields: Object.keys(alert.labels)
					.flatMap((name) => {
						const value = label(name);
						return value === undefined ? [] : [{ name, value }];
					})
					.slice(0, 50),
				raw,
				receivedAt: request.receivedAt,
			},
			{
				occurredAt: isResolved ? alert.endsAt : alert.startsAt,
				title: label('alertname'),
				subject: label('alertname'),
				status: alert.status,
				text: textField(alert.annotations, 'description'),
				severity: label('severity'),
				projectName: label('cluster'),
				url: alert.generatorURL,
			},
		),
	);
}

function fromLines(text: string, raw: unknown, request: EventRequest): ParsedBody {
	// The default template writes its line breaks as a backslash and an n.
	const lines = readLines(text.trim().includes('\n') ? text : text.replaceAll('\\n', '\n'));
	const line = (name: keyof typeof LINES) => lineValue(lines, LINES[name]);
	const rule = line('rule');
	if (rule === undefined) {
		return problem('', 'There is no line "规则名称" or "Rule Name": this is no alert of Insight.');
	}
	const isResolved = !isNoTime(line('endsAt')) || saysResolved(lines);
	// What names an alert in its text; its times and its value change.
	const alert = identityOf(
		rule,
		line('group'),
		line('cluster'),
		line('targetType'),
		line('target'),
	);
	const status = isResolved ? 'resolved' : 'firing';
	return built(
		buildEvent(
			{
				id: `dceInsight:${identityOf(
					alert,
					status,
					line('startsAt'),
					line('endsAt'),
					Math.floor(request.receivedAt / HOUR),
				)}`,
				source: dceInsight.id,
				type: status,
				kind: isResolved ? 'alert.resolved' : 'alert.firing',
				conversation: {
					key: `dceInsight:${alert}`,
					effect: isResolved ? 'answers' : 'opens',
				},
				fields: otherLines(lines, [LINES.rule, LINES.severity, LINES.cluster, LINES.description]),
				raw: raw === undefined ? text : withoutSignature(raw),
				receivedAt: request.receivedAt,
			},
			{
				occurredAt: timeIn(isResolved ? line('endsAt') : line('startsAt')),
				title: rule,
				subject: rule,
				status,
				text: line('description'),
				severity: line('severity'),
				projectName: line('cluster'),
			},
		),
	);
}

/** A group's text begins with `[1] firing`; one that somebody designed may do without the count. */
const RESOLVED = /^(\[\d+\]\s*)?(\[resolved\]|resolved\b)/i;

function saysResolved({ title, quote, text }: ReadLines): boolean {
	return [title, quote, text].some((part) => part !== undefined && RESOLVED.test(part.trim()));
}

const localTime = dateTime('+08:00');

/** The template may write times in any way: what is not understood is not known. */
function timeIn(text: string | undefined): number | undefined {
	const parsed = localTime.safeParse(text);
	return parsed.success ? parsed.data : undefined;
}

function built(event: ReturnType<typeof buildEvent>): ParsedBody {
	return event.ok ? { ok: true, events: [event.event] } : problem(event.part, event.message);
}

function problem(field: string, message: string): { ok: false; problem: Problem } {
	return { ok: false, problem: { field, message, hint: HINT } };
}

export const dceInsight: EventSource = {
	id: 'dceInsight',
	displayName: 'DCE 5.0 Insight Alerts',
	summary: 'Alerts of the observability of DaoCloud Enterprise',
	setup: 'in DCE: Insight > Alert Center > Notification Configuration > Webhook',
	kinds: ['alert.firing', 'alert.resolved'],
	projects: 'projects',
	accepts: { text: true },
	answersAsRobot: true,
	signature: robotSignature,
	resemblance(request) {
		const body = bodyValue(request);
		if (typeof body === 'string') return hasOwnLines(body) ? 1 : 0;
		const platform = robotPlatformOf(body);
		if (platform) {
			const reading = readRobotMessage(body, platform);
			return reading.ok && hasOwnLines(reading.message.content) ? 1 : 0;
		}
		return alertSchema.safeParse(body).success ? 1 : 0;
	},
	parse,
};

function hasOwnLines(text: string): boolean {
	return /规则名称\s*[:：]|\bRule Name\s*[:：]/.test(text);
}
