import { RobotMessageError } from './robotMessageError';

/* What users enter and expressions give, as what messages are made of. */

export function textOf(value: unknown): string {
	if (value === undefined || value === null) return '';
	return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value);
}

/** Entries parted by commas or blanks, or a list that an expression gave; each once. */
export function listOf(value: unknown, parting = /[,，;；\s]/): string[] {
	const entries = Array.isArray(value) ? value : String(value ?? '').split(parting);
	const named = entries.map((entry) => String(entry).trim()).filter((entry) => entry !== '');
	return [...new Set(named)];
}

/** The same of phone numbers, which may have blanks in them, such as `138 0000 1111`, or between them. */
export function phoneNumbersOf(value: unknown): string[] {
	const isWhole = (part: string) => /^\+?\d{8,}$/.test(part);
	const entries = listOf(value, /[,，;；\r\n]/).flatMap((entry) => {
		const parts = entry.split(/\s+/);
		return parts.every(isWhole) ? parts : [entry];
	});
	return listOf(entries);
}

/**
 * What was chosen of a few: n8n does not check what an expression gives. The
 * fallback stands for nothing. @param name for the error. @throws {RobotMessageError}
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
	throw new RobotMessageError(
		`${name} cannot be ${JSON.stringify(value)}`,
		`The expression has to give one of: ${choices.join(', ')}.`,
	);
}

/** JSON that a user entered, or an expression gave. @throws {RobotMessageError} */
export function jsonOf(value: unknown, name: string): unknown {
	if (typeof value !== 'string') return value;
	try {
		return JSON.parse(value);
	} catch (error) {
		throw new RobotMessageError(
			`${name} is not valid JSON`,
			error instanceof Error ? error.message : 'Check commas and quotation marks.',
		);
	}
}

/** A JSON object that a user entered, or an expression gave. @throws {RobotMessageError} */
export function jsonObjectOf(value: unknown, name: string): Record<string, unknown> {
	const parsed = jsonOf(value, name);
	if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) {
		return parsed as Record<string, unknown>;
	}
	throw new RobotMessageError(`${name} is not a JSON object`, 'It begins with { and ends with }.');
}
