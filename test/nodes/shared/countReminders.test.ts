import type { IDataObject } from 'n8n-workflow';

import { WeComRobotApi } from '../../../credentials/WeComRobotApi.credentials';
import { WeComRobot } from '../../../nodes/WeComRobot/WeComRobot.node';
import { counted } from '../../../src/engine/tally';
import { sizeOf } from '../../../src/escalation/statistics/histogram';
import { getRuntime } from '../../../src/runtime/getRuntime';
import { runRobotNode } from '../../support/nodes/robotNode.mts';
import { FakeWeCom } from '../../support/robots/weCom/fakeWeCom.mts';
import { escalationItem } from '../../support/sources/serviceEvents.mts';
import { fakeTime } from '../../support/time/fakeTime.mts';

/* What the metrics say of robots. */

const GROUP = 'service-group-key';
const { pass } = fakeTime(Date.UTC(2026, 0, 5, 9));
let fake: FakeWeCom;
let store: string;
beforeEach(async () => {
	fake = await FakeWeCom.start({ robots: [{ key: GROUP, group: 'Service' }] });
	store = await done((await getRuntime()).storeId());
});
afterEach(async () => await fake.stop());

async function done<Result>(work: Promise<Result>): Promise<Result> {
	await pass(50);
	return await work;
}

const want = async () => await done((await getRuntime()).tally.want());

const reminder = (changes: IDataObject = {}): IDataObject => ({
	...escalationItem({ escalation: { id: 'one', store, state: 'reminding' } }),
	reminder: { number: 1, latenessMilliseconds: 20_000 },
	...changes,
});

async function send(items: IDataObject[], { key = GROUP, continueOnFail = true } = {}) {
	const sending = runRobotNode(new WeComRobot(), {
		items,
		continueOnFail,
		parameters: { options: { digestFrom: 0 } },
		credentials: {
			weComRobotApi: { type: new WeComRobotApi(), data: { key, baseUrl: fake.url } },
		},
	});
	const settled = Promise.allSettled([sending]);
	for (let turn = 0; turn < 20; turn += 1) await pass(500);
	await settled;
}

async function known() {
	const runtime = await getRuntime();
	const { sent, failed, lateness } = await done(
		runtime.store.transaction(async ({ settings }) => await counted(settings)),
	);
	return {
		sent: sent.map(({ node, count }) => [node, count]),
		failed: failed.map(({ node, count }) => [node, count]),
		late: sizeOf(lateness),
	};
}

test('reminders that were sent, and how late they left', async () => {
	await want();
	await send([reminder(), reminder()]);
	expect(fake.received).toHaveLength(2);
	expect(await known()).toEqual({ sent: [['WeCom Robot', 2]], failed: [], late: 2 });
});

test.each([true, false])('each that could not be sent; goes on after it: %s', async (goesOn) => {
	await want();
	await send([reminder(), reminder()], { key: 'unknown', continueOnFail: goesOn });
	expect(await known()).toEqual({
		sent: [],
		failed: [['WeCom Robot', goesOn ? 2 : 1]],
		late: 0,
	});
});

test('each conversation of a digest', async () => {
	await want();
	const conversations = [reminder(), reminder(), reminder()];
	await send([{ ...reminder(), conversations }]);
	expect((await known()).sent).toEqual([['WeCom Robot', 3]]);
});

test('nothing else: no answers, no changes, no items of other nodes, and nothing of a store that is not known', async () => {
	await want();
	await send([
		{ text: 'hi' },
		reminder({ reminder: undefined }),
		reminder({ change: 'acknowledged' }),
		reminder({ escalation: { id: 'one', store: 'another', state: 'reminding' } }),
		reminder({ escalation: null }),
	]);
	expect(await known()).toEqual({ sent: [], failed: [], late: 0 });
});

test.each([undefined, null, 'late', -5, Infinity, {}])(
	'whoever makes an item by hand may say that it is late by %p',
	async (latenessMilliseconds) => {
		await want();
		await send([reminder({ reminder: { number: 1, latenessMilliseconds } as IDataObject })]);
		expect(await known()).toEqual({ sent: [['WeCom Robot', 1]], failed: [], late: 1 });
	},
);

test('nothing before somebody wants metrics', async () => {
	await send([reminder()]);
	expect(fake.received).toHaveLength(1);
	expect(await known()).toEqual({ sent: [], failed: [], late: 0 });
});
