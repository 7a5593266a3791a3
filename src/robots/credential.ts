import { own } from '../own';
import { secretsInAddress } from '../secrets/address';
import { isWebAddress } from '../text/webAddress';
import { textOf } from './values';

/* What a user enters into the credential of a robot, as its platform needs it. */

/** The decrypted fields by their names: texts, unless an expression gave something else. */
export type CredentialFields = Readonly<Record<string, unknown>>;

/** A field without the blanks around it; empty when it was not filled in. */
export function entered(fields: CredentialFields, name: string): string {
	return textOf(own(fields, name)).trim();
}

/**
 * Base URL of a private deployment or a proxy, which wins over that of a pasted
 * URL; empty where there is none, or only the platform's own, which the field
 * has when nobody has entered anything.
 */
export function enteredBaseUrl(fields: CredentialFields, name: string, own = ''): string {
	const baseUrl = withoutSlash(entered(fields, name));
	return baseUrl === own ? '' : baseUrl;
}

/** A base URL as addresses are put behind it. */
export function withoutSlash(baseUrl: string): string {
	return baseUrl.trim().replace(/\/+$/, '');
}

/**
 * What nobody may see of a credential: its secrets, and what is hidden in the
 * addresses that were entered, as the password of a proxy.
 */
export function secretsOf(fields: CredentialFields, secrets: string[]): string[] {
	return [...secrets, ...Object.values(fields).map(textOf).flatMap(secretsInAddress)];
}

/** The pasted address when it is one of the web. */
export function webAddressIn(pasted: string): URL | undefined {
	return isWebAddress(pasted) ? new URL(pasted) : undefined;
}

/** Host of a pasted address and what a gateway has put before the platform's path, which is `known`. */
export function baseUrlOf(url: URL, known: RegExpExecArray): string {
	return url.origin + url.pathname.slice(0, known.index);
}
