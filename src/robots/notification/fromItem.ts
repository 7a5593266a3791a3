import { z } from 'zod';

import { eventKinds } from '../../events/serviceEvent';
import { toldEventSchema } from '../../events/toldEvent';
import { ExplainedError } from '../../explainedError';
import { onDutyOf } from '../mentions/onDuty';
import { isText, wordsOfError } from './anyValue';
import { digestOf } from './digest';
import { anyNotification, untitled } from './fromAnyItem';
import { escalationNotification, type EscalationLike } from './fromEscalation';
import { eventNotification, type NotificationContext } from './fromEvent';
import type { Notification } from './notification';
import { vocabularyOf } from '../../words/language';

const saidTarget = z.object({
	kind: z.enum(['firstReply', 'nextReply', 'resolution']).default('firstReply'),
	state: z.string(),
	seconds: z.number(),
	usedPercent: z.number(),
});

const escalationLike = z.object({
	change: z
		.enum([
			'acknowledged',
			'snoozed',
			'markedReplied',
			'cancelled',
			'warning',
			'breached',
			'nobodyOnDuty',
		])
		.optional()
		.catch(undefined),
	changedBy: z.string().nullish().catch(undefined),
	changedAt: z.string().optional().catch(undefined),
	heldUntil: z.string().nullish().catch(undefined),
	conversation: z.object({ key: z.string() }).optional().catch(undefined),
	reminder: z
		.object({
			number: z.number(),
			// Null where reminders go on for as long as there is time.
			maximum: z.number().nullable(),
			isLast: z.boolean().optional(),
			sentAt: z.string().optional().catch(undefined),
			openedAt: z.string().optional().catch(undefined),
			idempotencyKey: z.string().optional(),
		})
		.optional(),
	waiting: z.object({ since: z.string().optional(), seconds: z.number() }),
	messages: z.object({ count: z.number() }).optional().catch(undefined),
	target: saidTarget.nullish().catch(undefined),
	targets: z.array(saidTarget).optional().catch(undefined),
	lastHold: z
		.object({
			kind: z.enum(['acknowledged', 'snoozed']),
			by: z.string().nullable(),
			until: z.string(),
		})
		.optional()
		.catch(undefined),
	links: z
		.object({
			acknowledge: z.string().optional(),
			snooze: z.string().optional(),
			snoozeMinutes: z.number().optional(),
			markReplied: z.string().optional(),
			muteProject: z.string().optional(),
			muteMinutes: z.number().optional(),
			more: z
				.array(z.object({ text: z.string(), url: z.string() }))
				.optional()
				.catch(undefined),
			board: z.string().optional(),
		})
		.optional()
		.catch(undefined),
	escalation: z.object({
		state: z.string().optional(),
		reminderCount: z.number().optional(),
		endedAt: z.string().nullish().catch(undefined),
		endedBy: z.string().nullish(),
		endedBecause: z.string().nullish().catch(undefined),
		failing: z
			.object({ reminderNumber: z.number(), reason: z.string() })
			.nullish()
			.catch(undefined),
		idempotencyKey: z.string().optional(),
	}),
	event: toldEventSchema.optional().catch(undefined),
});

/** Several that Repeat Until Replied put out as one. */
const digestLike = z.object({
	digest: z.object({ count: z.number() }),
	conversations: z.array(z.record(z.string(), z.unknown())).min(1),
});

/**
 * The notification of whatever item arrives: a reminder, an event, or anything
 * else. With the error, where the item left a node by its error output.
 */
export function itemNotification(
	json: Record<string, unknown>,
	context: NotificationContext,
): Notification {
	return completed(saidNotification(json, context) ?? silentNotification(context), json, context);
}

/**
 * The same, but where the item stands for several conversations as one for each
 * of them: so that whoever sends them knows which ones a message names.
 * @param saysSomething whether its user has words for it.
 * @throws {ExplainedError} where it has nothing to say.
 */
export function itemNotifications(
	json: Record<string, unknown>,
	context: NotificationContext,
	saysSomething = false,
): Notification[] {
	const digest = digestLike.safeParse(json);
	if (!digest.success) {
		const said = saidNotification(json, context);
		if (!said && !saysSomething) {
			throw new ExplainedError(
				'The item has nothing to say',
				'Give it a title, a text or other fields with a value, or set "Notification" to Define Below.',
			);
		}
		return [completed(said ?? silentNotification(context), json, context)];
	}
	const { isPreview, error } = json;
	return digest.data.conversations.map((each) =>
		itemNotification(
			{ ...each, ...(isPreview ? { isPreview } : {}), ...(error ? { error } : {}) },
			context,
		),
	);
}

/** With a mark, where it is what Repeat Until Replied put out when somebody tried it; with who is on duty, which Who Is on Duty adds to any item. */
function completed(
	notification: Notification,
	json: Record<string, unknown>,
	{ language }: NotificationContext,
): Notification {
	const onDuty = onDutyOf(json);
	return {
		...notification,
		...(onDuty ? { onDuty } : {}),
		...(json.isPreview === true ? { mark: vocabularyOf(language).shared.testMark } : {}),
	};
}

/** Undefined where the item has nothing to say. */
function saidNotification(
	json: Record<string, unknown>,
	context: NotificationContext,
): Notification | undefined {
	const { error, ...others } = json;
	const failure = errorText(error);
	if (failure === undefined) {
		return ownNotification(json, context) ?? anyNotification(json, context);
	}
	const { messages } = vocabularyOf(context.language);
	const failed = { ...context, untitled: messages.stepFailed };
	const notification =
		ownNotification(others, failed) ??
		anyNotification(others, failed) ??
		silentNotification(failed);
	return {
		...notification,
		severity: 'critical',
		fields: [{ name: messages.facts.error, value: failure }, ...notification.fields],
	};
}

function silentNotification(context: NotificationContext): Notification {
	return {
		title: untitled(context),
		severity: 'info',
		hasOwnBody: true,
		fields: [],
		links: [],
	};
}

/** Of what the nodes of this package put out. */
function ownNotification(
	json: Record<string, unknown>,
	context: NotificationContext,
): Notification | undefined {
	const digest = digestLike.safeParse(json);
	if (digest.success) {
		const notifications = digest.data.conversations.map((each) => itemNotification(each, context));
		return digestOf(notifications, context.language);
	}
	const escalation = escalationLike.safeParse(json);
	if (escalation.success) {
		return escalationNotification(escalation.data satisfies EscalationLike, context);
	}
	const isEvent = (eventKinds as readonly unknown[]).includes(json.kind);
	return isEvent ? eventNotification(toldEventSchema.parse(json), context) : undefined;
}

/** n8n's nodes leave the message, or the whole error. */
function errorText(error: unknown): string | undefined {
	if (isText(error)) return error;
	if (typeof error !== 'object' || error === null) return undefined;
	const fields = error as Record<string, unknown>;
	const told = wordsOfError(fields);
	if (told.length === 0) return isText(fields.name) ? fields.name : undefined;
	return told.map((part) => part.replace(/\.$/, '')).join('. ');
}
