import { readBody } from '../request';

/** Bytes. Panels send it to n8n with every look into a list. */
export const LARGEST_SAMPLE = 256 * 1_024;

export type SampleReading =
	| { ok: true; bytes: Buffer; body: object }
	/** Why it cannot be read, and what to do about it: sentences for the panel. */
	| { ok: false; message: string; advice: string };

const PASTE =
	'Paste a body that your system sends, as JSON, under Sample Body. Or choose By Path and enter the path of the field.';
const AS_IT_IS =
	'Paste the body exactly as your system sends it, with straight double quotes and without a comma behind the last field. If it sends a form, choose By Path and enter the name of the field.';

/** Reads what somebody pasted as a body that their system sends, as strictly as a body that arrives. */
export function readSample(given: unknown): SampleReading {
	const text = textOf(given);
	if (text === undefined) return problem('Sample Body is nested too deep.', AS_IT_IS);
	const bytes = Buffer.from(text);
	if (bytes.length > LARGEST_SAMPLE) {
		const message = `Sample Body has ${Math.ceil(bytes.length / 1_024)} kB; at most ${LARGEST_SAMPLE / 1_024} kB are read.`;
		return problem(message, 'Shorten its lists and texts. The fields are what counts.');
	}
	const reading = readBody(bytes);
	switch (reading.type) {
		case 'empty':
			return problem('Sample Body is empty.', PASTE);
		case 'text':
			return problem(`Sample Body is not JSON: ${reading.notJson}.`, AS_IT_IS);
		case 'problem':
			return problem(
				reading.message.replace('The body', 'Sample Body'),
				'Paste a part of it that has the fields.',
			);
		default:
	}
	const { value } = reading;
	if (typeof value !== 'object' || value === null) {
		return problem('Sample Body is neither an object nor a list, so it has no fields.', PASTE);
	}
	return { ok: true, bytes, body: value };
}

/** The editor stores text; a workflow from elsewhere may have the JSON itself. */
function textOf(given: unknown): string | undefined {
	if (typeof given === 'string') return given;
	if (given === undefined || given === null) return '';
	try {
		return JSON.stringify(given);
	} catch {
		return undefined;
	}
}

function problem(message: string, advice: string): SampleReading {
	return { ok: false, message, advice };
}
