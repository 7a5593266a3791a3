import { signature, unreplied, unrepliedExample } from '../../test/support/sources/twtChat.mts';
import type { PostedBody } from './loadGenerator.mts';

export const APP_SECRET = 'the AppSecret of the benchmark';

let visitors = 0;

/** A signed UNREPLIED body of a visitor who never wrote before. */
export function unrepliedOfNewVisitor(more: object = {}): PostedBody {
	visitors += 1;
	return signed(unreplied({ visitor_name: `Visitor-${visitors}` }, more));
}

/** One signed body with an entry for each of `count` visitors who never wrote before. */
export function unrepliedOfNewVisitors(count: number): PostedBody {
	const example = JSON.parse(unrepliedExample);
	const content = Array.from({ length: count }, () => {
		visitors += 1;
		return { ...example.content[0], visitor_name: `Visitor-${visitors}` };
	});
	return signed(JSON.stringify({ ...example, content }));
}

function signed(body: string): PostedBody {
	return {
		body,
		headers: {
			'content-type': 'application/json',
			'x-chat-signature': signature(body, APP_SECRET),
		},
	};
}
