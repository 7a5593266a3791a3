import { spawnSync } from 'node:child_process';

import { exposition } from '../../../../src/web/metrics/exposition';
import { hostileNames, someMetrics } from '../../../support/metrics.mts';

/*
 * Metrics as programs read them that others wrote: Prometheus' promtool, and the
 * parser of Prometheus' Python client, which holds OpenMetrics to its
 * specification. Both are Debian packages.
 */
const onLinux = process.platform === 'linux' ? describe : describe.skip;

const robots = hostileNames.map((node, index) => ({
	...{ platform: 'slack', workflowId: `w${index}`, node, count: index + 1 },
}));
const samples = [
	['some', someMetrics()],
	[
		'those of a store that is new',
		someMetrics({
			firstReply: {},
			nextReply: {},
			lateness: {},
			sent: [],
			failed: [],
			overdue: 0,
			opened: 0,
		}),
	],
	['those of robots with any name', someMetrics({ sent: robots, failed: robots })],
	['those of a long time', someMetrics({ opened: 2 ** 52, firstReply: { 300: 2 ** 50, 0: 1 } })],
] as const;

/** @throws what to install, where it is missing. */
function run(command: string, args: string[], input: string, aptPackage: string): string {
	const { status, stdout, stderr, error } = spawnSync(command, args, { input, encoding: 'utf8' });
	if (error || stderr.includes('No module named')) {
		throw new Error(`${command} cannot do it. Install it: apt-get install ${aptPackage}`);
	}
	return status === 0 ? `${stdout}${stderr}` : `${status}: ${stdout}${stderr}`;
}

const promtool = (text: string) => run('promtool', ['check', 'metrics'], text, 'prometheus');

/** Prints name, labels and value of each sample as JSON. */
const READ = `
import json, sys
from prometheus_client.openmetrics.parser import text_string_to_metric_families as parse
text = sys.stdin.buffer.read().decode('utf-8')
print(json.dumps([[s.name, s.labels, s.value] for f in parse(text) for s in f.samples]))
`;
const openMetrics = (text: string) =>
	// Debian's own, whichever comes first otherwise.
	run('/usr/bin/python3', ['-c', READ], text, 'python3-prometheus-client');

onLinux('programs of others', () => {
	test.each(samples)('promtool has nothing to criticize of %s', (_what, metrics) => {
		expect(promtool(exposition(metrics, 'text'))).toBe('');
	});

	test.each(samples)('a parser of OpenMetrics reads %s', (_what, metrics) => {
		const found = JSON.parse(openMetrics(exposition(metrics, 'openMetrics')));
		const valuesOf = (name: string) =>
			found.filter(([each]: string[]) => each === `until_replied_${name}`);
		expect(valuesOf('conversations_opened_total')).toEqual([
			['until_replied_conversations_opened_total', {}, metrics.opened],
		]);
		expect(
			valuesOf('reminders_sent_total').map(([, { node }, value]: any[]) => [node, value]),
		).toEqual(metrics.sent.map(({ node, count }) => [node, count]));
	});

	test('they would notice what is wrong', () => {
		const text = exposition(someMetrics(), 'openMetrics');
		expect(promtool('until_replied_x_total{node="a"b"} 1\n')).toMatch(/^[1-9]/);
		expect(promtool('# HELP x Y.\n# TYPE x counter\nx 1\n')).toContain('_total');
		for (const wrong of [
			text.replace('# EOF\n', ''),
			text.replace('_opened_total', '_opened'),
			text.replace('le="60.0"', 'le="9e9"'),
		]) {
			expect(openMetrics(wrong)).toMatch(/^1: .*Error/s);
		}
	});
});
