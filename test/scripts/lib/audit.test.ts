import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

import { audit } from '../../../scripts/lib/audit.mts';
import { bundledIn } from '../../../scripts/lib/bundled.mts';
import { listen } from '../../support/process/listen.mts';

const line = '-'.repeat(80);
const licenses = [
	'luxon 3.7.2 (MIT)\n\nCopyright 2019 JS Foundation\n',
	'@scope/part 1.0.0-beta.1 (ISC)\n\nCopyright\n',
	'zod 4.6.7 (MIT)\n\nCopyright\n',
	'zod 3.25.0 (MIT)\n\nCopyright\n',
].join(`\n${line}\n\n`);

it('what is bundled is told by the licenses that go with it', () => {
	expect(bundledIn(licenses)).toEqual([
		{ name: 'luxon', version: '3.7.2' },
		{ name: '@scope/part', version: '1.0.0-beta.1' },
		{ name: 'zod', version: '4.6.7' },
		{ name: 'zod', version: '3.25.0' },
	]);
	expect(() => bundledIn('MIT License')).toThrow('names no package');
});

describe('the audit', () => {
	let registry: Server;
	let asked: unknown;
	/** By package, as the endpoint "/-/npm/v1/security/advisories/bulk" of npm's registry answers. */
	let advisories: Record<string, object[]>;

	beforeEach(async () => {
		advisories = {};
		registry = createServer((request, response) => {
			const chunks: Buffer[] = [];
			request.on('data', (chunk: Buffer) => chunks.push(chunk));
			request.on('end', () => {
				if (!request.url!.endsWith('/advisories/bulk')) {
					response.writeHead(404).end('{}');
					return;
				}
				const body = Buffer.concat(chunks);
				const isPacked = request.headers['content-encoding'] === 'gzip';
				asked = JSON.parse((isPacked ? gunzipSync(body) : body).toString());
				response.setHeader('content-type', 'application/json');
				response.end(JSON.stringify(advisories));
			});
		});
		await listen(registry);
	});
	afterEach(() => registry.close());

	const url = () => `http://127.0.0.1:${(registry.address() as AddressInfo).port}/`;

	it('asks for exactly what is bundled, in both versions', async () => {
		const { passed, report } = await audit(bundledIn(licenses), url());
		expect(report).toContain('found 0 vulnerabilities');
		expect(passed).toBe(true);
		expect(asked).toEqual({
			luxon: ['3.7.2'],
			'@scope/part': ['1.0.0-beta.1'],
			zod: expect.arrayContaining(['4.6.7', '3.25.0']),
		});
	});

	it('fails where one of them has a hole', async () => {
		advisories.luxon = [
			{
				id: 1,
				url: 'https://github.com/advisories/GHSA-xxxx',
				title: 'Inefficient Regular Expression Complexity',
				severity: 'low',
				vulnerable_versions: '<4.0.0',
			},
		];
		const { passed, report } = await audit(bundledIn(licenses), url());
		expect(passed).toBe(false);
		expect(report).toContain('Inefficient Regular Expression Complexity');
	});

	it('fails where it could not be made', async () => {
		const { passed } = await audit(bundledIn(licenses), 'http://127.0.0.1:1/');
		expect(passed).toBe(false);
	});
});
