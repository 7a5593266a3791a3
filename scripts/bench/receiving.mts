import { createHmac } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import type { INodeType } from 'n8n-workflow';

import type { EventSource } from '../../src/events/source.ts';
import { guises, hostileBodies, withMember } from '../../test/support/sources/hostileBodies.mts';
import { inTheBestCase } from '../../test/support/time/processorTime.mts';
import {
	triggerNode,
	webhookContext,
	type N8nClasses,
} from '../../test/support/nodes/webhookContext.mts';
import { root } from '../../test/support/repository/root.mts';
import type { Comparison } from './comparison.mts';

/*
 * What a request costs in the Service Event Trigger, in this process, by
 * bodies that are made to keep it busy. Nothing is stored.
 */

const KIBIBYTE = 1_024;
const MEBIBYTE = 1_024 * KIBIBYTE;
/** What n8n takes, unless it is told otherwise. */
const LARGEST = 16 * MEBIBYTE;
/** As much as is looked through for proof. */
const LARGEST_LOOK = 256 * KIBIBYTE;

const SECRET = 'a secret that nobody guesses';
const SECRETS = { secret: SECRET, furtherSecrets: 'another one' };

const require = createRequire(join(root, 'package.json'));
const n8n: N8nClasses = {
	WebhookContext: require('n8n-core').WebhookContext,
	Workflow: require('n8n-workflow').Workflow,
};
const built = (path: string) => require(join(root, 'dist', path));

interface Sent {
	body: Buffer;
	headers?: Record<string, string>;
	query?: Record<string, string>;
}

/** A trigger whose work is measured without that of n8n around it. */
class Receiver {
	private readonly node;

	private readonly nodeType: INodeType;

	constructor(parameters: Record<string, unknown>) {
		const { ServiceEventTrigger } = built('nodes/ServiceEventTrigger/ServiceEventTrigger.node.js');
		this.nodeType = new ServiceEventTrigger() as INodeType;
		this.node = triggerNode(parameters, true);
	}

	/** The status of the answer, and the milliseconds of processor time that it took. */
	async take({ body, headers, query }: Sent, tries = 1) {
		let status = 200;
		const response = {
			status(code: number) {
				status = code;
				return response;
			},
			setHeader: () => response,
			type: () => response,
			json: () => response,
			send: () => response,
		};
		let least = Infinity;
		for (let count = 0; count < tries; count += 1) {
			const context = webhookContext(
				n8n,
				{
					nodeType: this.nodeType,
					node: this.node,
					workflowId: 'benchmark',
					mode: 'manual',
					readCredential: () => SECRETS,
				},
				{ body, headers, query },
				response,
			);
			least = Math.min(
				least,
				await inTheBestCase(1, async () => await this.nodeType.webhook!.call(context)),
			);
		}
		return { status, time: least };
	}
}

/** @returns how strangers compare with n8n's own parser, and bodies that are known with half of them. */
export async function compareReceiving(
	quick: boolean,
	tell: (line: string) => void,
): Promise<Comparison[]> {
	return [await compareStrangers(quick, tell), await compareDoubled(quick, tell)];
}

/** Everything at once, so that it may be any source's. */
const allGuises = {
	headers: Object.assign({}, ...Object.values(guises).map(({ headers }) => headers ?? {})),
};

async function compareStrangers(quick: boolean, tell: (line: string) => void): Promise<Comparison> {
	const food = hostileBodies['empty objects'](LARGEST).toString();
	const ofParser = await inTheBestCase(3, () => JSON.parse(food));
	let tried = 0;
	let worst = { time: 0, whole: 0, name: '' };
	for (const [family, make] of Object.entries(hostileBodies)) {
		for (const bytes of quick ? [LARGEST_LOOK] : [LARGEST_LOOK, LARGEST]) {
			const plain = make(bytes - 200).subarray(0, bytes);
			for (const { source, authentication, guise } of strangersOf(bytes === LARGEST)) {
				const { headers, query, member } = guise.of;
				const body = withMember(plain, member);
				const type = { 'content-type': 'application/x-www-form-urlencoded' };
				const receiver = new Receiver({ source, authentication });
				const sent = { body, headers: { ...headers, ...type }, query };
				// Of what all may do, one for each secret is that of the bytes.
				const hashing = async () =>
					authentication === 'signature' && headers
						? 2 * (await inTheBestCase(1, () => hash(body)))
						: 0;
				const first = await receiver.take(sent);
				let { time } = first;
				let own = time - (await hashing());
				for (let again = 0; again < 4 && own > worst.time; again += 1) {
					({ time } = await receiver.take(sent));
					own = Math.min(own, time - (await hashing()));
				}
				tried += 1;
				if (first.status !== 401) {
					throw new Error(
						`${source}, ${authentication}: ${guise.name} got ${first.status} with ${family}`,
					);
				}
				if (own > worst.time) {
					const name = `${family} of ${bytes / KIBIBYTE} kB as ${guise.name}, ${source}, ${authentication}`;
					worst = { time: own, whole: time, name };
				}
			}
		}
	}
	tell(
		`${tried} requests of strangers; the worst takes ${worst.time.toFixed(1)} ms besides the hashing of its bytes (${worst.whole.toFixed(1)} ms with it): ${worst.name}`,
	);
	return {
		measure: 'Strangers, 1/s',
		setting: `worst of ${tried}`,
		rival: 'JSON.parse of 16 MiB',
		ours: [1_000 / worst.time],
		theirs: [1_000 / ofParser],
		goal: 60,
	};
}

function hash(body: Buffer): void {
	createHmac('sha256', SECRET).update(body).digest();
}

function strangersOf(isLarge: boolean) {
	const sources = built('src/events/sources/index.js').eventSources as Record<string, EventSource>;
	return [...Object.keys(sources), 'detect'].flatMap((source) => {
		const signs = source === 'detect' || sources[source].signature !== undefined;
		return ['header', 'query', ...(signs ? ['signature'] : [])].flatMap((authentication) => {
			const all = Object.entries(guises).map(([name, of]) => ({ name, of }));
			// Each by itself where something depends on it: a large body is looked through by nobody.
			const some =
				isLarge && source !== 'detect'
					? [
							{ name: 'nothing', of: guises.nothing },
							{ name: 'all of them', of: allGuises as (typeof guises)[string] },
						]
					: all;
			return some.map((guise) => ({ source, authentication, guise }));
		});
	});
}

/** The time for twice the bytes, of those that are known to be authentic. */
async function compareDoubled(quick: boolean, tell: (line: string) => void): Promise<Comparison> {
	const LONG_ENOUGH = 20;
	const TOO_LONG = 3_000;
	let worst = { ratio: 0, name: '', kilobytes: 1, once: 1, twice: 1 };
	for (const source of ['detect', 'custom']) {
		const receiver = new Receiver({
			source,
			authentication: 'header',
			headerName: 'X-Key',
			...(source === 'custom' ? { conversationKey: 'text' } : {}),
		});
		const headers = { 'x-key': SECRET, 'content-type': 'application/x-www-form-urlencoded' };
		for (const [family, make] of Object.entries(hostileBodies)) {
			const largest = quick ? LARGEST_LOOK : 2 * MEBIBYTE;
			for (let bytes = 32 * KIBIBYTE; bytes <= largest; bytes *= 2) {
				const take = async (size: number, tries: number) =>
					(await receiver.take({ body: make(size), headers }, tries)).time;
				let [once, twice] = [await take(bytes, 1), await take(2 * bytes, 1)];
				// Somebody else may have needed the processor, unless it is far too much.
				if (twice / once > worst.ratio && twice < TOO_LONG) {
					[once, twice] = [await take(bytes, 5), await take(2 * bytes, 5)];
				}
				const ratio = twice / once;
				if (once >= LONG_ENOUGH && ratio > worst.ratio) {
					const name = `${family}, ${bytes / KIBIBYTE} kB and twice that, ${source}`;
					worst = { ratio, name, kilobytes: bytes / KIBIBYTE, once, twice };
				}
				if (twice > TOO_LONG) break;
			}
		}
	}
	tell(
		`Of authentic bodies the worst takes ${worst.ratio.toFixed(2)} times as long for twice the bytes (${worst.once.toFixed(0)} and ${worst.twice.toFixed(0)} ms): ${worst.name}`,
	);
	return {
		measure: 'Authentic, kB/s',
		setting: 'twice the bytes',
		rival: 'half of them',
		ours: [(2_000 * worst.kilobytes) / worst.twice],
		theirs: [(1_000 * worst.kilobytes) / worst.once],
		// What is twice as much takes twice as long; a parser's caches and collectors have their share.
		goal: 0.7,
	};
}
