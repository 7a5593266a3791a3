import { createHmac, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ServiceEventTrigger } from '../../../nodes/ServiceEventTrigger/ServiceEventTrigger.node';
import { deliveries, type Delivery } from '../../support/sources/deliveries.mts';
import { isToldBy } from '../../support/robots/spellings.mts';
import {
	TestTrigger,
	type TriggerResponse,
	type TriggerRequest,
} from '../../support/nodes/trigger.mts';

/*
 * What proves a source is told by nobody: not to who sends a wrong proof, and
 * not to the workflow, whoever reads its executions.
 */

const userFolder = mkdtempSync(join(tmpdir(), 'until-replied-secrets-'));
beforeAll(() => {
	process.env.N8N_USER_FOLDER = userFolder;
});
afterAll(() => rmSync(userFolder, { recursive: true, force: true }));

const secret = randomBytes(16).toString('hex');
const further = randomBytes(16).toString('hex');

function triggerOf(source: string, authentication: string, part = {}) {
	return new TestTrigger(new ServiceEventTrigger(), {
		mode: 'manual',
		parameters: {
			source,
			authentication,
			headerName: 'X-Secret',
			queryName: 'secret',
			...deliveries[source]?.parameters,
			...part,
		},
		credential: { secret, furtherSecrets: further },
	});
}

/** Headers in which some source or other has its proof, each with one that is wrong, and bodies that are not right. */
function wrongRequests({ headers, query, body }: Delivery): TriggerRequest[] {
	const names = [
		...['X-Chat-Signature', 'X-Gitee-Token', 'X-Hub-Signature-256', 'X-Gitlab-Token'],
		...['X-Chatwoot-Signature', 'X-Grafana-Alerting-Signature', 'X-Signature', 'X-Secret'],
		...['Authorization', 'webhook-signature', 'Stripe-Signature'],
	];
	const guesses = [
		'guess',
		'',
		`sha256=${'0'.repeat(64)}`,
		`v1,${'A'.repeat(43)}=`,
		'Bearer guess',
	];
	return [
		{ headers, query, body },
		...names.flatMap((name) =>
			guesses.map((guess) => ({ headers: { ...headers, [name]: guess }, query, body })),
		),
		{ headers, query: { ...query, secret: 'guess', sign: 'guess', timestamp: '1' }, body },
		{ headers: {}, query, body: '{' },
		{ headers: {}, query, body: '' },
	];
}

/** The secrets, and what would have been right for these bytes. */
function rightProofs(body = ''): string[] {
	return [secret, further].flatMap((key) => [
		key,
		...(['sha1', 'sha256'] as const).flatMap((hash) =>
			(['hex', 'base64'] as const).map((form) => createHmac(hash, key).update(body).digest(form)),
		),
	]);
}

const tells = ({ status, headers, body, items }: TriggerResponse) =>
	JSON.stringify({ status, headers, body, items });

describe.each(Object.entries(deliveries))('%s', (source, delivery) => {
	it.each(['signature', 'header', 'query'])(
		'with a wrong proof by %s is told neither the secret nor what would be right',
		async (authentication) => {
			for (const at of [source, 'detect']) {
				const node = triggerOf(at, authentication);
				for (const request of wrongRequests(delivery)) {
					const answer = await node.send(request);
					expect(answer.status).not.toBe(200);
					const text = tells(answer);
					for (const proof of rightProofs(request.body as string)) {
						expect(isToldBy(text, proof)).toBe(false);
					}
				}
			}
		},
	);

	it.each<[string, Pick<TriggerRequest, 'headers' | 'query'>]>([
		['header', { headers: { 'X-Secret': secret } }],
		['header', { headers: { 'X-Secret': further } }],
		['query', { query: { secret } }],
		['query', { query: { secret: further } }],
	])('with the right secret in the %s hands on an event without it', async (where, proof) => {
		const node = triggerOf(source, where);
		const answer = await node.send({
			body: delivery.body,
			headers: { ...delivery.headers, ...proof.headers },
			query: { ...delivery.query, ...proof.query },
		});
		expect(answer.status).toBe(200);
		expect(answer.items).not.toEqual([]);
		for (const one of [secret, further]) expect(isToldBy(tells(answer), one)).toBe(false);
	});
});
