import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';

import type { INodeParameters, ITriggerFunctions } from 'n8n-workflow';

import { UntilReplied } from '../../../nodes/UntilReplied/UntilReplied.node';
import { watchMutes } from '../../../nodes/UntilReplied/watchMutes';
import { closeRuntime } from '../../../src/runtime/getRuntime';
import { createRuntime } from '../../../src/runtime/runtime';
import { openSqliteStore } from '../../../src/store/sqlite/store';
import { MINUTE } from '../../../src/time/duration';
import { manualTrigger, TestWorkflow } from '../../support/nodes/workflow.mts';
import { listen } from '../../support/process/listen.mts';
import { storeFolder } from '../../support/store/storeFolder.mts';
import { FakeClock } from '../../support/time/fakeClock.mts';

/* By n8n's own HTTP helper, from a server on this machine. */

const calendar = [
	...['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'DTSTART:20200106T000000Z', 'DTEND:20200107T000000Z'],
	...['RRULE:FREQ=DAILY', 'SUMMARY:Maintenance', 'END:VEVENT', 'BEGIN:VEVENT', 'DTSTART:x'],
	...['END:VEVENT', 'END:VCALENDAR'],
].join('\r\n');

const environment = { ...process.env };
const folder = storeFolder();
let server: Server;
let answer: RequestListener;
beforeEach(async () => {
	process.env = { ...environment, N8N_USER_FOLDER: folder.file('.') };
	server = createServer((request, response) => answer(request, response));
	await listen(server);
});
afterEach(async () => {
	await closeRuntime();
	process.env = environment;
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
});

async function use(parameters: INodeParameters): Promise<any> {
	const workflow = new TestWorkflow(
		[
			{ name: 'Start', type: manualTrigger() },
			{ name: 'Node', type: new UntilReplied(), parameters },
		],
		[['Start', 0, 'Node']],
	);
	const { error, runData } = (await workflow.run('Start', [{}], 'manual')).data.resultData;
	if (error) throw error;
	return runData.Node[0].data!.main[0]!.map(({ json }) => json);
}

const mute = (given: INodeParameters = {}): INodeParameters => ({
	...{ operation: 'mute', muteWhen: 'calendar', muteFilters: { projects: 'shop' } },
	muteCalendarAddress: `http://127.0.0.1:${(server.address() as AddressInfo).port}/private-8f3k2m9x.ics`,
	...given,
});

test('holds during the events, and is listed with how well they are known', async () => {
	answer = (_, response) => response.end(calendar);
	const [made] = await use(mute({ muteEventTitles: 'maint*' }));
	expect(made).toMatchObject({
		isMuted: true,
		nextMuteAt: null,
		endsAt: null,
		weekly: null,
		calendar: { eventTitles: ['maint*'], readAt: expect.any(String), problem: null },
		unreadableEvents: 1,
	});
	const known = await use({ operation: 'getMutes' });
	expect(known).toMatchObject([{ id: made.id, isMuted: true, calendar: made.calendar }]);
	expect(JSON.stringify([made, known])).not.toContain('8f3k2m9x');
	const [lifted] = await use({ operation: 'unmute', muteId: made.id });
	expect(lifted).toMatchObject({ unmuted: true, calendar: { eventTitles: ['maint*'] } });
	expect(JSON.stringify(lifted)).not.toContain('8f3k2m9x');
});

test.each<[string, RequestListener, RegExp]>([
	['is not there', (_, response) => response.writeHead(404).end(), /could not be fetched/],
	['is a page', (_, response) => response.end('<html>'), /does not lead to an iCalendar/],
])('that %s mutes nobody, and says so without the address', async (_, answering, message) => {
	answer = answering;
	const error = await use(mute()).catch((thrown: unknown) => thrown);
	expect(error).toMatchObject({ message: expect.stringMatching(message) });
	// n8n puts the node with its parameters beside it, for whoever may open the workflow.
	expect(JSON.stringify({ ...error, node: null })).not.toContain('8f3k2m9x');
	expect(await use({ operation: 'getMutes' })).toEqual([]);
});

test.each([
	[' ', /Calendar Address must be a web address/],
	['file:///etc/passwd', /Calendar Address must be a web address/],
	[`https://example.com/${'a'.repeat(3_000)}`, /Calendar Address is too long/],
])('an address that is none is refused: %.30s', async (muteCalendarAddress, message) => {
	const refused = use(mute({ muteCalendarAddress })).catch((error: unknown) => error);
	expect(await refused).toMatchObject({ message: expect.stringMatching(message) });
});

test('a published node reads it anew, and says in the log that it cannot', async () => {
	const clock = new FakeClock(Date.UTC(2026, 0, 5, 9));
	const store = openSqliteStore(':memory:', clock);
	const { engine } = createRuntime(store);
	const filter = { projects: ['shop'], agents: [], kinds: [], conversationKeys: [] };
	await engine.mute(
		{
			filter: { ...filter, workflowId: null },
			...{ from: clock.now(), until: null, weekly: null, by: null, reason: null },
			calendar: { address: 'https://example.com/8f3k2m9x.ics', timeZone: 'UTC', titles: [] },
		},
		{ readAt: clock.now(), events: [] },
	);
	let site: () => Readable = () => Readable.from([Buffer.from(calendar)]);
	const warned: string[] = [];
	const trigger = {
		logger: { warn: (message: string) => void warned.push(message) },
		helpers: { httpRequest: async () => await Promise.resolve(site()) },
	} as unknown as ITriggerFunctions;
	const stop = watchMutes(trigger, { clock, store });
	await clock.advance(10 * MINUTE);
	expect(await engine.mutes()).toMatchObject([{ mutedUntil: null }]);
	await clock.advance(6 * MINUTE);
	expect(await engine.mutes()).toMatchObject([{ mutedUntil: expect.any(Number) }]);
	expect(warned).toEqual([]);
	site = () => {
		throw new Error('connect ECONNREFUSED https://example.com/8f3k2m9x.ics');
	};
	await clock.advance(40 * MINUTE);
	expect(warned).toHaveLength(2);
	expect(warned.join()).not.toContain('8f3k2m9x');
	expect(await engine.mutes()).toMatchObject([
		{ mutedUntil: expect.any(Number), calendar: { problem: expect.any(String) } },
	]);
	stop();
	await store.close();
});
