import { createHmac } from 'node:crypto';

import { ServiceEventTrigger } from '../../../nodes/ServiceEventTrigger/ServiceEventTrigger.node';
import { eventSources } from '../../../src/events/sources';
import { deliveries } from '../../support/sources/deliveries.mts';
import { guises, hostileBodies, withMember } from '../../support/sources/hostileBodies.mts';
import { inTheBestCase } from '../../support/time/processorTime.mts';
import { TestTrigger } from '../../support/nodes/trigger.mts';

/*
 * Before somebody is known, the bytes of a body are counted, hashed once for
 * each secret, and in small bodies looked through once. Nothing else.
 */

const KILOBYTE = 1_024;
const SECRET = 'a secret that nobody guesses';
const sources = [...Object.keys(eventSources), 'detect'];
const SIGNATURE = 'signature';
const authenticationsOf = (source: string) =>
	source === 'detect' || eventSources[source].signature
		? ['header', 'query', SIGNATURE]
		: ['header', 'query'];
/** What is told apart where a shared secret is asked for. */
const SECRETS = ['nothing', 'a shared secret', 'a long secret', 'a secret in the query'];
const cases = sources.flatMap((source) =>
	authenticationsOf(source).map((authentication) => [source, authentication] as const),
);

/** More than is looked at in one go, and few enough for every source and guise. */
const bodies = Object.entries(hostileBodies).map(
	([name, body]) => [name, body(4 * KILOBYTE)] as const,
);

const node = (source: string, authentication: string, more: object = {}) =>
	new TestTrigger(new ServiceEventTrigger(), {
		parameters: { source, authentication, ...more },
		credential: { secret: SECRET, furtherSecrets: 'another one, for another source' },
	});

/** What is done with what stands in a body. */
function watched() {
	const reads: string[] = [];
	for (const source of Object.values(eventSources)) {
		for (const work of ['parse', 'resemblance'] as const) {
			const own = source[work] as (...parameters: unknown[]) => never;
			jest.spyOn(source, work).mockImplementation((...parameters: unknown[]) => {
				reads.push(`${source.id}.${work}`);
				return own(...parameters);
			});
		}
	}
	const parse = JSON.parse;
	jest.spyOn(JSON, 'parse').mockImplementation((text: string, reviver) => {
		if (text.length > 2 * KILOBYTE) reads.push(`JSON.parse of ${text.length}`);
		return parse(text, reviver);
	});
	return reads;
}

afterEach(() => jest.restoreAllMocks());

describe.each(cases)('%s, authentication %s', (source, authentication) => {
	it('reads nothing of what a stranger sends, and the credential once', async () => {
		const trigger = node(source, authentication);
		const reads = watched();
		const now = Date.now();
		jest.spyOn(Date, 'now').mockReturnValue(now);
		for (const guise of authentication === SIGNATURE ? Object.keys(guises) : SECRETS) {
			const { headers, query, member } = guises[guise];
			for (const [name, body] of bodies) {
				const answer = await trigger.send({ headers, query, body: withMember(body, member) });
				if (answer.status !== 401) throw new Error(`${guise}, ${name}: ${answer.status}`);
			}
		}
		expect(reads).toEqual([]);
		expect(trigger.credentialReads).toBeLessThanOrEqual(1);
	});

	it('reads no credential for who shows nothing', async () => {
		const trigger = node(source, authentication);
		// What Gitee sends has its proof in the body.
		const { gitee, ...unsigned } = deliveries;
		for (const { headers, body } of Object.values(unsigned)) {
			expect((await trigger.send({ headers, body })).status).toBe(401);
		}
		expect(trigger.credentialReads).toBe(0);
		expect(gitee.body).toContain('"password"');
	});

	it('asks for the size, then for the method, before it asks who sends', async () => {
		const trigger = node(source, authentication, { options: { largestBody: 0.001 } });
		const reads = watched();
		const body = Buffer.alloc(2 * KILOBYTE, '{"a":');
		expect((await trigger.send({ body, method: 'TRACE' })).status).toBe(413);
		expect((await trigger.send({ body: '{}', method: 'TRACE' })).status).toBe(405);
		expect((await trigger.send({ body: '{}' })).status).toBe(401);
		expect([...reads, trigger.credentialReads]).toEqual([0]);
	});

	it('goes the same way while the editor listens for a test event', async () => {
		const trigger = new TestTrigger(new ServiceEventTrigger(), {
			parameters: { source, authentication },
			credential: { secret: SECRET },
			mode: 'manual',
		});
		const reads = watched();
		const body = hostileBodies['many keys'](8 * KILOBYTE);
		expect((await trigger.send({ body })).status).toBe(401);
		expect(reads).toEqual([]);
	});
});

describe('a body that is signed for one source', () => {
	it('is never read as that of another', async () => {
		// One that speaks for Gitee and for a robot, signed by TWT Chat's secret.
		const body = JSON.stringify({ hook_name: 'push_hooks', hook_id: 1, hook_url: 'x', text: 'x' });
		const signature = createHmac('sha256', SECRET).update(body).digest('hex');
		const reads = watched();
		const answer = await node('detect', SIGNATURE).send({
			body,
			headers: { 'X-Chat-Signature': signature },
		});
		expect(answer).toMatchObject({ status: 400, body: { error: { field: 'event' } } });
		expect(new Set(reads)).toEqual(new Set(['twtChat.parse']));
	});
});

describe('the proof in a body', () => {
	it('is looked for up to 256 kB; beyond, the refusal says where it is needed', async () => {
		const body = hostileBodies['a text without end'](300 * KILOBYTE);
		for (const source of ['gitee', 'groupRobot', 'weiyu', 'dceInsight', 'detect']) {
			const answer = await node(source, SIGNATURE).send({ body });
			expect(answer.status).toBe(401);
			expect(answer.body.error.message).toMatch(/Headers and query.*more than 256 kB/);
		}
	});
});

describe('the processor', () => {
	const MEGABYTE = 1_024 * KILOBYTE;
	const MOST = 1 / 60;
	const MOST_TRIES = 40;
	const parserFood = hostileBodies['empty objects'](16 * MEGABYTE).toString();
	const ofParser = inTheBestCase(1, () => JSON.parse(parserFood));

	it.each(['detect', 'gitee', 'groupRobot'])(
		'is kept busy by no body that %s looks into for more than a sixtieth of what parsing costs',
		async (source) => {
			const trigger = node(source, SIGNATURE);
			const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
			for (const [name, body] of Object.entries(hostileBodies)) {
				for (const { member } of [guises.nothing, guises['Feishu, in the body']]) {
					const bytes = withMember(body(255 * KILOBYTE), member);
					let share = Infinity;
					// Somebody else may have needed the processor.
					for (let count = 0; share > MOST && count < MOST_TRIES; count += 1) {
						const time = await inTheBestCase(1, async () => {
							expect((await trigger.send({ body: bytes, headers })).status).toBe(401);
						});
						share = Math.min(share, time / (await ofParser));
					}
					if (share > MOST) throw new Error(`${name}: 1/${Math.round(1 / share)}`);
				}
			}
		},
	);
});
