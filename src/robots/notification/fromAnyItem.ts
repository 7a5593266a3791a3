import { own } from '../../own';
import { inOneLine } from '../../text/utf8';
import { shortened } from '../../text/characters';
import { fill, nameFor, pluralText } from '../../words/text';
import { vocabularyOf } from '../../words/language';
import { list, paragraph, plainParagraph, rootOf, strong, text } from '../markdown/build';
import { parseMarkdown } from '../markdown/parse';
import type { BlockContent, RootContent } from '../markdown/tree';
import { webUrl } from '../markdown/webUrl';
import {
	ENVELOPE,
	factsIn,
	isFact,
	isList,
	isObject,
	isText,
	partsIn,
	TEXTS,
	wordsOfError,
} from './anyValue';
import { filled, timeField, type NotificationContext } from './fromEvent';
import type { Notification } from './notification';

/*
 * The notification of an item that this package did not make. The forms are
 * those of n8n 2's own nodes: Error Trigger, Webhook, Form Trigger, Schedule
 * Trigger, RSS Read, HTTP Request, AI Agent and chat models.
 */

type Json = Record<string, unknown>;

/** Where an item most likely has its words, written in any case. */
const TITLE_KEYS = ['title', 'subject', 'name'];
const TEXT_KEYS = [
	// Before the same as HTML.
	...['contentsnippet', 'textplain', 'text', 'content', 'message', 'description', 'output', 'body'],
	...['chatinput', 'snippet', 'summary', 'stdout'],
];
const URL_KEYS = ['url', 'link', 'html_url', 'htmlurl', 'weburl', 'permalink'];
/** The same again in another form, or for machines. */
const NOISE = new Set([
	...['intermediatesteps', 'html', 'texthtml', 'content:encoded', 'guid', 'isodate', 'dc:creator'],
	...['finish_reason', 'finishreason', 'ispreview', 'onduty'],
]);

/** Entries of a list that are shown, and how long each is, in UTF-16 code units. */
const MOST_ENTRIES = 20;
const LONGEST_ENTRY = 300;

/** Undefined where it has nothing to say. */
export function anyNotification(
	json: Json,
	context: NotificationContext,
): Notification | undefined {
	return errorTrigger(json, context) ?? schedule(json, context) ?? words(json, context);
}

/** `{workflow, execution}`, or `{workflow, trigger}` where the workflow did not begin. */
function errorTrigger(json: Json, { language }: NotificationContext): Notification | undefined {
	const { workflow, execution, trigger } = json;
	if (!isObject(workflow)) return undefined;
	const failed = [execution, trigger].find((part) => isObject(part) && isObject(part.error));
	if (!isObject(failed) || !isObject(failed.error)) return undefined;
	const { messages } = vocabularyOf(language);
	const { error, lastNodeExecuted, url } = failed;
	const name = isText(workflow.name) ? workflow.name : undefined;
	const node = [lastNodeExecuted, isObject(error.node) ? error.node.name : undefined].find(isText);
	const told = wordsOfError(error);
	return {
		title: fill(messages.workflowFailed, {
			name: nameFor(messages.workflowFailed, 'name', name, messages.aWorkflow),
		}),
		severity: 'critical',
		body: told.length > 0 ? rootOf(told.map(plainParagraph)) : undefined,
		hasOwnBody: true,
		fields: filled([[messages.facts.node, node]]),
		links: isText(url) ? [{ text: messages.open, url }] : [],
	};
}

/** A Schedule Trigger says when it is, in eleven ways. */
function schedule(json: Json, context: NotificationContext): Notification | undefined {
	const { timestamp } = json;
	if (
		!isText(timestamp) ||
		!Object.hasOwn(json, 'Readable date') ||
		!Object.hasOwn(json, 'Day of week')
	)
		return undefined;
	const { messages } = vocabularyOf(context.language);
	const time = timeField(timestamp, messages.facts.time, context);
	if (time.length === 0) return undefined;
	const rest = Object.fromEntries(Object.entries(json).filter(([key]) => !OF_SCHEDULE.has(key)));
	const more = words(rest, context);
	return {
		...(more ?? { title: untitled(context), severity: 'info', hasOwnBody: true, links: [] }),
		fields: [...time, ...(more?.fields ?? [])],
	};
}

const OF_SCHEDULE = new Set([
	...['timestamp', 'Readable date', 'Readable time', 'Day of week', 'Year', 'Month'],
	...['Day of month', 'Hour', 'Minute', 'Second', 'Timezone'],
]);

/** Title, text, facts, lists and the page of whatever it is. */
function words(given: Json, context: NotificationContext): Notification | undefined {
	const { messages } = vocabularyOf(context.language);
	const isForm = isText(given.submittedAt) && isText(given.formMode);
	const { json, status, inBody, isEnvelope } = unwrapped(
		isForm ? without(given, ['formMode']) : given,
	);
	if (inBody !== undefined) return inBody.trim() === '' ? undefined : ofText(inBody, context);
	const keyOf = (keys: string[], suits: (value: unknown) => boolean) =>
		keys
			.flatMap((wanted) => Object.keys(json).filter((key) => key.toLowerCase() === wanted))
			.find((key) => suits(own(json, key)));
	// What somebody answers in a form is all the same to us.
	const titleKey = isForm ? undefined : keyOf(TITLE_KEYS, isText);
	const textKey = isForm ? undefined : keyOf(TEXT_KEYS, (value) => partsIn(value).length > 0);
	// Whoever sends a request chooses its body: it makes no button.
	const urlKey = isForm || isEnvelope ? undefined : keyOf(URL_KEYS, isAddress);
	const { text: said, byModel } = textKey ? saidIn(textKey, own(json, textKey)) : NOTHING;
	const isMarkdown = byModel && !isEnvelope;
	const rest = Object.entries(json).filter(
		([key, value]) => ![titleKey, textKey, urlKey].includes(key) && !isNoise(key, value, textKey),
	);
	const around = textKey ? own(json, textKey) : undefined;
	// Who wrote it in a chat, and where; of a chat model all else is for machines.
	const besides = isObject(around) && !isMarkdown ? factsIn(textKey!, without(around, TEXTS)) : [];
	const facts = rest
		.flatMap(([key, value]) => (isList(value) ? [] : factsIn(key, value)))
		.concat(besides);
	const lists = rest.flatMap(([key, value]) => (isList(value) ? listOf(key, value, context) : []));
	const body: RootContent[] = [...(said ? blocksOf(said, isMarkdown) : []), ...lists];
	const heading = titleKey ? undefined : headingOf(body);
	const links = urlKey ? [{ text: messages.open, url: String(own(json, urlKey)) }] : [];
	if (!titleKey && body.length === 0 && facts.length === 0 && links.length === 0) return undefined;
	const times: Record<string, string> = isForm ? { submittedAt: messages.facts.time } : {};
	return {
		title: titleKey
			? String(own(json, titleKey))
			: (heading ?? (isForm ? messages.formSubmitted : untitled(context))),
		severity: status !== undefined && status >= 400 ? 'critical' : 'info',
		body: body.length > 0 ? rootOf(heading ? body.slice(1) : body) : undefined,
		hasOwnBody: true,
		fields: [
			...filled([[messages.facts.status, status === undefined ? undefined : String(status)]]),
			...facts.flatMap((fact) => {
				const name = own(times, fact.name);
				const time = name === undefined ? [] : timeField(fact.value, name, context);
				return time.length > 0 ? time : [{ ...fact, name: name ?? fact.name }];
			}),
		],
		links,
	};
}

const NOTHING = { text: undefined, byModel: false };

/** The body of a request or a response, with what other nodes added, and without what it came in. */
function unwrapped(json: Json): {
	json: Json;
	isEnvelope: boolean;
	status?: number;
	inBody?: string;
} {
	const isEnvelope =
		isObject(json.headers) &&
		['webhookUrl', 'executionMode', 'query', 'params', 'statusCode'].some((key) =>
			Object.hasOwn(json, key),
		);
	if (!isEnvelope) return { json, isEnvelope };
	const { body, query, params, statusCode, statusMessage, ...others } = json;
	const more = without(others, ['headers', 'webhookUrl', 'executionMode']);
	const status = typeof statusCode === 'number' ? statusCode : undefined;
	const asked = { ...(isObject(params) ? params : {}), ...(isObject(query) ? query : {}) };
	if (isObject(body)) {
		// A GET has its words in the address.
		const says = Object.keys(body).length > 0 ? body : asked;
		return { json: { ...says, ...more }, isEnvelope, status };
	}
	if (typeof body === 'string' && Object.keys(more).length === 0 && status === undefined) {
		return { json: {}, isEnvelope, inBody: body };
	}
	return {
		json: { ...(isFact(body) || isList(body) ? { body } : asked), ...more },
		isEnvelope,
		status,
	};
}

function ofText(said: string, context: NotificationContext): Notification {
	return {
		title: untitled(context),
		severity: 'info',
		body: rootOf([plainParagraph(said)]),
		hasOwnBody: true,
		fields: [],
		links: [],
	};
}

/** A language model writes Markdown; who wrote any other text nobody knows. */
function saidIn(key: string, value: unknown): { text: string; byModel: boolean } {
	const parts = partsIn(value);
	const [first] = Array.isArray(value) ? (value as unknown[]) : [value];
	const role = isObject(first) ? first.role : undefined;
	return {
		text: parts.join('\n\n'),
		byModel: key.toLowerCase() === 'output' || role === 'assistant' || role === 'model',
	};
}

function blocksOf(said: string, isMarkdown: boolean): RootContent[] {
	return isMarkdown ? parseMarkdown(said).children : [plainParagraph(said)];
}

/** What a report begins with is its title. */
function headingOf([first]: RootContent[]): string | undefined {
	if (first?.type !== 'heading') return undefined;
	const words = first.children.flatMap((child) => (child.type === 'text' ? [child.value] : []));
	return words.length === first.children.length ? words.join('') : undefined;
}

function listOf(
	name: string,
	values: unknown[],
	{ language }: NotificationContext,
): BlockContent[] {
	const { messages, shared, language: of } = vocabularyOf(language);
	const entries = values.slice(0, MOST_ENTRIES).flatMap((value) => {
		const facts = isObject(value)
			? Object.entries(value)
					.filter(([key, part]) => !isNoise(key, part))
					.flatMap(([key, part]) => factsIn(key, part))
					.map((fact) => `${fact.name}${shared.colon}${fact.value}`)
			: partsIn(value);
		const line = inOneLine(facts.join(' · '));
		return line === '' ? [] : [[paragraph(text(shortened(line, LONGEST_ENTRY)))]];
	});
	if (entries.length === 0) return [];
	const left = values.length - MOST_ENTRIES;
	const more = fill(pluralText(messages.leftOut, left, of.tag), { count: left });
	return [
		paragraph(strong(text(name))),
		list(entries, { ordered: true }),
		...(left > 0 ? [paragraph(text(more))] : []),
	];
}

function isNoise(key: string, value: unknown, textKey?: string): boolean {
	const name = key.toLowerCase();
	if (ENVELOPE.has(name)) return name !== 'headers' || isObject(value);
	// Of a feed, the page itself as HTML.
	const isHtml = name === 'content' && textKey?.toLowerCase() === 'contentsnippet';
	const isSession = textKey === 'chatInput' && (name === 'sessionid' || name === 'action');
	return isSession || NOISE.has(name) || name.endsWith('snippet') || isHtml;
}

function isAddress(value: unknown): boolean {
	return typeof value === 'string' && webUrl(value) !== undefined;
}

function without(json: Json, keys: string[]): Json {
	return Object.fromEntries(Object.entries(json).filter(([key]) => !keys.includes(key)));
}

/** The title of what has none. */
export function untitled({ language, untitled: title }: NotificationContext): string {
	return title?.trim() || vocabularyOf(language).messages.notification;
}
