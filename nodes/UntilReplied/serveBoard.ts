import { boardOf } from '../../src/board/board';
import { changeFromBoard, type BoardChangeResult } from '../../src/board/changeFromBoard';
import { boardPage } from '../../src/pages/boardPage';
import { linkPage } from '../../src/pages/linkPage';
import type { Page } from '../../src/pages/page';
import type { PageLanguage } from '../../src/pages/words';
import type { Runtime } from '../../src/runtime';

/** Whoever opens a page of the node, as far as the request says. */
export interface Visitor {
	/** What stands in the link; whatever was sent. */
	token: string;
	isPost: boolean;
	/** The page itself asks for what it shows. */
	wantsData: boolean;
	/** Whatever was sent. */
	form: unknown;
	language: PageLanguage;
	/** IANA name; the workflow's. */
	timeZone: string;
	/** As they are called, from the link or from what they typed before. */
	name: string | null;
	/** Only from whoever presses a button now. */
	typedName: string | null;
}

/** What the board's script gets. */
export interface DataAnswer {
	status: number;
	headers: Record<string, string>;
	data: unknown;
}

const STATUSES: Record<BoardChangeResult, number> = {
	done: 200,
	over: 409,
	notAllowed: 403,
	invalid: 400,
};

/** The board: its page, what the page shows, and what somebody pressed on it. */
export async function serveBoard(
	runtime: Runtime,
	scope: string,
	visitor: Visitor,
): Promise<Page | DataAnswer> {
	const { token, isPost, wantsData, language, name } = visitor;
	const reading = await runtime.links.readBoard(scope, token);
	if (!reading.ok) {
		const now = runtime.clock.now();
		return linkPage({ kind: reading.reason }, { ...visitor, isConfirmed: isPost, now });
	}
	const { link } = reading;
	if (isPost) {
		const result = await changeFromBoard(runtime, link, visitor.form);
		return data(STATUSES[result], { result });
	}
	if (wantsData) return data(200, await boardOf(runtime, link));
	return boardPage({ language, mayChange: link.mayChange, name });
}

function data(status: number, value: unknown): DataAnswer {
	return {
		status,
		headers: {
			'Content-Type': 'application/json; charset=utf-8',
			'Cache-Control': 'no-store',
			'X-Content-Type-Options': 'nosniff',
			'Referrer-Policy': 'no-referrer',
			// The page is sandboxed, so that its own address is foreign to it. Who asks has the token.
			'Access-Control-Allow-Origin': 'null',
		},
		data: value,
	};
}
