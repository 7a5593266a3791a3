import type { IncomingWord } from '../../../src/escalation/incoming.ts';
import type { Escalation } from '../../../src/escalation/escalation.ts';
import type { TargetChange } from '../../../src/escalation/policy.ts';
import type { TrackResult } from '../../../src/engine/tracking.ts';
import { isActive, type ActiveHours } from '../../../src/time/activeHours.ts';
import { HOUR } from '../../../src/time/duration.ts';
import type { FakeClock } from '../time/fakeClock.mts';

/**
 * What a node has heard of whole conversations, however many escalations they
 * have: whether somebody has answered, and since when they are to be resolved.
 * Where the clock was set, nobody knows.
 */
export class ConversationWatch {
	private readonly answered = new Set<string>();

	/** Since when, by node and conversation. */
	private readonly unresolved = new Map<string, number>();

	/** Those of which nobody knows what the store has. */
	private readonly doubtful = new Set<string>();

	private readonly told = new Set<string>();

	private readonly clock: FakeClock;

	constructor(clock: FakeClock) {
		this.clock = clock;
	}

	/**
	 * What a node has taken in together.
	 *
	 * @param rows as they are after it.
	 * @throws where what opened takes a first reply for a next one, or the other way round.
	 */
	took(scope: string, arrivals: IncomingWord[], results: TrackResult[], rows: Escalation[]): void {
		const opened = new Map<string, boolean>();
		arrivals.forEach((arrival, index) => {
			const name = `${scope} ${arrival.conversationKey}`;
			this.tookOne(name, arrival, results[index]);
			if (results[index] === 'opened') opened.set(name, this.answered.has(name));
		});
		if (this.clock.wasSet) return;
		for (const row of rows) {
			const wasAnswered = opened.get(nameOf(row));
			if (wasAnswered === undefined || row.endedAt !== null || this.doubtful.has(nameOf(row)))
				continue;
			assert(row.wasAnswered === wasAnswered, `${row.id}: which reply is it?`);
		}
	}

	private tookOne(name: string, arrival: IncomingWord, result: TrackResult): void {
		if (result === 'duplicate') return;
		if (arrival.type === 'reply') {
			if (!arrival.isResolution) this.answered.add(name);
			else if (result === 'replied' || result === 'resolved') this.forget(name);
			return;
		}
		if (result !== 'opened' && result !== 'continued') return;
		const writtenAt = Math.min(arrival.writtenAt, this.clock.now());
		this.unresolved.set(name, Math.min(this.unresolved.get(name) ?? Infinity, writtenAt));
	}

	/** The store failed before: what it had taken in by then is not said again. */
	trackedAgain(scope: string, arrivals: IncomingWord[]): void {
		for (const { conversationKey: key } of arrivals) this.doubtful.add(`${scope} ${key}`);
	}

	/** Somebody has said so, in all nodes; where the store failed, nobody knows whether it was kept. */
	markedReplied(key: string, scopes: readonly string[], isDoubtful: boolean): void {
		for (const scope of scopes) {
			this.answered.add(`${scope} ${key}`);
			if (isDoubtful) this.doubtful.add(`${scope} ${key}`);
		}
	}

	/** Nobody is to hear of it any more, where it was open. */
	cancelled(scope: string, key: string, changed: Escalation[] | false): void {
		if (!changed) this.doubtful.add(`${scope} ${key}`);
		else if (changed.some((one) => one.scope === scope)) this.forget(`${scope} ${key}`);
	}

	private forget(name: string): void {
		this.unresolved.delete(name);
		for (const change of ['warning', 'breached']) this.told.delete(`${name} ${change}`);
	}

	/** The Changes output told what became of the resolution. */
	toldResolution(row: Escalation, change: TargetChange): void {
		const { policy } = row;
		const name = nameOf(row);
		this.told.add(`${name} ${change}`);
		const { targets, activeHours } = policy;
		const within = targets?.within.resolution;
		assert(targets && within !== undefined, `${name}: it has no target`);
		if (this.clock.wasSet || this.doubtful.has(name)) return;
		const since = this.unresolved.get(name);
		assert(since !== undefined, `${name}: told after it was resolved`);
		const worked = workedBetween(activeHours, since, this.clock.now());
		const part = change === 'warning' ? targets.warnAt : 1;
		assert(worked >= within * part - 1, `${name}: ${change} told after ${worked} ms`);
	}

	/** When nothing is due any more: who was never told to be resolved is late by now. */
	checkAtTheEnd(rows: Escalation[]): void {
		if (this.clock.wasSet) return;
		for (const [name] of this.unresolved) {
			if (this.doubtful.has(name)) continue;
			const ours = rows.filter((row) => nameOf(row) === name);
			const isUnresolved = (row: Escalation) => row.resolution?.resolvedAt === null;
			const givenUp = ours.filter(({ endedBecause }) => endedBecause === 'cancelled');
			assert(
				givenUp.every(({ resolution }) => !resolution?.isAwaited),
				`${name} was given up, and somebody looks`,
			);
			// One that opened after another was given up is of another time.
			const watching = ours.filter((row) => isUnresolved(row) && !givenUp.includes(row));
			const isGivenUp = ours.some(({ state }) => state === 'cancelled');
			const [row] = watching;
			if (!row) {
				const isTargeted = ours.some(({ policy }) => policy.targets?.within.resolution);
				assert(!isTargeted || isGivenUp, `${name} is not resolved, and nobody looks`);
				continue;
			}
			assert(watching.length === 1, `${name} is watched by ${watching.length}`);
			if (row.state === 'cancelled') continue;
			assert(row.targetsTold.resolution === 'breached', `${name} is late, which nobody noted`);
			const isTold = !row.policy.announceChanges || this.told.has(`${name} breached`);
			assert(isTold, `${name} is late, and nobody was told`);
		}
	}
}

function nameOf({ scope, conversationKey }: Escalation): string {
	return `${scope} ${conversationKey}`;
}

/** Hour by hour, since people begin and end on the hour. */
function workedBetween(hours: ActiveHours | null, since: number, now: number): number {
	if (!hours) return now - since;
	let worked = 0;
	for (let hour = since - (since % HOUR); hour < now; hour += HOUR) {
		const part = Math.min(now, hour + HOUR) - Math.max(since, hour);
		if (isActive(hours, hour)) worked += part;
	}
	return worked;
}

function assert(condition: unknown, message: string): asserts condition {
	if (!condition) throw new Error(message);
}
