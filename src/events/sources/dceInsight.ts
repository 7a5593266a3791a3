import { z } from 'zod';

import { HOUR } from '../../time/duration';
import { KeyWriter } from '../conversationKey';
import { identityOf } from '../identity';
import {
	hasAlertLines,
	NAMING,
	otherFields,
	readAlerts,
	type AlertLines,
} from '../insight/alertLines';
import { buildEvent, noticeOf } from '../mapping/event';
import { fieldsOfObject } from '../mapping/fields';
import { mappedSource } from '../mapping/mappedSource';
import { bodyValue, textField, type EventRequest } from '../request';
import { cutNotice, inFields, withoutProof } from '../groupRobot/notice';
import { readRobotMessage, robotPlatformOf } from '../groupRobot/read';
import { robotSignature } from '../groupRobot/signature';
import type { ServiceEvent } from '../serviceEvent';
import { parsedBy, type EventSource, type ParsedBody, type Problem } from '../source';
import { dateTime } from '../timestamp';
import { alertmanagerFormat } from './alertmanager';

/*
 * DaoCloud Enterprise 5.0, Insight, "消息模板" and "通知配置". What arrives is what
 * the template makes: by default lines of text, in Chinese or English; with a
 * template that writes JSON, an alert (v1alpha1) or a whole group (v1alpha2)
 * in Alertmanager's format.
 */

const { key } = new KeyWriter('dceInsight', '@=');

const HINT =
	'Use the default message template of Insight, or one that writes the alert as JSON. See the documentation of this source.';

/** A whole group, as Alertmanager has it. */
const insightGroup = mappedSource({ ...alertmanagerFormat, id: 'dceInsight' });

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
	const wrapped = wrappedText(body);
	if (wrapped !== undefined) return fromLines(wrapped, body, request);
	const platform = robotPlatformOf(body);
	if (platform) {
		const reading = readRobotMessage(body, platform);
		return reading.ok
			? fromLines(reading.message.content, body, request)
			: problem(reading.field, reading.message);
	}
	if (typeof body === 'object' && body !== null && Object.hasOwn(body, 'alerts')) {
		return insightGroup.parse(request, {});
	}
	const parsed = parsedBy(alertSchema, body, HINT);
	return parsed.ok ? fromAlert(parsed.value, body, request) : parsed;
}

/** The text of the template as a field of JSON that an administrator has put around it. */
function wrappedText(body: unknown): string | undefined {
	return ['content', 'message']
		.map((name) => textField(body, name))
		.find((text) => text !== undefined && hasAlertLines(text));
}

function fromAlert(
	alert: z.infer<typeof alertSchema>,
	raw: unknown,
	request: EventRequest,
): ParsedBody {
	const isResolved = alert.status === 'resolved';
	const label = (name: string) => textField(alert.labels, name);
	const event = buildEvent(
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
				key: key`${alert.fingerprint}`,
				effect: isResolved ? 'ends' : 'opens',
			},
			...fieldsOfObject(alert.labels),
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
	);
	return { ok: true, events: [event] };
}

const DOUBT =
	'Lines of this alert contradict each other, or others may have written them. They are ignored for its conversation and its end, so the alert is a separate conversation. In your own template, make the description the last line.';

function fromLines(text: string, raw: unknown, request: EventRequest): ParsedBody {
	const { alerts, isCut } = readAlerts(text);
	if (alerts.length === 0) {
		return problem(
			'',
			'The text has no line "规则名称" or "Rule Name", so it is not an Insight alert.',
		);
	}
	const events: ServiceEvent[] = [];
	for (const alert of alerts) {
		const whole = raw === undefined ? text : withoutProof(request);
		const event = buildEvent(...asEvent(alert, alerts.length > 1 ? alert.text : whole, request));
		const cut = cutNotice({ isCut, entries: alert.fields });
		events.push({ ...event, notice: noticeOf(event.notice, alert.isDoubtful && DOUBT, cut) });
	}
	return { ok: true, events };
}

function asEvent(
	{ values, fields, isResolved, isDoubtful, text }: AlertLines,
	raw: unknown,
	{ receivedAt }: EventRequest,
): Parameters<typeof buildEvent> {
	const [rule, group, cluster, namespace, node, targetType, target] = NAMING.map(
		(part) => values.get(part) ?? '',
	);
	const isOver = isResolved && !isDoubtful;
	const status = isOver ? 'resolved' : 'firing';
	const conversation = isDoubtful
		? key`text:${identityOf(text)}`
		: // What names an alert in its text; its times and its value change.
			key`rule:${rule}:${group}:${cluster}:${namespace}:${node}:${targetType}:${target}`;
	return [
		{
			id: `dceInsight:${identityOf(
				conversation,
				status,
				values.get('startsAt'),
				values.get('endsAt'),
				Math.floor(receivedAt / HOUR),
			)}`,
			source: dceInsight.id,
			type: status,
			kind: isOver ? 'alert.resolved' : 'alert.firing',
			conversation: { key: conversation, effect: isOver ? 'ends' : 'opens' },
			fields: inFields(otherFields(fields)),
			raw,
			receivedAt,
		},
		{
			occurredAt: timeIn(values.get(isOver ? 'endsAt' : 'startsAt')),
			title: rule,
			subject: rule,
			status,
			text: values.get('description'),
			severity: values.get('severity'),
			projectName: cluster,
		},
	];
}

const localTime = dateTime('+08:00');

/** The template may write times in any way: what is not understood is not known. */
function timeIn(text: string | undefined): number | undefined {
	const parsed = localTime.safeParse(text);
	return parsed.success ? parsed.data : undefined;
}

function problem(field: string, message: string): { ok: false; problem: Problem } {
	return { ok: false, problem: { field, message, advice: HINT } };
}

export const dceInsight: EventSource = {
	id: 'dceInsight',
	displayName: 'DCE 5.0 Insight Alerts',
	summary: 'Alerts from the observability module of DaoCloud Enterprise',
	setup: 'in DCE: Insight > Alert Center > Notification Configuration > Webhook',
	kinds: ['alert.firing', 'alert.resolved', 'other'],
	projects: 'projects',
	accepts: { text: true },
	respondsAsRobot: true,
	signature: robotSignature,
	authentication: 'header',
	resemblance(request) {
		const body = bodyValue(request);
		if (typeof body === 'string') return hasAlertLines(body) ? 1 : 0;
		if (wrappedText(body) !== undefined) return 1;
		const platform = robotPlatformOf(body);
		if (platform) {
			const reading = readRobotMessage(body, platform);
			return reading.ok && hasAlertLines(reading.message.content) ? 1 : 0;
		}
		return alertSchema.safeParse(body).success ? 1 : 0;
	},
	parse,
};
