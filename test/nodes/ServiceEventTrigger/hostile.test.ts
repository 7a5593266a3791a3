import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';

import { ServiceEventTrigger } from '../../../nodes/ServiceEventTrigger/ServiceEventTrigger.node';
import { deliveries, type Delivery } from '../../support/sources/deliveries.mts';
import { caught } from '../../support/sources/gitee.mts';
import { dingTalk, feishu, slack, weCom } from '../../support/sources/groupRobot.mts';
import {
	TestTrigger,
	type TriggerResponse,
	type TriggerRequest,
} from '../../support/nodes/trigger.mts';

/*
 * Whatever comes, at every source: an answer below 500, and one that says why
 * when it is none of 200.
 */

const userFolder = mkdtempSync(join(tmpdir(), 'until-replied-hostile-'));
beforeAll(() => {
	process.env.N8N_USER_FOLDER = userFolder;
});
afterAll(() => rmSync(userFolder, { recursive: true, force: true }));

const all: Array<[string, Delivery]> = [
	...Object.entries(deliveries),
	['detect', deliveries.twtChat],
	// Each message type of each robot has a reader of its own.
	...[weCom, dingTalk, feishu, slack]
		.flatMap((messages) => Object.values<object>(messages))
		.map<
			[string, Delivery]
		>((message) => ['groupRobot', { headers: {}, body: JSON.stringify(message), text: '' }]),
	...Object.values<object>(caught).map<[string, Delivery]>((body) => [
		'gitee',
		{ headers: {}, body: JSON.stringify(body), text: '' },
	]),
];
const open = (source: string, largestBody = 1) =>
	new TestTrigger(new ServiceEventTrigger(), {
		// Shown, not stored: what counts here is the answer.
		mode: 'manual',
		parameters: {
			source,
			authentication: 'none',
			options: { largestBody },
			...deliveries[source]?.parameters,
		},
	});

function isReasonable({ status, body }: TriggerResponse): void {
	if (status === 200) return;
	expect(status).toBeGreaterThanOrEqual(400);
	expect(status).toBeLessThan(500);
	expect(typeof body === 'string' ? body : body.error.message).not.toBe('');
}

/** Refused, with a reason. */
function isRefused(answer: TriggerResponse): void {
	isReasonable(answer);
	expect(answer.status).not.toBe(200);
}

const value = fc.oneof(
	fc.jsonValue({ maxDepth: 4 }),
	fc.constantFrom(
		...[
			null,
			'',
			0,
			-1,
			1e308,
			true,
			[],
			{},
			{ toString: false, valueOf: 1 },
			[[{ length: -1 }]],
			'2025-13-45T99:99:99Z',
			'\u0000',
			'\ud800',
		],
		...['${7*7}', '{{7*7}}', '<script>', '../../etc/passwd', '@all', 'NaN'],
	),
);

/** The places of an object, as paths. */
function pathsOf(node: unknown, path: string[] = []): string[][] {
	if (typeof node !== 'object' || node === null) return [path];
	return [path, ...Object.entries(node).flatMap(([key, child]) => pathsOf(child, [...path, key]))];
}

function replaceAt(node: unknown, [key, ...rest]: string[], replacement: unknown): unknown {
	if (key === undefined) return replacement;
	const copy: Record<string, unknown> = { ...(node as object) };
	copy[key] = replaceAt(copy[key], rest, replacement);
	return Array.isArray(node) ? Object.values(copy) : copy;
}

describe.each(all)('%s (%#)', (source, delivery) => {
	const node = open(source);
	const send = async (request: TriggerRequest) =>
		await node.send({ headers: delivery.headers, query: delivery.query, ...request });
	const withoutJson = { ...delivery.headers, 'Content-Type': 'application/octet-stream' };

	it('answers any JSON', async () => {
		await fc.assert(
			fc.asyncProperty(fc.jsonValue({ maxDepth: 6 }), async (body) => {
				isReasonable(await send({ headers: withoutJson, body: JSON.stringify(body) }));
			}),
			{ numRuns: 40 },
		);
	});

	it('answers its own body with anything in any place of it', async () => {
		const isJson = delivery.body.startsWith('{');
		if (!isJson) return;
		const body: unknown = JSON.parse(delivery.body);
		await fc.assert(
			fc.asyncProperty(fc.constantFrom(...pathsOf(body)), value, async (path, replacement) => {
				const changed = JSON.stringify(replaceAt(body, path, replacement)) ?? 'null';
				isReasonable(await send({ headers: withoutJson, body: changed }));
			}),
			{ numRuns: 100 },
		);
	});

	it('refuses its own body when it is cut off', async () => {
		const bytes = Buffer.from(delivery.body);
		await fc.assert(
			fc.asyncProperty(fc.nat(bytes.length - 1), async (length) => {
				const answer = await send({ headers: withoutJson, body: bytes.subarray(0, length) });
				// Text may end anywhere; DCE tries its address with nothing, and the query may be all.
				const mayBeEmpty = ['dceUsers', 'custom'].includes(source);
				if (source === 'dceInsight' || (mayBeEmpty && length === 0)) {
					isReasonable(answer);
				} else {
					isRefused(answer);
				}
			}),
			{ numRuns: 30 },
		);
	});

	it('refuses what is nested to do harm', async () => {
		for (const [opening, closing] of [
			['[', ']'],
			['{"a":', '}'],
		]) {
			const body = opening.repeat(100_000) + '1' + closing.repeat(100_000);
			isRefused(await send({ headers: withoutJson, body }));
		}
	});

	it('refuses other encodings than UTF-8', async () => {
		for (const body of [
			Buffer.from(`\uFEFF${delivery.body}`, 'utf16le'),
			Buffer.from([0x7b, 0xff, 0xfe, 0x7d]),
			Buffer.concat([Buffer.from(delivery.body), Buffer.from([0xc3])]),
		]) {
			isRefused(await send({ headers: withoutJson, body }));
		}
	});

	it('is not misled by what every object inherits', async () => {
		for (const key of ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty']) {
			const polluted = delivery.body.startsWith('{')
				? delivery.body.replace('{', `{"${key}":{"polluted":true},`)
				: `{"${key}":{"polluted":true}}`;
			isReasonable(await send({ headers: withoutJson, body: polluted }));
			isReasonable(await send({ headers: withoutJson, body: `{"${key}":{"polluted":true}}` }));
		}
		expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
	});

	it('refuses more than it was told to take, and takes long texts otherwise', async () => {
		const long = 'x'.repeat(5 * 1024 * 1024);
		const body = delivery.body.startsWith('{')
			? delivery.body.replace('{', `{"more":"${long}",`)
			: `${delivery.body}${long}`;
		const refused = await send({ headers: withoutJson, body });
		expect(refused.status).toBe(413);
		const large = open(source, 16);
		isReasonable(await large.send({ headers: withoutJson, query: delivery.query, body }));
		for (const text of [long, `${'*'.repeat(2_000)}:`.repeat(500), '[a]('.repeat(100_000)]) {
			const robot = JSON.stringify({ msgtype: 'markdown', markdown: { content: text } });
			isReasonable(await large.send({ headers: withoutJson, body: robot }));
		}
	});

	it('answers any method, header and query', async () => {
		const names = ['X-Gitee-Event', 'X-GitHub-Event', 'X-Gitlab-Event', 'X-DCE-Action', 'X-Other'];
		await fc.assert(
			fc.asyncProperty(
				fc.constantFrom('POST', 'GET', 'PUT', 'PATCH', 'DELETE', 'HEAD'),
				fc.dictionary(fc.constantFrom(...names, 'Content-Type', 'X-Chat-Signature'), fc.string()),
				fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.array(fc.string()))),
				fc.string(),
				async (method, headers, query, body) => {
					if (headers['Content-Type'] === 'application/json') return;
					isReasonable(await node.send({ method, headers, query, body }));
				},
			),
			{ numRuns: 40 },
		);
	});
});
