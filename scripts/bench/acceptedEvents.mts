import { until } from '../../test/support/n8n/n8nApi.mts';
import type { Comparison } from './comparison.mts';
import { eventsOfNothing } from './emptyWebhook.mts';
import { load } from './loadGenerator.mts';
import { withN8n, type Installation, type MeasuredN8n } from './measuredN8n.mts';
import { APP_SECRET, unrepliedOfNewVisitor } from './twtEvents.mts';
import { eventsOfOurs, eventsOfWebhook, TRIGGER, type MeasuredWorkflow } from './workflows.mts';

export interface Engine {
	name: string;
	env: NodeJS.ProcessEnv;
	goal?: number;
}

/** "Expression engine" in n8n's list of environment variables. */
export const ENGINES: Engine[] = [
	{ name: 'vm', env: { N8N_EXPRESSION_ENGINE: 'vm' }, goal: 1 },
	{
		name: 'vm, lazy acquire',
		env: { N8N_EXPRESSION_ENGINE: 'vm', N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' },
	},
	{ name: 'legacy', env: { N8N_EXPRESSION_ENGINE: 'legacy' }, goal: 5 },
];

const CONNECTIONS = 20;
const RIVAL = 'Webhook+No-Op';
/** What n8n itself needs for a request: no webhook of a community node can be faster. */
const CEILING = 'empty webhook';
const DRAIN_TIMEOUT = 180_000;

export interface Rounds {
	count: number;
	/** Of the warm-up and of each round, in ms. */
	warmUp: number;
	duration: number;
}

interface Contender {
	url: string;
	/** How many events' executions have succeeded. */
	executed: (accepted: number) => number;
	accepted: number;
	rounds: Round[];
}

interface Round {
	acceptedPerSecond: number;
	executedPerSecond: number;
	perCpuSecond: number | undefined;
}

/**
 * How many events are answered with 200 in a second; how many are executed when
 * the time counts until the last of them was; and how many n8n does in a second
 * of processor time. @throws when an event is lost.
 */
export async function compareAcceptedEvents(
	installation: Installation,
	engine: Engine,
	rounds: Rounds,
): Promise<Comparison[]> {
	return await withN8n(installation, engine.env, async (n8n) => {
		const credential = await n8n.api.createCredential('AppSecret', 'serviceEventWebhookApi', {
			secret: APP_SECRET,
		});
		const theirs = await contender(n8n, eventsOfWebhook(), countExecutions);
		const ours = await contender(n8n, eventsOfOurs(credential), countEvents);
		const ceiling = await contender(n8n, eventsOfNothing(), countNothing);
		const contenders = [theirs, ours, ceiling];

		for (const one of contenders) await round(n8n, one, rounds.warmUp);
		// By turns, so that what else the machine does meets all.
		for (let count = 0; count < rounds.count; count += 1) {
			for (const one of count % 2 === 0 ? contenders : contenders.toReversed()) {
				one.rounds.push(await round(n8n, one, rounds.duration));
			}
		}
		const against =
			(rival: string, { rounds }: Contender) =>
			(measure: string, of: keyof Round) => ({
				measure,
				setting: engine.name,
				rival,
				ours: figuresOf(ours.rounds, of),
				theirs: figuresOf(rounds, of),
			});
		const againstRival = against(RIVAL, theirs);
		const againstCeiling = against(CEILING, ceiling);
		return [
			{ ...againstRival('accepted events/s', 'acceptedPerSecond'), goal: engine.goal },
			againstRival('executed events/s', 'executedPerSecond'),
			againstRival('events/CPU second', 'perCpuSecond'),
			againstCeiling('accepted events/s', 'acceptedPerSecond'),
			againstCeiling('events/CPU second', 'perCpuSecond'),
		].filter((comparison) => comparison.ours.length > 0);
	});
}

function figuresOf(rounds: Round[], of: keyof Round): number[] {
	return rounds.map((round) => round[of]).filter((figure) => figure !== undefined);
}

async function contender(
	n8n: MeasuredN8n,
	workflow: MeasuredWorkflow,
	counter: (n8n: MeasuredN8n, workflowId: string) => (accepted: number) => number,
): Promise<Contender> {
	const { workflowId, url, accepted } = await n8n.publish(workflow);
	return { url, accepted, executed: counter(n8n, workflowId), rounds: [] };
}

/** A load, and the time until everything that it brought was executed: the next round begins with nothing left to do. */
async function round(n8n: MeasuredN8n, one: Contender, duration: number): Promise<Round> {
	const begun = performance.now();
	const cpuBefore = n8n.cpuSeconds();
	const { accepted, perSecond } = await load({
		url: one.url,
		connections: CONNECTIONS,
		duration,
		next: unrepliedOfNewVisitor,
	});
	one.accepted += accepted;
	await until(
		`all ${one.accepted} events are executed`,
		() => one.executed(one.accepted) >= one.accepted,
		DRAIN_TIMEOUT,
	);
	if (one.executed(one.accepted) > one.accepted)
		throw new Error('More events were executed than accepted');
	const cpuAfter = n8n.cpuSeconds();
	return {
		acceptedPerSecond: perSecond,
		executedPerSecond: accepted / ((performance.now() - begun) / 1_000),
		perCpuSecond:
			cpuBefore === undefined || cpuAfter === undefined
				? undefined
				: accepted / (cpuAfter - cpuBefore),
	};
}

/** n8n's Webhook starts one execution for each event. */
function countExecutions({ log }: MeasuredN8n, workflowId: string): () => number {
	return () => log.count(workflowId, 'success');
}

/** Our trigger puts many events into one execution: each is looked for by its id. */
function countEvents({ log }: MeasuredN8n, workflowId: string): () => number {
	const seen = new Set<number>();
	const events = new Set<string>();
	return () => {
		for (const execution of log.succeeded(workflowId)) {
			if (seen.has(execution)) continue;
			seen.add(execution);
			for (const { json } of log.itemsOf(execution, TRIGGER)) events.add(json.id);
		}
		return events.size;
	};
}

/** It executes nothing: done as soon as accepted. */
function countNothing(): (accepted: number) => number {
	return (accepted) => accepted;
}
