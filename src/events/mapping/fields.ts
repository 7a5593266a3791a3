import { asText } from './path';

/** Facts that an event tells of at most. */
export const MOST_FIELDS = 50;

export interface FieldsOfObject {
	fields?: Array<{ name: string; value: string }>;
	/** Of what is left out. */
	notice?: string;
}

/** Labels and the like: every entry of an object that has a text. */
export function fieldsOfObject(value: unknown): FieldsOfObject {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
	const fields = Object.entries(value).flatMap(([name, entry]) => {
		const text = asText(entry);
		return text === undefined ? [] : [{ name, value: text }];
	});
	if (fields.length <= MOST_FIELDS) return fields.length > 0 ? { fields } : {};
	return {
		fields: fields.slice(0, MOST_FIELDS),
		notice: `The event has ${fields.length} facts. Only the first ${MOST_FIELDS} are shown; "raw" contains all of them.`,
	};
}
