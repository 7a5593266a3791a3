import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

import type { INodeParameters } from 'n8n-workflow';

import { aServiceEvent, EscalationWorkflow } from '../../../support/nodes/escalationWorkflow.mts';
import { optionGroups } from '../../../support/nodes/optionGroups.mts';
import { listen } from '../../../support/process/listen.mts';

/*
 * By n8n's own HTTP helper, from a server on this machine: a test execution
 * reads the calendar and shows what is in it.
 */
const CALENDAR = [
	'BEGIN:VCALENDAR',
	...['BEGIN:VEVENT', 'DTSTART;VALUE=DATE:20200106', 'RRULE:FREQ=YEARLY', 'END:VEVENT'],
	...['BEGIN:VEVENT', 'DTSTART;VALUE=DATE:20260110', 'SUMMARY:春节（班）', 'END:VEVENT'],
	...['BEGIN:VEVENT', 'DTSTART:20260107T100000Z', 'END:VEVENT'],
	'END:VCALENDAR',
].join('\r\n');

/** What ends the request, in place of a clock. */
let timeIsOver: AbortController;
let server: Server;
let answer: RequestListener;
beforeEach(async () => {
	jest.useFakeTimers({
		now: Date.UTC(2026, 0, 5, 9),
		// The network takes real time.
		doNotFake: [
			...(['nextTick', 'queueMicrotask', 'setImmediate', 'clearImmediate'] as const),
			...(['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] as const),
		],
	});
	timeIsOver = new AbortController();
	jest.spyOn(AbortSignal, 'timeout').mockReturnValue(timeIsOver.signal);
	server = createServer((request, response) => answer(request, response));
	await listen(server);
});
afterEach(async () => {
	jest.restoreAllMocks();
	jest.useRealTimers();
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
});

async function previewed() {
	const { port } = server.address() as AddressInfo;
	const settings: INodeParameters = {
		hours: { ranges: [{ weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }] },
		timeZone: 'UTC',
		calendar: 'iCalendar',
		calendarAddress: `http://127.0.0.1:${port}/private-8f3k2m9x/basic.ics`,
	};
	const workflow = new EscalationWorkflow({
		firstReminderAfter: 10,
		firstReminderAfterUnit: 'hours',
		options: optionGroups({ activeHours: settings }),
	});
	const run = await workflow.preview(aServiceEvent());
	const { hints = [] } = run.data.resultData.runData['Repeat Until Replied'][0];
	const [item] = EscalationWorkflow.left(run).reminder;
	return {
		plannedFor: (item.reminder as { plannedFor: string }).plannedFor,
		hints: hints.map(({ message, type }) => `${type ?? 'info'}: ${message}`),
	};
}

test.each<[string, RequestListener]>([
	['as it is', (_, response) => response.end(CALENDAR)],
	['without a type', (_, response) => response.writeHead(200).end(CALENDAR)],
	[
		'compressed',
		(_, response) => response.setHeader('Content-Encoding', 'gzip').end(gzipSync(CALENDAR)),
	],
	[
		'somewhere else',
		(request, response) =>
			request.url === '/moved'
				? response.end(CALENDAR)
				: response.writeHead(302, { Location: '/moved' }).end(),
	],
	[
		'in pieces, which do not end between characters',
		(_, response) => {
			const bytes = Buffer.from(CALENDAR);
			const middle = bytes.indexOf(Buffer.from('春')) + 1;
			response.write(bytes.subarray(0, middle));
			setImmediate(() => response.end(bytes.subarray(middle)));
		},
	],
])('a calendar that is sent %s', async (_, send) => {
	answer = send;
	// Reminder 1 is due on 5 January at 19:00; 6 January is off, 10 January would be a Saturday.
	const { plannedFor, hints } = await previewed();
	expect(hints[0]).toBe(
		'info: Days off in the calendar: 2026-01-06, 2027-01-06, 2028-01-06; worked instead: 2026-01-10; left out: 1 event that is not all-day',
	);
	expect(plannedFor).toBe('2026-01-07T09:00:00.000Z');
});

test.each<[string, RequestListener, string]>([
	['what is not there', (_, response) => response.writeHead(404).end(), 'status code 404'],
	[
		'one that stops in the middle',
		(_, response) => {
			response.write(CALENDAR.slice(0, 50), () => timeIsOver.abort());
		},
		'it took longer than 20 s',
	],
	['one that says nothing', () => timeIsOver.abort(), 'it took longer than 20 s'],
	['a page to sign in', (_, response) => response.end('<html>'), 'does not lead to an iCalendar'],
	['a connection that breaks', (request) => request.socket.destroy(), 'could not be fetched'],
	[
		'one that never ends',
		(_, response) => {
			const more = () => {
				while (response.write('X'.repeat(100_000)));
			};
			response.on('drain', more);
			more();
		},
		'more than 5 MB',
	],
])('%s is told, without the address', async (_, send, message) => {
	answer = send;
	const { hints } = await previewed();
	expect(hints[0]).toMatch(/^warning: /);
	expect(hints[0]).toContain(message);
	expect(hints.join()).not.toContain('8f3k2m9x');
});
