import { lookInBody } from '../lookInBody';
import { textField, type UnreadRequest } from '../request';
import { missing, type Refusal, type SignatureScheme } from './signature';

/**
 * By which of the schemes a request is signed, as far as one can see without a
 * secret: by its headers, else by its query, else by a look into its body. One
 * alone: what was signed for one source is never read as another's.
 */
export function chooseSignature(
	request: UnreadRequest,
	schemes: readonly SignatureScheme[],
): { ok: true; scheme: SignatureScheme } | Refusal {
	const inRequest =
		schemes.find(({ bearers }) => bearers.headers?.some((name) => request.headers[name])) ??
		schemes.find(({ bearers }) => bearers.query?.some((name) => textField(request.query, name)));
	if (inRequest) return { ok: true, scheme: inRequest };
	// The one that is told by the most names first: others may share some of them.
	const inBody = schemes
		.filter(({ bearers }) => bearers.members)
		.toSorted((one, other) => other.bearers.members!.length - one.bearers.members!.length);
	const look = lookInBody(
		request,
		inBody.flatMap(({ bearers }) => bearers.members ?? []),
	);
	if (!look.ok) return missing('', look.message);
	const scheme = inBody.find(({ bearers }) =>
		bearers.members?.some((name) => look.members[name] !== undefined),
	);
	return scheme
		? { ok: true, scheme }
		: missing('', 'The request has no signature of a known source.');
}
