import { request } from 'undici';

import { DebianServer } from './debianServer.mts';

/** Where a receiver of an Alertmanager posts to, and what it shows there. */
export interface WebhookReceiver {
	url: string;
	credentials: string;
}

/** An alert as it is given to an Alertmanager (its API v2, `postableAlert`). */
export interface PostedAlert {
	labels: Record<string, string>;
	annotations?: Record<string, string>;
	startsAt: string;
	endsAt?: string;
}

/** Debian's `prometheus-alertmanager`, alone in its cluster. Groups are told after a second, and again after two. */
export class Alertmanager {
	private readonly server: DebianServer;

	private constructor(server: DebianServer) {
		this.server = server;
	}

	/** @param receivers by name. Alerts go to the one that their label `receiver` names. */
	static async start(receivers: Record<string, WebhookReceiver>): Promise<Alertmanager> {
		const names = Object.keys(receivers);
		const server = await DebianServer.start({
			command: 'prometheus-alertmanager',
			config: {
				route: {
					receiver: names[0],
					group_by: ['alertname'],
					group_wait: '1s',
					group_interval: '2s',
					repeat_interval: '4h',
					routes: names.map((name) => ({ receiver: name, matchers: [`receiver="${name}"`] })),
				},
				receivers: Object.entries(receivers).map(([name, { url, credentials }]) => ({
					name,
					webhook_configs: [{ url, http_config: { authorization: { credentials } } }],
				})),
			},
			arguments: ({ folder, address }) => [
				`--storage.path=${folder}`,
				`--web.external-url=http://${address}`,
				'--cluster.listen-address=',
				'--log.level=debug',
			],
		});
		return new Alertmanager(server);
	}

	get url(): string {
		return this.server.url;
	}

	async stop(): Promise<void> {
		await this.server.stop();
	}

	async post(alerts: PostedAlert[]): Promise<void> {
		const { statusCode, body } = await request(`${this.url}/api/v2/alerts`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(alerts),
		});
		const text = await body.text();
		if (statusCode !== 200) throw new Error(`Alertmanager refused alerts: ${statusCode} ${text}`);
	}

	/** When its alerts of this name began that fire. */
	async startsOf(name: string): Promise<string[]> {
		const filter = encodeURIComponent(`alertname="${name}"`);
		const { body } = await request(`${this.url}/api/v2/alerts?active=true&filter=${filter}`);
		const found = (await body.json()) as Array<{ startsAt: string }>;
		return found.map(({ startsAt }) => startsAt);
	}

	/** What a counter of its webhooks has come to. */
	async metric(name: string): Promise<number> {
		const { body } = await request(`${this.url}/metrics`);
		const lines = (await body.text()).split('\n');
		return lines
			.filter((line) => new RegExp(`^${name}(?:\\{integration="webhook".*?\\})? `).test(line))
			.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
	}

	/**
	 * What it has logged of its notifications, in order: that one failed, and will be
	 * tried again by the next of its group, or that one was taken (notify/notify.go
	 * and dispatch/dispatch.go).
	 */
	notifications(receiver: string): Array<'failed' | 'taken'> {
		return this.server
			.log()
			.split('\n')
			.flatMap((line) => {
				if (line.includes('msg="Notify success"') && line.includes(`receiver=${receiver} `)) {
					return 'taken';
				}
				const isFailed = line.includes('msg="Notify for alerts failed"');
				return isFailed && line.includes(`${receiver}/webhook[0]`) ? 'failed' : [];
			});
	}

	/** Its log, where a test fails. */
	log(): string {
		return this.server.log();
	}
}
