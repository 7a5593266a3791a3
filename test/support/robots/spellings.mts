import type { Spelling } from './echoingGateway.mts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
export const everyByte = (text: string, write: (hex: string) => string) =>
	[...Buffer.from(text)].map((byte) => write(byte.toString(16).padStart(2, '0'))).join('');
const html = (text: string) =>
	text.replaceAll('&', '&amp;').replaceAll('=', '&#61;').replaceAll('/', '&#x2F;');

/** The ways in which servers, libraries and proxies write a text into another. */
export const spellings: Record<string, Spelling> = {
	'as it is': (text) => text,
	'in capitals': (text) => text.toUpperCase(),
	'percent-encoded': encodeURIComponent,
	'percent-encoded in small letters': (text) =>
		encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase()),
	'percent-encoded twice': (text) => encodeURIComponent(encodeURIComponent(text)),
	'percent-encoded to the last byte': (text) => everyByte(text, (hex) => `%${hex}`),
	'as a form': (text) => new URLSearchParams({ text }).toString().slice(5),
	'in JSON': (text) => JSON.stringify(text),
	'in JSON as PHP writes it': (text) => JSON.stringify(text).replaceAll('/', '\\/'),
	'in JSON as .NET writes it': (text) =>
		JSON.stringify(text).replace(/[+&=<>]/g, (one) => `\\u00${everyByte(one, String)}`),
	'in JSON in JSON': (text) => JSON.stringify(JSON.stringify({ text })),
	'in HTML': html,
	'in HTML twice': (text) => html(html(text)),
	'in JavaScript': (text) => everyByte(text, (hex) => `\\x${hex}`),
	'in Base64': base64,
	'in Base64 behind a letter': (text) => base64(`x${text}`),
	'in Base64 behind two letters': (text) => base64(`xy${text}`),
	'in Base64 for addresses': (text) => Buffer.from(text).toString('base64url'),
	'in Base64 in Base64': (text) => base64(base64(text)),
	'in Base64 in an address': (text) => encodeURIComponent(base64(text)),
	'in Base64 of JSON': (text) => base64(JSON.stringify({ url: text }).replaceAll('/', '\\/')),
	'in hexadecimal digits': (text) => everyByte(text, String),
};

/** Whether a secret can be read in a text, however it is written there. */
export function isToldBy(text: string, secret: string): boolean {
	const searched = text.toLowerCase();
	const spelled = new Set(Object.values(spellings).map((spell) => spell(secret).toLowerCase()));
	return [...spelled].some((part) => searched.includes(part)) || isInBase64(text, secret);
}

/** In Base64 of a text that has it somewhere: the characters between are the same, whatever stands around it. */
function isInBase64(text: string, secret: string): boolean {
	return ['', 'x', 'xy'].some((before) => {
		const encoded = base64(before + secret);
		const first = Math.ceil((before.length * 4) / 3);
		const last = Math.floor(((before.length + Buffer.byteLength(secret)) * 4) / 3);
		const inside = encoded.slice(first, last);
		return text.includes(inside) || text.includes(inside.replaceAll('+', '-').replaceAll('/', '_'));
	});
}
