import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';

import { main } from '../../../scripts/try/program.mts';
import { triedRobots } from '../../../scripts/try/triedRobots.mts';
import { languages, vocabularyOf } from '../../../src/words/language';
import { dingTalk } from '../../support/robots/dingTalk/played.mts';
import { discord } from '../../support/robots/discord/played.mts';
import { feishu } from '../../support/robots/feishu/played.mts';
import { FakeServer, type FakeResponse } from '../../support/robots/fakeServer.mts';
import type {
	PlayedPlatform,
	PlayedRobot,
	RunningFake,
} from '../../support/robots/playedPlatform.mts';
import { slack } from '../../support/robots/slack/played.mts';
import { weCom } from '../../support/robots/weCom/played.mts';
import { HurriedTime } from '../../support/time/hurriedTime.mts';

const platforms: Record<string, PlayedPlatform> = {
	wecom: weCom,
	feishu,
	dingtalk: dingTalk,
	slack,
	discord,
};
const KINDS = ['event', 'reminder', 'digest', 'replied', 'exhausted', 'failing', 'test'];

let time: HurriedTime;
beforeEach(() => {
	jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
	time = new HurriedTime();
});
afterEach(() => {
	time.stop();
	jest.useRealTimers();
});

async function run(given: string[], env: NodeJS.ProcessEnv = {}, typed = '') {
	const written: string[] = [];
	const output = { write: (text: string) => written.push(text) > 0 };
	const stdin = Object.assign(Readable.from(typed === '' ? [] : [typed]), { isTTY: false });
	const terminal = { env, stdin: stdin as never, stdout: output, stderr: output };
	const code = await time.until(main(given, terminal));
	return { code, text: written.join('') };
}

/** One line for each kind of message: what became of it. */
const verdictsIn = (text: string) =>
	text
		.split('\n')
		.filter((line) => /^\w+ +(accepted|refused|failed) /.test(line))
		.map((line) => line.split(/ +/).slice(0, 2));

describe.each(Object.keys(triedRobots))('npm run try -- %s', (name) => {
	const platform = platforms[name];
	let fake: RunningFake;
	let robot: PlayedRobot;
	let address: string;
	let secret: string | undefined;
	beforeEach(async () => {
		fake = await platform.start();
		robot = fake.add(randomUUID().replaceAll('-', ''));
		address = robot.credential[triedRobots[name].addressField];
		({ secret } = robot.credential);
	});
	afterEach(async () => await fake.stop());
	const base = () =>
		['customBaseUrl', 'baseUrl'].flatMap((field) =>
			robot.credential[field] ? ['--base-url', robot.credential[field]] : [],
		);
	const heard = () => fake.messagesOf(robot.robot);
	/** The last part of an address. */
	const key = () => address.split(/[/=]/).at(-1)!;
	const hidden = () => [address, key(), ...(secret ? [secret] : [])];

	it.each(languages)('sends one message of each kind, in %s', async (language) => {
		const given = [name, '--language', language, ...base()];
		const { code, text } = await run(given, { ROBOT_ADDRESS: address, ROBOT_SECRET: secret });
		expect(verdictsIn(text)).toEqual(KINDS.map((kind) => [kind, 'accepted']));
		expect({ code, last: text.trim().split('\n').at(-1) }).toEqual({
			code: 0,
			last: '7 accepted, 0 not',
		});
		for (const part of hidden()) expect(text).not.toContain(part);
		const said = heard().map(({ content }) => content);
		const { shared } = vocabularyOf(language);
		expect(said.filter((one) => one.includes(shared.testMark.trim()))).toHaveLength(1);
		const mentioned = heard().filter(({ body }) => platform.read(body).mentions.length > 0);
		expect(mentioned).toHaveLength(1);
		expect(heard().length).toBeGreaterThanOrEqual(KINDS.length);
		expect(said.join('\n')).toContain(language === 'zh' ? '王芳' : 'Carol');
	});

	it('reads the address from standard input, and mentions nobody but whom it is told', async () => {
		const ids: Record<string, string> = {
			slack: 'U012AB3CD',
			discord: '80351110224678912',
			feishu: 'ou_1',
		};
		const id = ids[name] ?? 'lilei';
		const given = [name, '--mention', id, ...base(), ...(secret ? ['--secret', secret] : [])];
		const { code, text } = await run(given, {}, `${address}\nnext line\n`);
		expect({ code, text }).toMatchObject({ code: 0 });
		expect(heard().flatMap(({ body }) => platform.read(body).mentions)).toEqual([id]);
	});

	it('says what was refused, why and what to do, and nothing of the address', async () => {
		const wrong = randomUUID().replaceAll('-', '');
		const given = [name, address.replaceAll(key(), wrong), ...base()];
		const { code, text } = await run(given, { ROBOT_SECRET: secret });
		expect({ code, text }).toMatchObject({ code: 1 });
		expect(verdictsIn(text)).toEqual(KINDS.map((kind) => [kind, 'refused']));
		expect(text).toContain('0 accepted, 7 not');
		for (const part of [wrong, given[1], ...(secret ? [secret] : [])]) {
			expect(text).not.toContain(part);
		}
		// Code, message, advice.
		expect(text).toMatch(/^event +refused +\w+: [^:]+: ./m);
		expect(heard()).toEqual([]);
	});

	it('keeps a gateway from telling what it was asked', async () => {
		const gateway = await FakeServer.start((request): FakeResponse => {
			const asked = `${request.url.href} ${JSON.stringify(request.headers)} ${request.raw.toString()}`;
			return { status: 200, body: { errcode: 93999, code: 93999, errmsg: asked, msg: asked } };
		});
		try {
			const given = [name, address, '--base-url', gateway.url];
			const { code, text } = await run(given, { ROBOT_SECRET: secret });
			expect(code).toBe(1);
			for (const part of hidden()) expect(text).not.toContain(part);
		} finally {
			await gateway.stop();
		}
	});
});

it('does not say that the platform refused what has not reached it', async () => {
	const { code, text } = await run(['wecom', 'not a key'], {});
	expect(code).toBe(1);
	expect(verdictsIn(text)).toEqual(KINDS.map((kind) => [kind, 'failed']));
	expect(text).not.toContain('not a key');
});

describe('what cannot be understood', () => {
	const address =
		'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7c8d-4bc4-97a0-0ec2sifa5aaa';

	it.each([
		[[]],
		[['carrierPigeon', address]],
		[['constructor', address]],
		[['wecom', address, address]],
		[['wecom', address, '--language', 'tlh']],
		[['wecom', address, '--tell', address]],
		[['wecom']],
	])('%# is told by the help, without the address', async (given) => {
		const { code, text } = await run(given);
		expect(code).toBe(2);
		expect(text).toContain('npm run try -- wecom|feishu|dingtalk|slack|discord');
		expect(text).not.toContain('693a91f6');
	});

	it('is not: the help itself', async () => {
		const { code, text } = await run(['--help']);
		expect(code).toBe(0);
		expect(text).toContain('history of your');
	});
});
