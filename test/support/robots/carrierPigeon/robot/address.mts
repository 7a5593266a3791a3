import {
	entered,
	enteredBaseUrl,
	type CredentialFields,
} from '../../../../../src/robots/credential.ts';

export const PIGEON_BASE_URL = 'https://loft.pigeon.example';

/** The loft that a credential names. @throws {Error} in words for the person who entered it. */
export function pigeonAddressOf(fields: CredentialFields): { baseUrl: string; path: string } {
	const loft = entered(fields, 'loft');
	if (!/^[a-z-]{1,40}$/.test(loft)) {
		throw new Error('The Carrier Pigeon Robot credential has no loft. Its name is at its door.');
	}
	const baseUrl = enteredBaseUrl(fields, 'baseUrl', PIGEON_BASE_URL) || PIGEON_BASE_URL;
	return { baseUrl, path: `/lofts/${loft}/letters` };
}
