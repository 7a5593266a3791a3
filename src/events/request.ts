import { formFields, jsonInForm } from './form';
import { boundPassed, withLongNumbersAsText } from './jsonBytes';

/** A request of whose body nothing is read yet. Names in its records are own properties alone. */
export interface UnreadRequest {
	/** Upper case. */
	method: string;
	/** By lower-case name. */
	headers: Readonly<Record<string, string | undefined>>;
	query: Readonly<Record<string, unknown>>;
	/** The bytes of the body, decompressed: what signatures are made of. */
	rawBody: Buffer;
	/** Milliseconds since 1970. */
	receivedAt: number;
}

/** A request as the sources look at it. */
export interface EventRequest extends UnreadRequest {
	body: RequestBody;
}

/**
 * What stands in the body. `problem`: it could not be read at all. In JSON a
 * number that JavaScript's cannot hold is a text of its digits: the ids of
 * many systems are beyond 2^53.
 */
export type RequestBody =
	| { type: 'json' | 'form'; value: unknown }
	| { type: 'text'; value: string; /** Why it is no JSON. */ notJson: string }
	| { type: 'empty' }
	| { type: 'problem'; message: string };

/**
 * No documented body comes near: ten thousand alerts with a hundred values
 * each have a million. What has more of them than that takes the parser
 * seconds, and JSON beyond some thousand levels cannot be written again.
 */
export const JSON_BOUNDS = { depth: 64, values: 1_000_000 };

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The request with what stands in its body. */
export function withBody(request: UnreadRequest): EventRequest {
	return { ...request, body: readBody(request.rawBody, request.headers['content-type']) };
}

/**
 * Reads a body as JSON, whatever it calls itself (curl calls everything a
 * form); as a form where it says so; else as text. Takes time in proportion to
 * its bytes.
 */
export function readBody(rawBody: Buffer, contentType = ''): RequestBody {
	let text: string;
	try {
		text = utf8.decode(rawBody);
	} catch {
		return { type: 'problem', message: 'The body is not UTF-8.' };
	}
	if (text.trim() === '') return { type: 'empty' };
	const json = parseJson(text, rawBody);
	if (isForm(contentType) && !(json.type === 'json' && isContainer(json.value))) {
		return readForm(rawBody);
	}
	return json;
}

export function isForm(contentType = ''): boolean {
	return /^application\/x-www-form-urlencoded\b/i.test(contentType);
}

/** Old hooks of Gitee (`hook`) and of Slack's clients (`payload`) put their JSON into a form field. */
function readForm(rawBody: Buffer): RequestBody {
	const fields = formFields(rawBody);
	if (!fields) return { type: 'problem', message: 'The form has too many fields.' };
	const wrapped = jsonInForm(fields);
	const json = wrapped === undefined ? undefined : parseJson(wrapped, Buffer.from(wrapped));
	if (json?.type === 'problem') return json;
	return json?.type === 'json' && isContainer(json.value)
		? json
		: { type: 'form', value: withoutProto(Object.fromEntries(fields)) };
}

/** A number alone, say, may be the value of any field. */
function isContainer(value: unknown): value is object {
	return typeof value === 'object' && value !== null;
}

function parseJson(
	text: string,
	bytes: Buffer,
): RequestBody & { type: 'json' | 'text' | 'problem' } {
	switch (boundPassed(bytes, JSON_BOUNDS)) {
		case 'depth':
			return {
				type: 'problem',
				message: `The body is nested deeper than ${JSON_BOUNDS.depth} levels.`,
			};
		case 'values':
			return {
				type: 'problem',
				message: `The body has more than ${JSON_BOUNDS.values.toLocaleString('en')} values.`,
			};
		default:
	}
	try {
		let value: unknown = JSON.parse(text);
		// Now that it is known to be JSON.
		const exact = withLongNumbersAsText(bytes);
		if (exact) value = JSON.parse(utf8.decode(exact));
		return { type: 'json', value: PROTO.test(text) ? withoutProto(value) : value };
	} catch (error) {
		return { type: 'text', value: text, notJson: (error as Error).message };
	}
}

/** What JSON has to contain to have a member `__proto__`: itself, or a character of it as an escape. */
const PROTO = /__proto__|\\u00(?:5f|6f|7[024])/i;

/**
 * Takes out `__proto__`, which code further on may assign without thinking.
 * The value is nested no deeper than the bounds allow.
 */
function withoutProto<Value>(value: Value): Value {
	if (Array.isArray(value)) {
		for (const entry of value) if (isContainer(entry)) withoutProto(entry);
	} else if (isContainer(value)) {
		if (Object.hasOwn(value, '__proto__')) Reflect.deleteProperty(value, '__proto__');
		// A list of a million values would take longer to make than the parser has taken.
		for (const name in value) {
			const child = (value as Record<string, unknown>)[name];
			if (isContainer(child)) withoutProto(child);
		}
	}
	return value;
}

/** The parsed body; undefined where there is none. Text stays text. */
export function bodyValue({ body }: EventRequest): unknown {
	return 'value' in body ? body.value : undefined;
}

/** A parsed body without these of its fields; what is no object, as it is. */
export function withoutFields(body: unknown, names: readonly string[] = []): unknown {
	if (names.length === 0 || !isContainer(body) || Array.isArray(body)) return body;
	return Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));
}

/** A field of a parsed body, header list or query, when it is text that is not empty. */
export function textField(container: unknown, name: string): string | undefined {
	if (typeof container !== 'object' || container === null) return undefined;
	if (!Object.hasOwn(container, name)) return undefined;
	const value = (container as Record<string, unknown>)[name];
	return typeof value === 'string' && value !== '' ? value : undefined;
}
