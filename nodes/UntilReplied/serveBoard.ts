import { boardOf } from '../../src/web/board/board';
import { daysOf } from '../../src/web/board/days';
import { boardFilterFrom } from '../../src/web/board/filter';
import { changeFromBoard, type BoardChangeResult } from '../../src/web/board/changeFromBoard';
import { changeRosterFromBoard, isAboutRoster } from '../../src/web/board/changeRosterFromBoard';
import { boardPage } from '../../src/web/board/boardPage';
import { refusalPage } from '../../src/web/link/linkPage';
import type { Page } from '../../src/web/page';
import type { Runtime } from '../../src/runtime/runtime';
import { cleanTexts } from '../../src/text/utf8';
import type { Visitor } from './visitor';

/** What the board's script gets. */
export interface DataResponse {
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
): Promise<Page | DataResponse> {
	const reading = await runtime.links.readBoard(scope, visitor.token);
	if (!reading.ok) return refusalPage(reading.reason, visitor.language);
	const { link } = reading;
	if (visitor.isPost) {
		const { form } = visitor;
		const change = isAboutRoster(form) ? changeRosterFromBoard : changeFromBoard;
		const result = await change(runtime, link, form);
		return data(STATUSES[result], { result });
	}
	const filter = boardFilterFrom(visitor.query);
	if (visitor.query.data === 'days') {
		return data(200, await daysOf(runtime, link, filter, visitor.query.zone));
	}
	if (visitor.wantsData) {
		// Also where this process was never asked for one: the board tells which were not read.
		await runtime.calendars.load();
		return data(200, await boardOf(runtime, link, filter));
	}
	const { language, name } = visitor;
	return boardPage({ language, mayChange: link.mayChange, name });
}

function data(status: number, value: unknown): DataResponse {
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
		data: cleanTexts(value),
	};
}
