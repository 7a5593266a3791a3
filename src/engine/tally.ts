import { randomInt } from 'node:crypto';

import { addAll, count, type Histogram } from '../escalation/statistics/histogram';
import type { Store } from '../store/store';
import type { SettingTable } from '../store/transaction';
import { inOneLine } from '../text/utf8';
import { MINUTE } from '../time/duration';

/*
 * What robots have done with reminders, for metrics: of that nothing else is
 * kept. Nothing is counted, and nothing written, before somebody has asked for
 * metrics. Each number is spread over several rows, so that workers which count
 * at the same time seldom wait for one another.
 */
const WANTED = 'tallyWanted';
const SENT = 'tally sent ';
const FAILED = 'tally failed ';
const LATE = 'tally late ';
const ROWS = 16;

/** Of robots that are told apart, of each of the two. What is beyond is counted together. */
export const MOST_ROBOTS = 100;
const LONGEST_NAME = 100;
/** How long it may take until a process notices that somebody wants metrics. */
const ASKED_EVERY = MINUTE;

/** A node that sends. */
export interface RobotName {
	/** Of its platform, as its makers spell it. */
	platform: string;
	workflowId: string;
	/** As people called the node. */
	node: string;
}

/** What the reminders of one execution of a robot have come to. */
export interface RobotWork extends RobotName {
	/** How late each of those was that it sent, in ms. */
	lateness: number[];
	/** How many it could not send; each attempt counts. */
	failed: number;
}

export interface RobotCount extends RobotName {
	count: number;
}

export interface Counted {
	sent: RobotCount[];
	failed: RobotCount[];
	lateness: Histogram;
}

/** In place of what there is no room for. */
const OTHERS: RobotName = { platform: 'other', workflowId: 'other', node: 'other' };

export class Tally {
	private isWanted: { at: number; is: boolean } | undefined;

	private readonly row = randomInt(ROWS);

	/** Names that have rows: these stay, so nobody looks through all rows for each message. */
	private readonly known = new Set<string>();

	constructor(private readonly store: Store) {}

	/** From now on robots are counted. */
	async want(): Promise<void> {
		await this.store.transaction(async ({ settings }) => await settings.save(WANTED, 'yes'));
		this.isWanted = undefined;
	}

	async note({ lateness, failed, ...robot }: RobotWork): Promise<void> {
		if (lateness.length + failed === 0 || !(await this.isAsked())) return;
		const late: Histogram = {};
		for (const time of lateness) count(late, time);
		await this.store.transaction(async ({ settings }) => {
			const amounts = new Map<string, number>();
			for (const [beginning, amount] of [
				[SENT, lateness.length],
				[FAILED, failed],
			] as const) {
				if (amount === 0) continue;
				const name = await this.nameFor(settings, beginning, robot);
				amounts.set(`${name} ${this.row}`, amount);
			}
			for (const [bucket, many] of Object.entries(late)) {
				amounts.set(`${LATE}${bucket} ${this.row}`, many);
			}
			await settings.add(amounts);
		});
	}

	/** Without its row. */
	private async nameFor(
		settings: SettingTable,
		beginning: string,
		robot: RobotName,
	): Promise<string> {
		const name = beginning + written(robot);
		if (this.known.has(name)) return name;
		const rows = await settings.beginningWith(beginning);
		const robots = new Set([...rows.keys()].map((row) => row.slice(0, row.lastIndexOf(' '))));
		if (!robots.has(name)) return robots.size < MOST_ROBOTS ? name : beginning + written(OTHERS);
		this.known.add(name);
		return name;
	}

	private async isAsked(): Promise<boolean> {
		const now = this.store.clock.now();
		if (!this.isWanted || Math.abs(now - this.isWanted.at) >= ASKED_EVERY) {
			const wanted = await this.store.transaction(
				async ({ settings }) => await settings.get(WANTED),
			);
			this.isWanted = { at: now, is: wanted !== undefined };
		}
		return this.isWanted.is;
	}
}

/** What was counted by all processes. */
export async function counted(settings: SettingTable): Promise<Counted> {
	const lateness: Histogram = {};
	for (const [name, value] of await settings.beginningWith(LATE)) {
		const [bucket] = name.slice(LATE.length).split(' ');
		addAll(lateness, { [bucket]: Number(value) });
	}
	return {
		sent: await robotsIn(settings, SENT),
		failed: await robotsIn(settings, FAILED),
		lateness,
	};
}

async function robotsIn(settings: SettingTable, beginning: string): Promise<RobotCount[]> {
	const sums = new Map<string, number>();
	for (const [name, value] of await settings.beginningWith(beginning)) {
		const robot = name.slice(beginning.length, name.lastIndexOf(' '));
		sums.set(robot, (sums.get(robot) ?? 0) + Number(value));
	}
	return [...sums].map(([robot, sum]) => {
		const [platform, workflowId, node] = JSON.parse(robot) as [string, string, string];
		return { platform, workflowId, node, count: sum };
	});
}

const written = ({ platform, workflowId, node }: RobotName): string =>
	JSON.stringify(
		[platform, workflowId, node].map((text) =>
			inOneLine(text).slice(0, LONGEST_NAME).toWellFormed(),
		),
	);
