import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ServiceEventTrigger } from '../../../nodes/ServiceEventTrigger/ServiceEventTrigger.node';
import { scopeOf } from '../../../src/nodeScope';
import { getRuntime } from '../../../src/runtime/getRuntime';
import { deliveries, type Delivery } from '../../support/sources/deliveries.mts';
import { dingTalk, feishu, slack, weCom } from '../../support/sources/groupRobot.mts';
import { TestTrigger } from '../../support/nodes/trigger.mts';

/*
 * However somebody pads a request: each text of it is stored a few times at
 * most, as what it says of the event, as the name of its conversation, and in
 * the raw body.
 */

const userFolder = mkdtempSync(join(tmpdir(), 'until-replied-room-'));
beforeAll(() => {
	process.env.N8N_USER_FOLDER = userFolder;
});
afterAll(() => rmSync(userFolder, { recursive: true, force: true }));

const PADDING = 'x'.repeat(30_000);
/** The id of a user of DCE is also one of the lines that tell of the user. */
const MOST_TIMES: Record<string, number> = { dceUsers: 4 };

/** The body with one of its texts longer, for each text. */
function* padded(body: string): Generator<string> {
	if (!/^[[{]/.test(body)) {
		yield body + PADDING;
		return;
	}
	const texts = [...body.matchAll(/(?<=:\s*"(?:[^"\\]|\\.)*)"(?=\s*[,}\]])/g)];
	for (const { index } of texts) yield body.slice(0, index) + PADDING + body.slice(index);
}

const all: Array<[string, Delivery]> = [
	...Object.entries(deliveries),
	...[weCom, dingTalk, feishu, slack]
		.flatMap((messages) => Object.values<object>(messages))
		.map<
			[string, Delivery]
		>((message) => ['groupRobot', { headers: {}, body: JSON.stringify(message), text: '' }]),
];

it.each(all)('%s (%#)', async (source, { headers, query, body, parameters }) => {
	let taken = 0;
	for (const padding of padded(body)) {
		const node = new TestTrigger(new ServiceEventTrigger(), {
			parameters: { source, authentication: 'none', ...parameters },
		});
		const asText = { ...headers, 'Content-Type': 'text/plain' };
		const { status } = await node.send({ headers: asText, query, body: padding });
		if (status !== 200) continue;
		taken += 1;
		const { inbox } = await getRuntime();
		const { bytes } = await inbox.sizeOf(scopeOf(node.workflowId, node.node.id));
		expect(bytes).toBeLessThan((MOST_TIMES[source] ?? 3) * (padding.length + 500));
	}
	expect(taken).toBeGreaterThan(0);
});
