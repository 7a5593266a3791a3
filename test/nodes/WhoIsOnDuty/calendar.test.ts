import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { INodeParameters } from 'n8n-workflow';

import { WhoIsOnDuty } from '../../../nodes/WhoIsOnDuty/WhoIsOnDuty.node';
import { closeRuntime } from '../../../src/runtime/getRuntime';
import { MINUTE } from '../../../src/time/duration';
import { manualTrigger, TestWorkflow } from '../../support/nodes/workflow.mts';
import { listen } from '../../support/process/listen.mts';
import { storeFolder } from '../../support/store/storeFolder.mts';

/* By n8n's own HTTP helper, from a server on this machine. */

const T0 = Date.UTC(2026, 0, 5, 9);
const calendar = (...titles: string[]) =>
	[
		'BEGIN:VCALENDAR',
		...titles.flatMap((title) => [
			...['BEGIN:VEVENT', 'DTSTART:20200106T000000Z', 'DTEND:20200107T000000Z'],
			...['RRULE:FREQ=DAILY;UNTIL=20260201T000000Z', `SUMMARY:${title}`, 'END:VEVENT'],
		]),
		'END:VCALENDAR',
	].join('\r\n');

const environment = { ...process.env };
const folder = storeFolder();
let server: Server;
let answer: RequestListener;
let asked: number;
beforeEach(async () => {
	process.env = { ...environment, N8N_USER_FOLDER: folder.file('.') };
	jest.useFakeTimers({
		now: T0,
		// The network takes real time.
		doNotFake: [
			...(['nextTick', 'queueMicrotask', 'setImmediate', 'clearImmediate'] as const),
			...(['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] as const),
		],
	});
	asked = 0;
	server = createServer((request, response) => {
		asked += 1;
		answer(request, response);
	});
	await listen(server);
});
afterEach(async () => {
	await closeRuntime();
	jest.useRealTimers();
	process.env = environment;
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
});

const sends =
	(body: string): RequestListener =>
	(_, response) =>
		response.end(body);

async function use(parameters: INodeParameters): Promise<any> {
	const workflow = new TestWorkflow(
		[
			{ name: 'Start', type: manualTrigger() },
			{ name: 'Node', type: new WhoIsOnDuty(), parameters },
		],
		[['Start', 0, 'Node']],
	);
	const { error, runData } = (await workflow.run('Start', [{}], 'manual')).data.resultData;
	if (error) throw error;
	return runData.Node[0].data!.main[0]![0].json;
}

async function save(more: INodeParameters = {}): Promise<any> {
	const { port } = server.address() as AddressInfo;
	return await use({
		operation: 'saveRoster',
		people: { rows: [{ name: 'Li' }, { name: 'Han' }] },
		calendars: {
			rows: [
				{
					layer: 'primary',
					address: `http://127.0.0.1:${port}/private-8f3k2m9x/duty.ics`,
					...more,
				},
			],
		},
	});
}

test('its events say who is on duty', async () => {
	answer = sends(calendar('On Call - Li - Support', 'Han', 'Zhao'));
	const saved = await save();
	expect(saved).not.toHaveProperty('problems');
	expect(saved).toMatchObject({
		layers: [{ name: 'primary', onDuty: ['Li', 'Han'], unknown: ['Zhao'] }],
	});
	const { onDuty } = await use({ layer: 'primary' });
	expect(onDuty).toMatchObject({
		people: [{ name: 'Li' }, { name: 'Han' }],
		unknown: ['Zhao'],
		calendarReadAt: '2026-01-05T09:00:00.000Z',
	});
	expect(onDuty).not.toHaveProperty('calendarProblem');
});

test('is read anew after a quarter of an hour, and stays as it was where that fails', async () => {
	answer = sends(calendar('Li'));
	await save();
	answer = sends(calendar('Han'));
	const told = async () => (await use({ layer: 'primary' })).onDuty;
	jest.setSystemTime(T0 + 14 * MINUTE);
	expect(await told()).toMatchObject({ people: [{ name: 'Li' }] });
	expect(asked).toBe(1);
	jest.setSystemTime(T0 + 15 * MINUTE);
	expect(await told()).toMatchObject({ people: [{ name: 'Han' }] });
	expect(asked).toBe(2);
	answer = (_, response) => response.writeHead(500).end('private-8f3k2m9x');
	jest.setSystemTime(T0 + 60 * MINUTE);
	const onDuty = await told();
	expect(onDuty).toMatchObject({
		people: [{ name: 'Han' }],
		calendarReadAt: '2026-01-05T09:15:00.000Z',
		calendarProblem: expect.stringMatching(/^The calendar could not be fetched: .*500/),
	});
	expect(JSON.stringify([onDuty, await use({ operation: 'getRoster' })])).not.toContain('8f3k2m9x');
});

test('is read anew at once where the time zone of its events was corrected', async () => {
	const event = ['BEGIN:VEVENT', 'DTSTART:20260105T080000', 'DTEND:20260105T100000', 'SUMMARY:Li'];
	answer = sends(['BEGIN:VCALENDAR', ...event, 'END:VEVENT', 'END:VCALENDAR'].join('\r\n'));
	// At nine in UTC it is five in the afternoon in Shanghai.
	expect(await save({ timeZone: 'Asia/Shanghai' })).toMatchObject({ layers: [{ onDuty: [] }] });
	expect(await save({ timeZone: 'UTC' })).toMatchObject({ layers: [{ onDuty: ['Li'] }] });
});

test('that was never read is told, and stops nothing', async () => {
	answer = sends('<html></html>');
	expect(await save()).toMatchObject({
		layers: [{ onDuty: [], calendar: { readAt: null } }],
		problems: [{ layer: 'primary', problem: 'The address does not lead to an iCalendar' }],
	});
	expect((await use({ layer: 'primary' })).onDuty).toMatchObject({
		people: [],
		calendarReadAt: null,
		calendarProblem: 'The address does not lead to an iCalendar',
	});
});
