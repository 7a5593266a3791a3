import type { INodeType } from 'n8n-workflow';

import { WeComRobotApi } from '../../../credentials/WeComRobotApi.credentials';
import { FakeWeCom } from '../../support/robots/weCom/fakeWeCom.mts';
import { runRobotNode } from '../../support/nodes/robotNode.mts';
import { escalationItem } from '../../support/sources/serviceEvents.mts';
import { PostgresServer } from '../../support/store/postgresServer.mts';

/* Workers of n8n's queue mode: what one of them sends by a robot, the others count too. */

const GROUP = 'service-group-key';
let server: PostgresServer;
let fake: FakeWeCom;
beforeAll(async () => {
	server = await PostgresServer.start();
	fake = await FakeWeCom.start({ robots: [{ key: GROUP, group: 'Service' }] });
});
afterAll(async () => {
	await fake.stop();
	await server.stop();
});

type Runtimes = typeof import('../../../src/runtime/getRuntime.ts');

/** Code of its own, as another process has it: it shares nothing with this one but the database and the robot. */
function aWorker() {
	let node: INodeType | undefined;
	let runtimes: Runtimes | undefined;
	jest.isolateModules(() => {
		const { WeComRobot } = jest.requireActual('../../../nodes/WeComRobot/WeComRobot.node');
		node = new WeComRobot();
		runtimes = jest.requireActual<Runtimes>('../../../src/runtime/getRuntime');
	});
	const { getRuntime, closeRuntime } = runtimes!;
	return {
		/** The store as the gate of Repeat Until Replied opens it. */
		storeId: async () => await (await getRuntime(server.settings)).storeId(),
		close: closeRuntime,
		/** How many of so many messages were sent at once. */
		async send(count: number, store: string | undefined): Promise<number> {
			const item = escalationItem({ escalation: { id: 'one', store, state: 'reminding' } });
			const sent = await runRobotNode(node!, {
				items: Array(count).fill(item),
				continueOnFail: true,
				parameters: { options: { digestFrom: 0, maximumWait: 1 } },
				credentials: {
					weComRobotApi: { type: new WeComRobotApi(), data: { key: GROUP, baseUrl: fake.url } },
				},
			});
			return sent.filter(({ json }) => json.errcode === 0).length;
		},
	};
}

test('three workers send twenty messages a minute by one robot, and none is refused', async () => {
	const [one, two, three] = [aWorker(), aWorker(), aWorker()];
	const [store, same] = [await one.storeId(), await two.storeId()];
	expect(same).toBe(store);
	expect(await one.send(12, store)).toBe(12);
	expect(await two.send(12, store)).toBe(8);
	await three.storeId();
	expect(await three.send(1, store)).toBe(0);
	// As after a restart.
	await one.close();
	const again = aWorker();
	expect(await again.storeId()).toBe(store);
	expect(await again.send(1, store)).toBe(0);
	expect(fake.received.map(({ errcode }) => errcode)).toEqual(Array(20).fill(0));
	// Who does not know the store counts for itself, and hears of it from the platform.
	expect(await aWorker().send(1, store)).toBe(0);
	expect(fake.received.at(-1)!.errcode).toBe(45009);
	await Promise.all([two.close(), three.close(), again.close()]);
});
