import { formFields, jsonInForm } from './form';
import { topLevelMembers } from './jsonBytes';
import { isForm, type UnreadRequest } from './request';

/** Bytes of a body in which proof is looked for. */
export const LARGEST_LOOK = 256 * 1024;

/** @returns the members, or why the body was not looked into. */
export type Look =
	| { ok: true; members: Readonly<Record<string, string>> }
	| { ok: false; message: string };

/**
 * Members of these names in a body that may be of anybody: of the JSON object
 * that it is, or that it has in a field of a form. It is not read for that.
 */
export function lookInBody({ rawBody, headers }: UnreadRequest, names: readonly string[]): Look {
	if (rawBody.length > LARGEST_LOOK) {
		return {
			ok: false,
			message: `Headers and query contain no signature, and the body was not searched: it has ${Math.ceil(rawBody.length / 1024)} kB, more than ${LARGEST_LOOK / 1024} kB.`,
		};
	}
	const members = topLevelMembers(rawBody, names);
	if (Object.keys(members).length > 0 || !isForm(headers['content-type'])) {
		return { ok: true, members };
	}
	const fields = formFields(rawBody);
	const wrapped = fields && jsonInForm(fields);
	return {
		ok: true,
		members: wrapped === undefined ? {} : topLevelMembers(Buffer.from(wrapped), names),
	};
}
