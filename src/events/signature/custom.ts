import { hmacProof } from './hmac';
import type { UnreadRequest } from '../request';
import { missing, type Proof, type SignatureContext } from './signature';
import { standardWebhooksProof } from './standardWebhooks';
import { timestampedProof } from './timestamped';

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
