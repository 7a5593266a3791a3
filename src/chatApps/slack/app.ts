import { createHash } from 'node:crypto';

const BYTES = 8;

/** By what the buttons of an app are signed, and the store knows its messages: the id that Slack writes into the app-level token (`xapp-1-A0123456-…`). */
export function slackAppName(appToken: string): string {
	const id = /^xapp-\d+-([A-Z0-9]{3,20})-/.exec(appToken)?.[1];
	return `slack ${id ?? digestOf(appToken)}`;
}

/** Of a token in a form that is not known: the same for all who have it. */
function digestOf(token: string): string {
	return createHash('sha256').update(token).digest().subarray(0, BYTES).toString('hex');
}
