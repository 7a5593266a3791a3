import { execFile } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ICredentialTestFunctions } from 'n8n-workflow';

import { serviceEventWebhookApiTest } from '../../nodes/ServiceEventTrigger/credentialTest';
import { ServiceEventTrigger } from '../../nodes/ServiceEventTrigger/ServiceEventTrigger.node';
import {
	codeBlocksIn,
	commandOf,
	commands,
	documents,
	read,
} from '../support/repository/documents.mts';
import { TestTrigger } from '../support/nodes/trigger.mts';

/*
 * What a document tells people to type is run, as it is printed: here, or on the
 * real n8n by a test that is named. What needs a container engine is given to a
 * stand-in for `docker`, which runs in a plain folder what would run in the
 * container (test/support/n8n/docker.mts).
 */

const root = join(__dirname, '../..');
const HERE = 'test/docs/commands.test.ts';
const ON_N8N = 'test/e2e/commands.test.mts';

/** Which test runs what; it asks for it by the same name. */
const runBy: Record<string, string[]> = {
	'README.md#see-it-first': [ON_N8N],
	'README.md#installation': [ON_N8N],
	'README.md#no-twt-chat-at-hand': [HERE, 'test/e2e/journey.test.mts'],
	'README.md#no-twt-chat-at-hand 2': [HERE, 'test/e2e/journey.test.mts'],
	'docs/architecture.md#how-the-tests-are-tested': [HERE],
	'docs/backup.md#sqlite': ['test/src/store/sqlite/backup.test.ts'],
	'docs/backup.md#postgres': ['test/e2e/backup.test.mts'],
	'docs/backup.md#postgres 2': ['test/e2e/backup.test.mts'],
	'docs/install.md#docker-compose': [ON_N8N],
	'docs/install.md#docker-compose 2': [ON_N8N],
	'docs/install.md#a-list-in-n8ns-environment': ['test/e2e/managed.test.mts'],
	'docs/install.md#npm': [ON_N8N],
	'docs/install.md#npm 2': [ON_N8N],
	'docs/install.md#a-mounted-folder': [ON_N8N],
	'docs/scaling.md#expression-engine': [HERE],
	'docs/scaling.md#how-to-move': ['test/src/store/postgres/rights.test.ts'],
	'docs/scaling.md#capacity': [HERE],
};

/** Runs it as a person does who pastes it into a terminal at the root of a clone. */
async function typed(text: string, env: NodeJS.ProcessEnv = {}): Promise<string> {
	const { stdout } = await promisify(execFile)('bash', ['-e', '-c', text], {
		cwd: root,
		env: { ...process.env, ...env },
	});
	return stdout;
}

describe('the list of those that run them', () => {
	it('has every command of every document, and no other', () => {
		expect(commands.map(({ id }) => id).toSorted()).toEqual(Object.keys(runBy).toSorted());
	});

	it.each(Object.entries(runBy).flatMap(([id, files]) => files.map((file) => ({ id, file }))))(
		'$id is run by $file',
		({ id, file }) => {
			// `type` of a test types what `commandOf` finds.
			const asks = ['commandOf', 'type'].map((name) => `${name}('${id}'`);
			expect({ id, asks: asks.some((call) => read(file).includes(call)) }).toEqual({
				id,
				asks: true,
			});
		},
	);
});

describe('commands', () => {
	it.each(commands.filter(({ language }) => language === 'sh'))(
		'$id can be read by a shell',
		async ({ text }) => {
			await promisify(execFile)('bash', ['-n', '-c', text]);
		},
	);

	it.each(documents)('in %s stand in a fence that says what it is', (file) => {
		for (const { id, language, text } of codeBlocksIn(file)) {
			if (language !== undefined) {
				expect({ id, language }).toEqual({
					id,
					language: expect.stringMatching(/^(?:sh|sql|js|json|yaml|ts|mermaid|text)$/),
				});
			} else {
				expect({ id, text }).toEqual({
					id,
					text: expect.not.stringMatching(
						/^\s*(?:\w+=\S+ +)*(?:\$ |npm |npx |node |curl |docker |git |cd |export |apt)/m,
					),
				});
			}
		}
	});
});

it('notes of the examples have no commands', () => {
	for (const file of globSync('examples/*.json', { cwd: root })) {
		const { nodes } = JSON.parse(read(file)) as {
			nodes: Array<{ parameters: { content?: string } }>;
		};
		for (const { parameters } of nodes) {
			expect({ file, note: parameters.content ?? '' }).toEqual({
				file,
				note: expect.not.stringMatching(/```|^ {4}|`(?:npm|curl|docker) /m),
			});
		}
	}
});

describe('commands within a sentence', () => {
	const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
	const inline = documents.flatMap((file) =>
		[...read(file).matchAll(/`((?:[A-Z_]+=\S+ )*(?:npm|npx|node) [^`\n]+)`/g)].map(([, text]) => ({
			file,
			text,
		})),
	);

	it('were found', () => expect(inline.length).toBeGreaterThan(15));

	it.each(inline)('$file: $text names what is there', ({ text }) => {
		const script = /\bnpm (?:run )?([\w:]+)/.exec(text)?.[1];
		const known = [
			...Object.keys(scripts),
			'ci',
			'install',
			'publish',
			'pack',
			'uninstall',
			'audit',
		];
		if (script) expect(known).toContain(script);
		const paths = text.match(/\b(?:scripts|test|src|nodes)\/[\w./-]+/g) ?? [];
		for (const path of paths)
			expect({ path, exists: existsSync(join(root, path)) }).toEqual({ path, exists: true });
	});
});

describe('README.md, with no TWT Chat at hand', () => {
	const userFolder = mkdtempSync(join(tmpdir(), 'until-replied-commands-'));

	beforeAll(() => {
		process.env.N8N_USER_FOLDER = userFolder;
	});
	afterAll(() => rmSync(userFolder, { recursive: true, force: true }));

	it('makes a secret and an event that the trigger takes', async () => {
		const secret = (await typed(commandOf('README.md#no-twt-chat-at-hand'))).trim();
		const tested = await serviceEventWebhookApiTest.call({} as ICredentialTestFunctions, {
			id: '1',
			name: 'Secret',
			type: 'serviceEventWebhookApi',
			data: { secret },
		});
		expect(tested).toMatchObject({ status: 'OK' });
		const trigger = new TestTrigger(new ServiceEventTrigger(), {
			// As a new node is set.
			parameters: {},
			credential: { secret },
		});
		const server = createServer((request, response) => {
			void (async () => {
				const chunks: Buffer[] = [];
				for await (const chunk of request) chunks.push(chunk as Buffer);
				const { status, body } = await trigger.send({
					method: request.method,
					headers: request.headers as Record<string, string>,
					body: Buffer.concat(chunks),
				});
				response.writeHead(status).end(JSON.stringify(body));
			})();
		}).listen(0, '127.0.0.1');
		try {
			await new Promise((resolve) => server.once('listening', resolve));
			const PRODUCTION_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`;
			const send = commandOf('README.md#no-twt-chat-at-hand 2');
			const answer = JSON.parse(await typed(send, { PRODUCTION_URL, SECRET: secret })) as object;
			expect(answer).toMatchObject({ ok: true, accepted: 1 });
			const refused = await typed(send, { PRODUCTION_URL, SECRET: 'another secret' });
			expect(JSON.parse(refused)).toMatchObject({ ok: false });
		} finally {
			server.close();
		}
	});
});

describe('docs/scaling.md', () => {
	it('forecasts the lateness of a load', async () => {
		const said = await typed(commandOf('docs/scaling.md#capacity'));
		expect(said).toMatch(/Messages are out \d+ ms after they are due/);
	});

	it('sets a variable that the benchmark measures', async () => {
		const text = commandOf('docs/scaling.md#expression-engine');
		const [name, value] = text.trim().split('=');
		expect(await typed(`set -a\n${text}\nprintenv ${name}`)).toBe(`${value}\n`);
		expect(read('scripts/bench/acceptedEvents.mts')).toContain(`${name}: '${value}'`);
	});
});

/* It takes minutes. So: what each line names is there, and the tests of its area are found as Stryker's runner finds them. */
it('docs/architecture.md changes areas that have code and tests', () => {
	const lines = commandOf('docs/architecture.md#how-the-tests-are-tested').trim().split('\n');
	expect(lines.length).toBeGreaterThan(1);
	for (const line of lines) {
		const [, area, files] = /^AREA=([\w/]+) npm run mutation(?: -- --mutate '(.+)')?$/.exec(line)!;
		expect(globSync(`test/src/${area}/**/*.test.ts`, { cwd: root })).not.toEqual([]);
		expect(globSync(files ?? `src/${area}/**/*.ts`, { cwd: root })).not.toEqual([]);
	}
});
