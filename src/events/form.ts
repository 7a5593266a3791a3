/** As many fields as n8n reads of a form itself. */
const MOST_FIELDS = 1_000;

/** The fields of a form; undefined when they are more than a form may have. */
export function formFields(text: string): URLSearchParams | undefined {
	let fields = 1;
	for (let index = text.indexOf('&'); index >= 0; index = text.indexOf('&', index + 1)) {
		fields += 1;
		if (fields > MOST_FIELDS) return undefined;
	}
	return new URLSearchParams(text);
}

/** Where a form has its JSON in a field: Slack's clients in `payload`, old hooks of Gitee in `hook`. */
export function jsonInForm(fields: URLSearchParams): string | undefined {
	return fields.get('payload') ?? fields.get('hook') ?? undefined;
}
