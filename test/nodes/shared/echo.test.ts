import { randomBytes } from 'node:crypto';
import type { Writable } from 'node:stream';
import { inspect } from 'node:util';

import { LoggerProxy, type INodeParameters } from 'n8n-workflow';

import { reminderOutcomes } from '../../../nodes/shared/executionOutcome';
import { runRobot } from '../../../nodes/shared/robot/robotNode';
import { CarrierPigeonRobot } from '../../support/robots/carrierPigeon/node/node.mts';
import { pigeonRobot } from '../../support/robots/carrierPigeon/robot/robot.mts';
import {
	EchoingGateway,
	GATEWAY_WORDS,
	vehiclesOf,
	type Spelling,
} from '../../support/robots/echoingGateway.mts';
import type { TestedRobot } from '../../support/robots/testedPlatform.mts';
import { runRobotNode, testRobotCredential } from '../../support/nodes/robotNode.mts';
import { everyPlatform } from '../../support/robots/testedPlatforms.mts';
import { escalationItems } from '../../support/sources/serviceEvents.mts';
import { isToldBy, spellings } from '../../support/robots/spellings.mts';
import { nodeType, TestWorkflow } from '../../support/nodes/workflow.mts';

/*
 * A gateway, a proxy or the platform itself repeats the request: its address,
 * its headers, its body. Nothing of what only the credential knows may leave a
 * robot's node, by no way: of every robot of test/support/robots/testedPlatforms.mts.
 */

// All of it, also what n8n writes for developers. Before its logger is made.
process.env.N8N_LOG_LEVEL = 'debug';
const logged: string[] = [];
let gateway: EchoingGateway;
beforeAll(async () => {
	gateway = await EchoingGateway.start();
	// Where n8n's logger writes to.
	const { _stdout: output, _stderr: errors } = console as unknown as Record<string, Writable>;
	for (const stream of [output, errors]) {
		jest.spyOn(stream, 'write').mockImplementation((chunk) => {
			logged.push(String(chunk));
			return true;
		});
	}
});
afterAll(async () => {
	jest.restoreAllMocks();
	await gateway.stop();
});

const file = {
	data: Buffer.from('hello, group').toString('base64'),
	fileName: 'a.txt',
	mimeType: 'text/plain',
};
const item = { json: escalationItems['reminder first'], binary: { data: file } } as any;

const clockNode = nodeType('Clock', ['main'], async function () {
	return [this.getInputData().map(({ json }, index) => ({ json, pairedItem: { item: index } }))];
});

/** Whatever a person, a workflow or a log may get of it. */
function tellings(thing: unknown): string {
	const error = thing as Error & { description?: string; context?: object };
	return [
		...[error.message, error.description, error.stack, JSON.stringify(error.context)],
		JSON.stringify(thing),
		inspect(thing, { depth: Infinity, showHidden: true, getters: true, maxStringLength: null }),
	].join('\n');
}

interface Told {
	/** Of an error, or of the items. */
	text: string;
	error?: Error & { description?: string };
}

async function told(
	robot: TestedRobot,
	fields: Record<string, string>,
	parameters: INodeParameters,
	continueOnFail: boolean,
): Promise<Told> {
	const options = { maximumWait: 0.5 };
	try {
		const items = await runRobotNode(robot.node, {
			parameters: { ...parameters, options },
			items: [item],
			continueOnFail,
			credentials: { [robot.credential.name]: { type: robot.credential, data: fields } },
		});
		return { text: tellings(items), error: new Error(String(items[0].json.error)) };
	} catch (error) {
		return { text: tellings(error), error: error as Error };
	}
}

/** A credential at the gateway, and what of it nobody may see. */
function made(robot: TestedRobot, baseUrl = gateway.url) {
	const secrets: string[] = [];
	const fields = robot.fields(baseUrl, () => {
		secrets.push(randomBytes(16).toString('hex'));
		return secrets.at(-1)!;
	});
	return { fields, secrets };
}

function expectNothingOf(secrets: string[], text: string): void {
	for (const secret of [...secrets, ...gateway.proofs]) {
		if (!isToldBy(text, secret)) continue;
		throw new Error(`Tells ${secret} in:\n${text}`);
	}
}

/** Their names are the same for all. */
const VEHICLES = Object.keys(vehiclesOf({ refusal: String, success: Object }));

/** A few for each vehicle; all of them for all. */
function spellingsFor(vehicle: string): Spelling[] {
	const all = Object.values(spellings);
	const first = VEHICLES.indexOf(vehicle) * SPELLINGS_EACH;
	return Array.from({ length: SPELLINGS_EACH }, (_, index) => all[(first + index) % all.length]);
}
const SPELLINGS_EACH = 2;

const robots = everyPlatform.flatMap(({ robots: ofPlatform }) =>
	ofPlatform.map((robot) => ({ name: robot.name, robot })),
);

it('every platform has a robot here', () => {
	for (const { name, robots: ofPlatform } of everyPlatform) {
		expect({ name, count: ofPlatform.length }).not.toEqual({ name, count: 0 });
	}
});

it('hears what n8n logs', async () => {
	const [{ robot }] = robots;
	await testRobotCredential(robot.node, robot.credential.name, made(robot).fields);
	LoggerProxy.debug('This can be heard');
	expect(logged.join()).toContain('This can be heard');
});

describe.each(robots)('$name', ({ robot }) => {
	const vehicles = vehiclesOf(robot.answers);

	beforeEach(() => {
		gateway.proofs.clear();
		gateway.times.clear();
		gateway.asked = 0;
		gateway.answerAt.clear();
		logged.length = 0;
	});

	it.each(VEHICLES)('tells nothing that was repeated in %s', async (vehicle) => {
		gateway.answer = vehicles[vehicle];
		for (const [index, spelling] of spellingsFor(vehicle).entries()) {
			gateway.spelling = spelling;
			const { fields, secrets } = made(robot);
			const parameters = robot.parameters[index % robot.parameters.length];
			const { text } = await told(robot, fields, parameters, index % 2 === 0);
			expectNothingOf(secrets, `${text}\n${logged.join('')}`);
		}
		expect(gateway.asked).toBeGreaterThanOrEqual(SPELLINGS_EACH);
	});

	it.each(robot.parameters.map((parameters) => [JSON.stringify(parameters), parameters] as const))(
		'with %s tells what the gateway said, without what it repeated',
		async (_, parameters) => {
			gateway.answer = vehicles['the words of a refusal with HTTP 400'];
			gateway.spelling = (text) => text;
			for (const continueOnFail of [true, false]) {
				const { fields, secrets } = made(robot);
				const { text, error } = await told(robot, fields, parameters, continueOnFail);
				const said = `${error!.message} ${error!.description}`;
				expectNothingOf(secrets, text);
				for (const time of gateway.times) expect(said).not.toContain(time);
				expect(said).toMatch(new RegExp(`${GATEWAY_WORDS}: (POST|GET) http[^]*\\*\\*\\*`));
			}
			// A message goes without the mention that was refused.
			const asksFirst = JSON.stringify(parameters).includes('@example.com');
			expect(gateway.asked).toBe(asksFirst ? 4 : 2);
		},
	);

	it.each(VEHICLES)('has a credential test that repeats nothing of %s', async (one) => {
		gateway.answer = vehicles[one];
		let expected = 0;
		for (const spelling of spellingsFor(one)) {
			gateway.spelling = spelling;
			const { fields, secrets } = made(robot);
			expected += robot.testedBy ?? (fields.furtherRobots ? 2 : 1);
			const result = await testRobotCredential(robot.node, robot.credential.name, fields);
			expectNothingOf(secrets, `${JSON.stringify(result)}\n${logged.join('')}`);
			if (one !== 'a success') expect(result.status).toBe('Error');
		}
		expect(gateway.asked).toBe(expected);
	});

	it('gives a reminder that failed a reason without secrets: it is stored, and told to another group', async () => {
		gateway.answer = vehicles['the words of a refusal with HTTP 400'];
		gateway.spelling = (text) => text;
		const { fields, secrets } = made(robot);
		const workflow = new TestWorkflow(
			[
				{ name: 'Clock', type: clockNode },
				{
					name: 'Robot',
					type: robot.node,
					parameters: robot.parameters[0],
					credentials: { [robot.credential.name]: { type: robot.credential, data: fields } },
				},
			],
			[['Clock', 0, 'Robot']],
		);
		const run = await workflow.run('Clock', [item.json], 'trigger');
		const [outcome] = reminderOutcomes(run, ['token'], 'Clock');
		expect(outcome).toMatchObject({ result: 'failed', reason: expect.stringMatching(/\w/) });
		expectNothingOf(secrets, tellings(run));
	});

	it('tells nothing of the password of a proxy in its base URL, and what looks random there', async () => {
		gateway.spelling = (text) => text;
		const password = randomBytes(16).toString('hex');
		const path = randomBytes(16).toString('hex');
		const url = gateway.url.replace('://', `://robot:${password}@`);
		const names = robot.credential.properties.map(({ name }) => name);
		const field = names.includes('customBaseUrl') ? 'customBaseUrl' : 'baseUrl';
		for (const vehicle of Object.values(vehicles)) {
			gateway.answer = vehicle;
			const { fields, secrets } = made(robot);
			const behindProxy = { ...fields, [field]: `${url}/${path}` };
			const { text } = await told(robot, behindProxy, robot.parameters[0], false);
			expectNothingOf([...secrets, password, path], text);
		}
		expect(gateway.proofs).toContain(Buffer.from(`robot:${password}`).toString('base64'));
	});

	it('tells nothing where there is no gateway', async () => {
		for (const place of ['http://127.0.0.1:1', 'http://does-not-exist.invalid', 'http://[::1']) {
			const { fields, secrets } = made(robot, place);
			const { text } = await told(robot, fields, robot.parameters[0], false);
			expectNothingOf(secrets, text);
			const result = await testRobotCredential(robot.node, robot.credential.name, fields);
			expectNothingOf(secrets, JSON.stringify(result));
		}
	});
});

describe.each(robots)('a request of $name', ({ robot }) => {
	it('is sent nowhere else when it is told to go there', async () => {
		const elsewhere = await EchoingGateway.start();
		try {
			for (const status of [301, 302, 303, 307, 308]) {
				gateway.answer = () => ({ status, headers: { Location: `${elsewhere.url}/x` } });
				const { fields } = made(robot);
				for (const parameters of robot.parameters) await told(robot, fields, parameters, false);
				await testRobotCredential(robot.node, robot.credential.name, fields);
			}
			expect(elsewhere.asked).toBe(0);
		} finally {
			await elsewhere.stop();
		}
	});
});

it('the address of an upload is told by nobody', async () => {
	const { robot } = robots.find(({ name }) => name === 'Slack, by a bot')!;
	const upload = robot.parameters.find(({ operation }) => operation === 'uploadFile')!;
	for (const [name, vehicle] of Object.entries(vehiclesOf(robot.answers))) {
		for (const spelling of spellingsFor(name)) {
			const inPath = randomBytes(16).toString('hex');
			const inQuery = randomBytes(16).toString('hex');
			gateway.spelling = spelling;
			gateway.answerAt.set('/api/files.getUploadURLExternal', () => ({
				body: {
					ok: true,
					upload_url: `${gateway.url}/upload/v1/${inPath}?t=${inQuery}`,
					file_id: 'F1',
				},
			}));
			gateway.answer = vehicle;
			const { fields, secrets } = made(robot);
			const { text } = await told(robot, fields, upload, false);
			expectNothingOf([...secrets, inPath, inQuery], text);
		}
	}
});

it('a key of three letters is told by nobody, and the words of the gateway can be read', async () => {
	const { robot } = robots.find(({ name }) => name === 'WeCom, by its key alone')!;
	gateway.answerAt.clear();
	gateway.answer = vehiclesOf(robot.answers)['the words of a refusal'];
	for (const [index, spelling] of Object.values(spellings).entries()) {
		gateway.spelling = spelling;
		const key = `qx${'abcdefghijklmnopqrstuvwxyz'[index]}`;
		const { text } = await told(robot, { key, baseUrl: gateway.url }, {}, false);
		expect(text.toLowerCase()).not.toContain(key);
		expect(text).toContain(GATEWAY_WORDS);
	}
});

it('a robot that forgets to say what is secret is found out', async () => {
	const { robot } = robots.find(({ name }) => name === 'Carrier Pigeon')!;
	const node = new CarrierPigeonRobot();
	node.execute = async function () {
		return await runRobot(this, {
			...pigeonRobot,
			access: async (asked) => ({ ...(await pigeonRobot.access(asked)), secrets: [] }),
		});
	};
	gateway.answerAt.clear();
	gateway.spelling = (text) => text;
	gateway.answer = vehiclesOf(robot.answers)['the words of a refusal'];
	const { fields, secrets } = made(robot);
	const { text } = await told({ ...robot, node }, fields, {}, false);
	expect(() => expectNothingOf(secrets, text)).toThrow('Tells');
});
