/** A request as the sources look at it. */
export interface EventRequest {
	/** Upper case. */
	method: string;
	/** By lower-case name. */
	headers: Readonly<Record<string, string | undefined>>;
	query: Readonly<Record<string, unknown>>;
	/** The bytes of the body, decompressed: what signatures are made of. */
	rawBody: Buffer;
	body: RequestBody;
	/** Milliseconds since 1970. */
	receivedAt: number;
}

/** What stands in the body. `problem`: it could not be read at all. */
export type RequestBody =
	| { type: 'json' | 'form'; value: unknown }
	| { type: 'text'; value: string; /** Why it is no JSON. */ notJson: string }
	| { type: 'empty' }
	| { type: 'problem'; message: string };

/** No documented body comes near; JSON beyond some thousand levels cannot be written again. */
const DEEPEST_BODY = 64;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a body as JSON, whatever it calls itself (curl calls everything a
 * form); as a form where it says so; else as text.
 */
export function readBody(rawBody: Buffer, contentType = ''): RequestBody {
	let text: string;
	try {
		text = utf8.decode(rawBody);
	} catch {
		return { type: 'problem', message: 'The body is not UTF-8.' };
	}
	if (text.trim() === '') return { type: 'empty' };
	const json = parseJson(text);
	const isForm = /^application\/x-www-form-urlencoded\b/i.test(contentType);
	if (isForm && !(json.ok && isContainer(json.value))) return readForm(text);
	return json.ok
		? checked('json', json.value)
		: { type: 'text', value: text, notJson: json.message };
}

/** Old hooks of Gitee (`hook`) and of Slack's clients (`payload`) put their JSON into a form field. */
function readForm(text: string): RequestBody {
	const form = new URLSearchParams(text);
	const wrapped = form.get('payload') ?? form.get('hook');
	const json = wrapped === null ? undefined : parseJson(wrapped);
	return json?.ok && isContainer(json.value)
		? checked('json', json.value)
		: checked('form', Object.fromEntries(form));
}

/** A number alone, say, may be the value of any field. */
function isContainer(value: unknown): value is object {
	return typeof value === 'object' && value !== null;
}

function parseJson(text: string): { ok: true; value: unknown } | { ok: false; message: string } {
	try {
		return { ok: true, value: JSON.parse(text) };
	} catch (error) {
		return { ok: false, message: (error as Error).message };
	}
}

function checked(type: 'json' | 'form', value: unknown): RequestBody {
	return isTooDeep(value)
		? { type: 'problem', message: `The body is nested deeper than ${DEEPEST_BODY} levels.` }
		: { type, value };
}

/**
 * Walks level by level: what is nested to do harm would overflow the stack of
 * a recursive walk. On the way it takes `__proto__` out, which code further on
 * may assign without thinking.
 */
function isTooDeep(value: unknown): boolean {
	let level = [value].filter(isContainer);
	for (let depth = 0; level.length > 0; depth += 1) {
		if (depth > DEEPEST_BODY) return true;
		const next: object[] = [];
		for (const entry of level) {
			Reflect.deleteProperty(entry, '__proto__');
			for (const child of Object.values(entry)) if (isContainer(child)) next.push(child);
		}
		level = next;
	}
	return false;
}

/** The parsed body; undefined where there is none. Text stays text. */
export function bodyValue({ body }: EventRequest): unknown {
	return 'value' in body ? body.value : undefined;
}

/** A field of a parsed body, header list or query, when it is text that is not empty. */
export function textField(container: unknown, name: string): string | undefined {
	if (typeof container !== 'object' || container === null) return undefined;
	if (!Object.hasOwn(container, name)) return undefined;
	const value = (container as Record<string, unknown>)[name];
	return typeof value === 'string' && value !== '' ? value : undefined;
}
