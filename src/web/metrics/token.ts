import {
	readSigned,
	sign,
	SIGNATURE,
	TERMS,
	writeTerms,
	type Reading,
	type Seal,
	type Terms,
} from '../signature';

const FORM = new RegExp(`^metrics\\.${TERMS}\\.${SIGNATURE}$`);

/** Whether a token is meant for metrics at all. */
export function isMetricsToken(token: string): boolean {
	return token.startsWith('metrics.');
}

/** By which a program reads the metrics of the store, and can do nothing else. */
export function writeMetricsToken(seal: Seal, terms: Terms): string {
	return sign(seal, 'metrics', `metrics.${writeTerms(terms)}`);
}

export function readMetricsToken(seal: Seal, text: string, now: number): Reading<Terms> {
	const reading = readSigned(seal, 'metrics', { form: FORM, text, now });
	return reading.ok ? { ok: true, link: reading.terms } : reading;
}
