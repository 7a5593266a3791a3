import { DebianServer } from './debianServer.mts';

/**
 * Debian's `prometheus`, which looks every second whether shops are up, and tells
 * an Alertmanager of those that are not. It repeats that each second; an alert
 * of which nothing is heard for four counts as over.
 */
export async function startPrometheus(given: {
	alertmanager: string;
	/** `host:port` of each, by its name. */
	shops: Record<string, string>;
	/** Further labels of the alerts. */
	labels: Record<string, string>;
}): Promise<DebianServer> {
	const target = (address: string) => new URL(address).host;
	return await DebianServer.start({
		command: 'prometheus',
		config: {
			global: { scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '1s' },
			rule_files: ['rules.yml'],
			alerting: {
				alertmanagers: [{ static_configs: [{ targets: [target(given.alertmanager)] }] }],
			},
			scrape_configs: [
				{
					job_name: 'shops',
					static_configs: Object.entries(given.shops).map(([shop, address]) => ({
						targets: [address],
						labels: { shop },
					})),
				},
			],
		},
		files: {
			'rules.yml': {
				groups: [
					{
						name: 'shops',
						rules: [
							{
								alert: 'ShopDown',
								expr: 'up{job="shops"} == 0',
								labels: { severity: 'critical', ...given.labels },
								annotations: { summary: '{{ $labels.shop }} is down' },
							},
						],
					},
				],
			},
		},
		arguments: ({ folder }) => [
			`--storage.tsdb.path=${folder}`,
			'--rules.alert.resend-delay=1s',
			'--log.level=warn',
		],
	});
}
