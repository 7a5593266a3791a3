import { plainText } from './plainText';
import type { Field } from './robotMessage';

/** What the lines of a message say: a heading, quoted words, facts as `name: value`, and the rest. */
export interface ReadLines {
	title?: string;
	/** The lines that are quoted with `>`. */
	quote?: string;
	fields: Field[];
	/** The lines that are nothing of all that. */
	text?: string;
}

const LONGEST_NAME = 40;
const MOST_FIELDS = 50;

/**
 * Reads a robot's text line by line. One line alone with a colon is a
 * sentence; from two on they are facts.
 */
export function readLines(content: string): ReadLines {
	let title: string | undefined;
	const quote: string[] = [];
	const fields: Field[] = [];
	const rest: string[] = [];
	const others: string[] = [];
	for (const line of content.split(/\r?\n/)) {
		const heading = /^\s{0,3}#{1,6}\s+(.+)$/.exec(line);
		const quoted = /^\s{0,3}>(.*)$/.exec(line);
		const field = fieldIn(quoted ? quoted[1] : line);
		if (heading && title === undefined) {
			title = plainText(heading[1]) || undefined;
			continue;
		}
		const text = plainText(heading?.[1] ?? quoted?.[1] ?? line);
		if (text === '') continue;
		if (field && fields.length < MOST_FIELDS) fields.push(field);
		else if (quoted) quote.push(text);
		else rest.push(text);
		others.push(text);
	}
	return fields.length >= 2
		? { title, quote: joined(quote), fields, text: joined(rest) }
		: { title, fields: [], text: joined(others) };
}

/** `- **Name**: value`, with a Western or a Chinese colon. */
function fieldIn(line: string): Field | undefined {
	const content = line.replace(/^[\s\-*•·+]+/, '');
	const colon = content.search(/[:：]/);
	if (colon < 1 || colon > LONGEST_NAME) return undefined;
	const name = plainText(content.slice(0, colon).replaceAll('*', ''));
	const after = content.slice(colon + 1);
	// An address or the time of day has a colon too.
	if (name === '' || after.startsWith('//') || /^\d+$/.test(name)) return undefined;
	const value = plainText(after.replace(/^[\s*]+/, ''));
	return value === '' ? undefined : { name, value };
}

function joined(texts: string[]): string | undefined {
	return texts.length > 0 ? texts.join('\n') : undefined;
}
