import { WeComRobotApi } from '../../../credentials/WeComRobotApi.credentials';
import { WeComRobot } from '../../../nodes/WeComRobot/WeComRobot.node';
import { FakeWeCom } from '../../support/fakeWeCom.mts';
import { runRobotNode } from '../../support/robotNode.mts';

describe('x', () => {
	it('y', async () => {
		const fake = await FakeWeCom.start({ robots: [{ key: 'service', group: 'Service' }] });
		try { const out = await runRobotNode(new WeComRobot(), {
			credentials: {
				weComRobotApi: { type: new WeComRobotApi(), data: { key: 'service', baseUrl: fake.url } },
			},
			items: [{ text: 'hello' }],
		});
		console.log(JSON.stringify(out), fake.received);
		} finally { await fake.stop(); }
	});
});
