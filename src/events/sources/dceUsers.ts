import { z } from 'zod';

import { MINUTE } from '../../time/duration';
import { KeyWriter } from '../conversationKey';
import { identityOf } from '../identity';
import { buildEvent, noticeOf } from '../mapping/event';
import { bodyValue, textField, type EventRequest } from '../request';
import { resemblanceBy } from '../resemblance';
import { hasRepeatedNames } from '../jsonBytes';
import { readNotice, wordsOf } from '../groupRobot/notice';
import { robotPlatformOf } from '../groupRobot/read';
import type { EventKind, ServiceEvent } from '../serviceEvent';
import { parsedBy, type EventSource, type ParsedBody, type SourceSettings } from '../source';
import { instant } from '../timestamp';
import { parseMapped } from './custom';
import { groupRobot } from './groupRobot';

/*
 * DaoCloud Enterprise 5.0, Global Management, "Webhook 消息通知". A webhook of a
 * client tells of one action on users. The body is a template with seven
 * variables; neither it nor a header says which action it was, so the URL does.
 */

const KINDS = {
	create: 'user.created',
	update: 'user.updated',
	delete: 'user.deleted',
	login: 'user.loggedIn',
	logout: 'user.loggedOut',
} satisfies Record<string, EventKind>;
type UserAction = keyof typeof KINDS;

const TITLES: Record<UserAction, string> = {
	create: 'User created',
	update: 'User updated',
	delete: 'User deleted',
	login: 'User logged in',
	logout: 'User logged out',
};

/** A value of the template: always text. A variable that DCE did not fill in is none. */
const variable = z
	.union([z.string(), z.number(), z.boolean()])
	.nullish()
	.transform((value) => {
		const text = value === undefined || value === null ? '' : String(value).trim();
		return text === '' || /^\{\{\$\$\.\w+\$\$\}\}$/.test(text) ? undefined : text;
	});

const bodySchema = z
	.object({
		id: variable,
		email: variable,
		username: variable,
		last_name: variable,
		first_name: variable,
		created_at: variable,
		enabled: variable,
	})
	.refine(({ id, username, email }) => id ?? username ?? email, {
		path: ['id'],
		message: 'id, username or email is required to identify the user',
	});
type Body = z.infer<typeof bodySchema>;

const HINT =
	'Keep the default message body of the webhook in DCE, or map its fields in the Service Event Trigger.';

function parse(request: EventRequest, settings: SourceSettings): ParsedBody {
	const body = request.body.type === 'empty' ? request.query : bodyValue(request);
	if (isTrial(request)) return { ok: true, events: [] };
	if (settings.mapping?.conversationKey) return parseMapped(dceUsers.id, request, settings);
	if (robotPlatformOf(body)) return fromRobotMessage(request, settings);
	const parsed = parsedBy(bodySchema, body, HINT);
	return parsed.ok ? fromTemplate(parsed.value, body, request, settings) : parsed;
}

/** DCE tries an address with an empty request; what the URL says in its query is said every time. */
function isTrial({ body, query }: EventRequest): boolean {
	return body.type === 'empty' && Object.keys(query).every((name) => name === 'action');
}

const { key } = new KeyWriter('dce', '=');

/** People come and go all day: nobody waits for an answer to that. */
function conversationOf(action: UserAction | undefined, key: string): ServiceEvent['conversation'] {
	return action === 'login' || action === 'logout' ? undefined : { key, effect: 'opens' };
}

function userKey({ id, username, email = '' }: Body, action = 'unknown'): string {
	if (id !== undefined) return key`user:${id}:${action}`;
	return username === undefined
		? key`user:email=${email}:${action}`
		: key`user:username=${username}:${action}`;
}

function fromTemplate(
	body: Body,
	raw: unknown,
	request: EventRequest,
	settings: SourceSettings,
): ParsedBody {
	const isDoubtful = isFilledInTwice(request);
	const action = actionOf(request, isDoubtful ? undefined : raw, settings);
	const user = body.id ?? body.username ?? body.email!;
	const name =
		[body.last_name, body.first_name].filter(Boolean).join(' ') || body.username || body.email;
	const created = instant.safeParse(body.created_at);
	const event = buildEvent(
		{
			id: `dce:${identityOf(
				action ?? 'unknown',
				user,
				JSON.stringify(body),
				Math.floor(request.receivedAt / MINUTE),
			)}`,
			source: dceUsers.id,
			type: action ?? 'user',
			kind: action ? KINDS[action] : 'other',
			conversation: conversationOf(
				action,
				isDoubtful
					? key`text=${identityOf(JSON.stringify(body))}:${action ?? 'unknown'}`
					: userKey(body, action),
			),
			fields: Object.entries(body).flatMap(([field, value]) =>
				value === undefined ? [] : [{ name: field, value }],
			),
			raw,
			receivedAt: request.receivedAt,
		},
		{
			occurredAt: action === 'create' && created.success ? created.data : undefined,
			title: action ? TITLES[action] : 'User event',
			text: `${action ? TITLES[action] : 'User event'}: ${name}`,
			visitorId: isDoubtful ? undefined : body.id,
			visitorName: name,
		},
	);
	const notice = noticeOf(event.notice, isDoubtful && DOUBT, !action && NO_ACTION);
	return { ok: true, events: [{ ...event, notice }] };
}

function isFilledInTwice({ body, rawBody }: EventRequest): boolean {
	// JSON may also come in a field of a form.
	return body.type === 'json' && hasRepeatedNames(rawBody);
}

/** DCE fills its template in without escaping: a quotation mark in a name ends it, and what follows may be anything. */
const DOUBT =
	'A field appears twice in this body, as happens if a name contains quotation marks. The user is uncertain, so the event is a separate conversation.';
const NO_ACTION =
	'The request does not say what happened to the user. Add ?action=create (update, delete, login or logout) to the URL in DCE.';

/** The WeCom body of DCE's documentation, and whatever else a robot would take. */
function fromRobotMessage(request: EventRequest, settings: SourceSettings): ParsedBody {
	const reading = readNotice(request);
	if (!reading.ok) return reading;
	const parsed = groupRobot.parse(request, settings);
	if (!parsed.ok) return parsed;
	const action = actionOf(request, undefined, settings);
	const conversation = conversationOf(
		action,
		key`text=${wordsOf(reading.notice)}:${action ?? 'unknown'}`,
	);
	return {
		ok: true,
		events: parsed.events.map((event) => asUserEvent(event, action, conversation)),
	};
}

/** The text of a message need not say what happened to the user; the URL does. */
function asUserEvent(
	event: ServiceEvent,
	action: UserAction | undefined,
	conversation: ServiceEvent['conversation'],
): ServiceEvent {
	return {
		...event,
		id: `dce:${identityOf(action, event.id)}`,
		source: dceUsers.id,
		kind: action ? KINDS[action] : event.kind,
		conversation: conversation && { ...event.conversation, ...conversation },
		title: event.title ?? (action && TITLES[action]),
	};
}

function actionOf(
	request: EventRequest,
	body: unknown,
	{ userAction }: SourceSettings,
): UserAction | undefined {
	const said = [
		textField(request.query, 'action'),
		request.headers['x-dce-action'],
		userAction,
		textField(body, 'action'),
		textField(body, 'event'),
	];
	return said
		.map((text) => text?.toLowerCase().replace(/^action_/, ''))
		.find((text): text is UserAction => text !== undefined && Object.hasOwn(KINDS, text));
}

const resembles = resemblanceBy({
	headers: ['x-dce-action'],
	fields: ['id', 'email', 'username', 'last_name', 'first_name', 'created_at', 'enabled'],
});

function resemblance(request: EventRequest): number {
	const isEmpty = request.body.type === 'empty';
	const ofFields = resembles(
		isEmpty ? { ...request, body: { type: 'form', value: request.query } } : request,
	);
	// A body for a robot, or none, does not say who sends it; an action in the URL does.
	const isSaid = actionOf(request, undefined, {}) !== undefined;
	return isSaid && (isEmpty || robotPlatformOf(bodyValue(request)))
		? Math.max(ofFields, 0.95)
		: ofFields;
}

export const dceUsers: EventSource = {
	id: 'dceUsers',
	displayName: 'DCE 5.0 Users',
	summary: 'Users of DaoCloud Enterprise created, updated, deleted, logged in or out',
	setup:
		'in DCE: Global Management > Access Control > Docking Portal > a client > Create Webhook; one for each action, with <code>?action=create</code> (update, delete, login, logout) appended to the URL',
	kinds: [...Object.values(KINDS), 'notice', 'other', 'message.unreplied', 'message.replied'],
	methods: ['POST', 'GET', 'PUT', 'PATCH', 'DELETE'],
	accepts: { query: true },
	respondsAsRobot: true,
	resemblance,
	parse,
};
