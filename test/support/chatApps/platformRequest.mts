import type { AskPlatform } from '../../../src/chatApps/connection/dialect.ts';

/** By Node's own fetch, in place of n8n's helper. */
export const askPlatform: AskPlatform = async ({ url, headers, body, method }) => {
	const answer = await fetch(url, {
		method: method ?? (body === undefined ? 'GET' : 'POST'),
		headers: { 'content-type': 'application/json', ...headers },
		body: body === undefined ? undefined : JSON.stringify(body),
	});
	const text = await answer.text();
	let read: unknown = text;
	try {
		read = JSON.parse(text);
	} catch {
		// A page of a proxy.
	}
	return { status: answer.status, headers: Object.fromEntries(answer.headers), body: read };
};
