import type { UnreadRequest } from '../../../src/events/request.ts';
import type { Proof, SignatureContext, Verdict } from '../../../src/events/signature/signature.ts';
import type { EventSource } from '../../../src/events/source.ts';

/** What a proof is worth by a secret. */
export function checked(proof: Proof, secret: string): Verdict {
	return proof.ok ? proof.check(secret) : proof;
}

/** Whether a source takes a request for its own, by its signature. */
export function verdictOf(
	{ signature }: EventSource,
	request: UnreadRequest,
	secret: string,
	context: SignatureContext,
): Verdict {
	return checked(signature!.proofIn(request, context), secret);
}
