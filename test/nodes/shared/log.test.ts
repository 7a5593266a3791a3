import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';

import { logProblem } from '../../../nodes/shared/log';
import { StoreError } from '../../../src/store/store';

/** What n8n's log gets. */
function logged(error: unknown): string {
	const lines: unknown[] = [];
	const note = (...line: unknown[]) => void lines.push(line);
	const logger = { error: note, warn: note, info: note, debug: note };
	logProblem(logger, 'error', 'It failed', error);
	return inspect(lines, { depth: Infinity, showHidden: true, getters: true });
}

it('n8n’s log says what failed and why, in the message: it prints nothing else', () => {
	const warn = jest.fn();
	const logger = { error: warn, warn, info: warn, debug: warn };
	logProblem(logger, 'warn', 'It failed', new StoreError('The store is full', 'Free disk space.'));
	expect(warn).toHaveBeenCalledWith('It failed: The store is full', expect.anything());
	const [[, { error }]] = warn.mock.calls;
	expect(error.stack).toContain('log.test.ts');
});

it('n8n’s log gets nothing that a library hangs onto its errors', () => {
	const address = 'https://oapi.dingtalk.com/robot/send?access_token=robot-token';
	const request = Object.assign(new Error(`POST ${address} failed`), {
		code: 'ECONNRESET',
		config: { url: address, headers: { Authorization: 'Bearer xoxb-token' } },
		response: { data: 'my card number is 4111', headers: { 'x-request-url': address } },
	});
	const row = Object.assign(new Error('duplicate key', { cause: request }), {
		detail: 'Key (text)=(my card number is 4111) already exists.',
		client: { password: 'pg-password' },
	});
	const together = new AggregateError([row, request], 'all failed');
	for (const error of [request, row, together, new StoreError('x', 'y', { cause: together })]) {
		const text = logged(error);
		expect(text).toContain('failed');
		for (const secret of ['robot-token', 'xoxb-token', '4111', 'pg-password']) {
			expect(text).not.toContain(secret);
		}
	}
});

it.each(['a text', undefined, null, 7, { message: 'no error' }, Object.create(null)])(
	'n8n’s log also gets what is no error: %p',
	(thrown) => {
		expect(logged(thrown)).toContain('It failed');
	},
);

it('an error is logged in no other way', () => {
	const nodes = join(__dirname, '../../../nodes');
	const files = readdirSync(nodes, { recursive: true, encoding: 'utf8' }).filter(
		(file) => file.endsWith('.ts') && file !== 'shared/log.ts',
	);
	expect(files.length).toBeGreaterThan(50);
	const calls = files.flatMap((file) =>
		[
			...readFileSync(join(nodes, file), 'utf8').matchAll(
				/logger\??\.(?:error|warn|info|debug)\([^;]*;/g,
			),
		].map(([call]) => ({ file, call })),
	);
	expect(calls.length).toBeGreaterThan(0);
	expect(calls.filter(({ call }) => /[{,]\s*\w*error\b/i.test(call))).toEqual([]);
});
