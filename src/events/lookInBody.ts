import { formFields, jsonInForm } from './form';
import { topLevelMembers } from './jsonBytes';
import { isForm, textField, type UnreadRequest } from './request';

/** Bytes of a body in which proof is looked for. */
export const LARGEST_LOOK = 256 * 1024;

/** @returns the members, or why the body was not looked into. */
export type Look =
	| { ok: true; members: Readonly<Record<string, string>> }
	| { ok: false; message: string };

/**
 * Members of these names that a body bears which may be of anybody: of a JSON
 * object, of one in a form, or fields of a form. The body is not read for it.
 */
export function lookInBody({ rawBody, headers }: UnreadRequest, names: readonly string[]): Look {
	if (rawBody.length > LARGEST_LOOK) {
		return {
			ok: false,
			message: `The signature is missing in headers and query, and is looked for only in bodies up to ${LARGEST_LOOK / 1024} kB; this one has ${Math.ceil(rawBody.length / 1024)} kB.`,
		};
	}
	const members = topLevelMembers(rawBody, names);
	if (Object.keys(members).length > 0 || !isForm(headers['content-type'])) {
		return { ok: true, members };
	}
	const fields = formFields(rawBody.toString('utf8'));
	const wrapped = fields && jsonInForm(fields);
	if (wrapped !== undefined && wrapped.trimStart().startsWith('{')) {
		return { ok: true, members: topLevelMembers(Buffer.from(wrapped), names) };
	}
	const ofForm = fields ? Object.fromEntries(fields) : {};
	const found = names.flatMap((name) => {
		const value = textField(ofForm, name);
		return value === undefined ? [] : [[name, value] as const];
	});
	return { ok: true, members: Object.fromEntries(found) };
}
