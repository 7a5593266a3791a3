/** As many fields as n8n reads of a form itself. */
const MOST_FIELDS = 1_000;

const AMPERSAND = 0x26;
const PLUS = 0x2b;
const SPACE = 0x20;

/** The fields of a form; undefined when they are more than a form may have. */
export function formFields(bytes: Uint8Array): URLSearchParams | undefined {
	const text = Buffer.from(bytes);
	let fields = 1;
	for (let index = 0; index < text.length; index += 1) {
		if (text[index] === AMPERSAND) {
			fields += 1;
			if (fields > MOST_FIELDS) return undefined;
		}
		// A hundred times faster than where a form is taken apart.
		if (text[index] === PLUS) text[index] = SPACE;
	}
	return new URLSearchParams(text.toString('utf8'));
}

/** Where a form has its JSON in a field: Slack's clients in `payload`, old hooks of Gitee in `hook`. */
export function jsonInForm(fields: URLSearchParams): string | undefined {
	return fields.get('payload') ?? fields.get('hook') ?? undefined;
}
