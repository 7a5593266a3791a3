import { hmacProof, type HmacOptions } from './hmac';
import type { UnreadRequest } from './request';
import { missing, type Proof, type SignatureContext } from './signature';
import { standardWebhooksProof } from './standardWebhooks';
import { timestampedProof } from './timestampedSignature';

/** How a source signs of which nothing else is known, as the user says. */
export type CustomSignature =
	| ({ format: 'hmac' } & HmacOptions)
	| { format: 'standardWebhooks' }
	| { format: 'timestamped'; /** Lower case. */ header: string };

export function customProof(request: UnreadRequest, context: SignatureContext): Proof {
	const { custom } = context;
	switch (custom?.format) {
		case 'hmac':
			return hmacProof(request, custom, context);
		case 'standardWebhooks':
			return standardWebhooksProof(request, context);
		case 'timestamped':
			return timestampedProof(request, custom.header, context);
		default:
			return missing('signature');
	}
}
