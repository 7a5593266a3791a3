import { entriesOf } from '../text/list';
import { ExplainedError } from '../explainedError';

/* What users enter and expressions give, as what messages are made of. */

export function textOf(value: unknown): string {
	if (value === undefined || value === null) return '';
	return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value);
}

/** A list of ids, which have no blanks in them; each once. */
export function idsOf(value: unknown): string[] {
	return [...new Set(entriesOf(value, 'words'))];
}

/** The same of phone numbers, which may have blanks in them, such as `138 0000 1111`, or between them. */
export function phoneNumbersOf(value: unknown): string[] {
	const isWhole = (part: string) => /^\+?\d{8,}$/.test(part);
	const entries = entriesOf(value).flatMap((entry) => {
		const parts = entry.split(/\s+/);
		return parts.every(isWhole) ? parts : [entry];
	});
	return [...new Set(entries)];
}

/**
 * What was chosen of a few: n8n does not check what an expression gives. The
 * fallback stands for nothing. @param name for the error. @throws {ExplainedError}
 */
export function oneOf<Choice extends string>(
	value: unknown,
	choices: readonly Choice[],
	fallback: Choice,
	name: string,
): Choice {
	if (value === undefined || value === null || value === '') return fallback;
	const chosen = choices.find((choice) => choice === value);
	if (chosen !== undefined) return chosen;
	throw new ExplainedError(
		`${name} cannot be ${JSON.stringify(value)}`,
		`The expression must return one of: ${choices.join(', ')}.`,
	);
}

/** JSON that a user entered, or an expression gave. @throws {ExplainedError} */
export function jsonOf(value: unknown, name: string): unknown {
	if (typeof value !== 'string') return value;
	try {
		return JSON.parse(value);
	} catch (error) {
		throw new ExplainedError(
			`${name} is not valid JSON`,
			error instanceof Error ? error.message : 'Check commas and quotation marks.',
		);
	}
}

/** A JSON object that a user entered, or an expression gave. @throws {ExplainedError} */
export function jsonObjectOf(value: unknown, name: string): Record<string, unknown> {
	const parsed = jsonOf(value, name);
	if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) {
		return parsed as Record<string, unknown>;
	}
	throw new ExplainedError(
		`${name} is not a JSON object`,
		'Enter an object that begins with { and ends with }.',
	);
}

/** A text that has to be there. @throws {ExplainedError} */
export function required(text: string, name: string): string {
	if (text.trim() !== '') return text;
	throw new ExplainedError(`${name} is empty`, 'Enter it, or an expression that returns it.');
}
