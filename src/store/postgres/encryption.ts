import { own } from '../../own';
import { X509Certificate } from 'node:crypto';

import { readAddressList } from '../../addressList';

/**
 * How the connection is encrypted. `automatic`: `verify-full` or `disable`, by
 * the host. The others in libpq's words: `require` encrypts and takes any
 * certificate, `verify-full` wants one that fits the host.
 */
export const encryptions = ['automatic', 'disable', 'require', 'verify-full'] as const;
export type Encryption = (typeof encryptions)[number];

/**
 * This machine, and networks that nobody else is in: RFC 1122, RFC 1918, RFC 3927,
 * RFC 4193, RFC 4291. Not 100.64.0.0/10 (RFC 6598): a provider shares that between
 * its customers.
 */
const PRIVATE = readAddressList(
	'0.0.0.0 127.0.0.0/8 10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 169.254.0.0/16 :: ::1 fc00::/7 fe80::/10',
);

/** What `automatic` is for a host: a name, an address or the folder of a socket. */
export function automaticFor(host: string): Extract<Encryption, 'disable' | 'verify-full'> {
	if (host.startsWith('/')) return 'disable';
	const name = host.replace(/\.$/, '').replace(/%.*$/, '').toLowerCase();
	// RFC 6761: of this machine.
	if (name.endsWith('.localhost')) return 'disable';
	const isOneLabel = !/[.:]/.test(name);
	const isPrivate = PRIVATE.ok && PRIVATE.list.includes(name);
	return isOneLabel || isPrivate ? 'disable' : 'verify-full';
}

/** As the driver wants it. @param ca PEM; empty for the authorities that Node knows. */
export function tlsOf({ host, ssl, ca }: { host: string; ssl: Encryption; ca: string }) {
	const encryption = ssl === 'automatic' ? automaticFor(host) : ssl;
	if (encryption === 'disable') return false;
	const rejectUnauthorized = encryption === 'verify-full';
	return { rejectUnauthorized, ...(ca && rejectUnauthorized ? { ca } : {}) };
}

/** Node takes anything for a list of authorities, and then knows none. */
export function isCertificates(pem: string): boolean {
	const blocks = pem.match(/-----BEGIN [^-]+-----[^-]*-----END [^-]+-----/g) ?? [];
	return blocks.length > 0 && blocks.every(isCertificate);
}

function isCertificate(pem: string): boolean {
	try {
		return new X509Certificate(pem).raw.length > 0;
	} catch {
		return false;
	}
}

type Advice = [message: string, advice: string];

const UNKNOWN: Advice = [
	'shows a certificate of an unknown authority',
	'Paste the certificate of that authority as "Certificate Authority" into the credential. Database providers offer it for download.',
];

/** By Node's codes ("TLS (SSL)", X509 certificate error codes). */
const CERTIFICATE: Record<string, Advice> = {
	DEPTH_ZERO_SELF_SIGNED_CERT: [
		'shows a self-signed certificate',
		'Paste it as "Certificate Authority" into the credential.',
	],
	SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN,
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN,
	UNABLE_TO_GET_ISSUER_CERT: UNKNOWN,
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN,
	CERT_UNTRUSTED: UNKNOWN,
	INVALID_CA: UNKNOWN,
	CERT_SIGNATURE_FAILURE: UNKNOWN,
	CERT_HAS_EXPIRED: [
		'shows a certificate that has expired',
		'Renew it on the server. If it is still valid, correct the clock of the machine that runs n8n.',
	],
	CERT_NOT_YET_VALID: [
		'shows a certificate that is not valid yet',
		'Correct the clock of the machine that runs n8n, or of the one that issued the certificate.',
	],
	ERR_TLS_CERT_ALTNAME_INVALID: [
		'shows a certificate for another host name',
		'Enter the name from the certificate as Host.',
	],
};

const OTHERWISE =
	'Or choose another SSL: "Disable" in a network that only you use; "Require, Any Certificate" encrypts without verifying the server.';

/** What to do about an error of TLS; undefined for any other. */
export function encryptionAdvice(error: unknown): Advice | undefined {
	const { code, message } = Object(error) as { code?: unknown; message?: unknown };
	const certificate = own(CERTIFICATE, String(code));
	if (certificate) return [certificate[0], `${certificate[1]} ${OTHERWISE}`];
	// The driver's own words; it has no codes for these.
	if (code !== undefined || typeof message !== 'string') return undefined;
	if (message.includes('does not support SSL')) {
		return ['does not speak SSL', `Turn SSL on at the server. ${OTHERWISE}`];
	}
	if (message.includes('error establishing an SSL connection')) {
		return [
			'does not respond like Postgres',
			'Check host and port in the credential. They may belong to another server.',
		];
	}
	return undefined;
}
