import { own } from '../../own';
import type { Fact } from './notification';

/* What people can read of a value in an item that some other node made. */

/** Objects within each other that are looked into. */
const DEEPEST = 4;
/** Values that are read of one object: of more than twenty it is told how many there are. */
const MOST_FACTS = 500;
/** Values of a list that are named in a fact. */
const MOST_VALUES = 20;

/** What a request came in, wherever it is: not for a group. Whoever knows the address may call it. */
export const ENVELOPE: ReadonlySet<string> = new Set(['headers', 'webhookurl', 'executionmode']);

export function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isText(value: unknown): value is string {
	return typeof value === 'string' && value.trim() !== '';
}

/** The words of an error: its message and what it says besides, each once. */
export function wordsOfError({ message, description }: Record<string, unknown>): string[] {
	return [...new Set([message, description])].filter(isText);
}

export function isFact(value: unknown): boolean {
	return isText(value) || typeof value === 'number' || typeof value === 'boolean';
}

/** One that does not fit into a line. */
export function isList(value: unknown): value is unknown[] {
	return Array.isArray(value) && value.some((entry) => isObject(entry) || Array.isArray(entry));
}

/** What a value and all within it say, by their paths as expressions have them: `customer.name`. */
export function factsIn(name: string, value: unknown): Fact[] {
	const facts: Fact[] = [];
	addFacts(facts, name, value, 0);
	return facts;
}

function addFacts(facts: Fact[], name: string, value: unknown, depth: number): void {
	if (facts.length >= MOST_FACTS) return;
	if (isFact(value)) facts.push({ name, value: String(value) });
	else if (Array.isArray(value)) {
		const said = value.slice(0, MOST_VALUES).map(inAWord).filter(isFact).map(String);
		const more = value.length - MOST_VALUES;
		const rest = more > 0 ? `, … +${more}` : '';
		// Of those that have no name, at least how many there are.
		const told = said.length > 0 ? `${said.join(', ')}${rest}` : `[${value.length}]`;
		if (value.length > 0) facts.push({ name, value: told });
	} else if (isObject(value)) {
		// Of a file its name, as a form has it.
		if (isText(value.filename)) facts.push({ name, value: value.filename });
		else if (depth >= DEEPEST) facts.push({ name, value: '…' });
		else {
			for (const [key, part] of Object.entries(value)) {
				if (!ENVELOPE.has(key.toLowerCase())) addFacts(facts, `${name}.${key}`, part, depth + 1);
			}
		}
	}
}

function inAWord(value: unknown): unknown {
	if (!isObject(value)) return value;
	return ['filename', 'name', 'title', 'text', 'id'].map((key) => own(value, key)).find(isFact);
}

/** Where chats and chat models have the text of a message. */
export const TEXTS = ['text', 'content', 'parts'];

/** The texts of a value, also where chat models wrap them: `[{content: [{text}]}]`, `{parts: [{text}]}`. */
export function partsIn(value: unknown, depth = 0): string[] {
	if (isText(value)) return [value];
	if (depth > DEEPEST) return [];
	if (Array.isArray(value)) {
		const all = value.slice(0, MOST_FACTS).map((entry) => partsIn(entry, depth + 1));
		const isCut = value.length > MOST_FACTS;
		return all.every((parts) => parts.length > 0) ? [...all.flat(), ...(isCut ? ['…'] : [])] : [];
	}
	if (!isObject(value)) return [];
	return (
		TEXTS.map((name) => partsIn(own(value, name), depth + 1)).find(({ length }) => length > 0) ?? []
	);
}
