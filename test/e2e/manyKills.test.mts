import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { Office } from '../support/n8n/office.mts';
import { Stage } from '../support/n8n/stage.mts';

/** Of all n8ns together. `UNTIL_REPLIED_KILLS=500` for a long run. */
const KILLS = Number(process.env.UNTIL_REPLIED_KILLS ?? 50);
/** Most of the time of a kill is the start after it, which takes one processor. */
const N8NS = 3;
const LOAD = 10;
/** Customers that write between a start and the kill after it, at least. */
const CUSTOMERS = 3;
/** In ms. */
const ON_ITS_WAY = 2_000;

/** Of the workflow that is published. */
const NODES = [
	'n8n-nodes-base.httpRequest',
	'n8n-nodes-until-replied.serviceEventTrigger',
	'n8n-nodes-until-replied.untilReplied',
];

/** One n8n under load that is killed again and again. */
class Target {
	readonly office: Office;

	private readonly stage: Stage;

	private constructor(stage: Stage, office: Office) {
		this.stage = stage;
		this.office = office;
	}

	static async start(): Promise<Target> {
		const stage = await Stage.start({
			robots: { messagesPerMinute: Infinity },
			env: {
				// It starts sooner without the nodes that nobody uses here.
				NODES_INCLUDE: JSON.stringify(NODES),
				// As docs/scaling.md says for such a load.
				N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true',
				// Killed while it publishes, n8n would do so again only after two minutes. It also has no longer to publish.
				N8N_WORKFLOW_PUBLICATION_OUTBOX_LEASE_SECONDS: '8',
				N8N_WORKFLOW_PUBLICATION_OUTBOX_POLL_INTERVAL_MS: '1000',
				// Why it ends while it starts, if it does, it may say only there.
				N8N_LOG_LEVEL: 'info',
			},
		});
		const workflow = await stage.publish({ isPlain: true });
		const options = { load: LOAD, onItsWay: ON_ITS_WAY, crashReach: ON_ITS_WAY };
		return new Target(stage, new Office(workflow, options));
	}

	async stop(): Promise<void> {
		this.office.close();
		await this.stage.stop();
	}

	/** Returns when everybody who was not answered has been reminded to the end. */
	async killUnderLoad(times: number): Promise<void> {
		const service = this.office.serve();
		for (let kill = 0; kill < times; kill += 1) {
			await this.office.seesCustomers(CUSTOMERS);
			await sleep(Math.random() * 1_000);
			await this.stage.n8n.kill();
			this.office.crashes.push(Date.now());
			await this.stage.n8n.startAgain();
		}
		this.office.close();
		await service;
		await this.office.hasRemindedAll();
	}
}

describe(`n8n is killed ${KILLS} times under load`, () => {
	const targets: Target[] = [];

	before(async () => {
		const begin = async () => targets.push(await Target.start());
		// Not `all`: when one cannot start, the others are waited for, and so are stopped.
		const starts = await Promise.allSettled(Array.from({ length: N8NS }, begin));
		for (const start of starts) if (start.status === 'rejected') throw start.reason;
	});
	after(async () => {
		await Promise.all(targets.map((target) => target.stop()));
	});

	it('accounts for every event that it answered', async () => {
		await Promise.all(targets.map((target) => target.killUnderLoad(Math.ceil(KILLS / N8NS))));
		for (const { office } of targets) {
			console.log(`${office.customers.length} customers, ${office.crashes.length} kills`);
			await office.check();
		}
	});
});
