import { renameSync, rmSync, statSync } from 'node:fs';
import { backup, type DatabaseSync } from 'node:sqlite';

import type { Clock } from '../../time/clock';
import { HOUR, MINUTE } from '../../time/duration';
import type { Warn } from '../store';
import { makeFile } from './files';

const EVERY = HOUR;
/** What has just begun to run has other things to do. */
const FIRST_AFTER = MINUTE;
/** Pages that are copied while whoever wants to write waits: a millisecond. */
const PAGES = 100;

/** Where the copy of a store is: `until-replied.backup.sqlite` of `until-replied.sqlite`. */
export function backupOf(file: string): string {
	return file.replace(/(\.sqlite)?$/, '.backup.sqlite');
}

/**
 * Keeps a copy of the whole store beside it, never older than an hour while
 * something happens. The file itself cannot be copied while it is open: a part
 * of it is in its log, and no other process may look into it.
 *
 * The copy is one moment of the store, complete as soon as it has its name, and
 * made beside the work of n8n ("Online Backup API").
 */
export class SqliteBackup {
	private readonly file: string;

	private readonly unfinished: string;

	/** When the last copy was made or tried, in ms since 1970. */
	private madeAt: number;

	private running: Promise<void> | undefined;

	private isClosing = false;

	constructor(
		private readonly database: DatabaseSync,
		of: string,
		private readonly clock: Clock,
		private readonly warn: Warn,
	) {
		this.file = backupOf(of);
		this.unfinished = `${this.file}.unfinished`;
		const now = clock.now();
		const made = statSync(this.file, { throwIfNoEntry: false })?.mtimeMs ?? -Infinity;
		this.madeAt = Math.max(Math.min(made, now), now - EVERY + FIRST_AFTER);
	}

	/** Begins a new copy when it is time; nobody waits for it. Between transactions: a copy does not begin within one. */
	keepUp(): void {
		if (this.isClosing || Math.abs(this.clock.now() - this.madeAt) < EVERY) return;
		this.running ??= this.make().finally(() => {
			this.running = undefined;
		});
	}

	/** Something was erased: away with the copy that still has it, and on to the next. One on its way is without it. */
	erase(): void {
		rmSync(this.file, { force: true });
		this.madeAt = -Infinity;
		this.keepUp();
	}

	/** Gives up a copy that is on its way. */
	async close(): Promise<void> {
		this.isClosing = true;
		await this.running;
	}

	private async make(): Promise<void> {
		const beganAt = this.clock.now();
		try {
			rmSync(this.unfinished, { force: true });
			makeFile(this.unfinished);
			await backup(this.database, this.unfinished, {
				rate: PAGES,
				progress: () => {
					if (this.isClosing) throw new Error('The store is closed');
				},
			});
			renameSync(this.unfinished, this.file);
			this.madeAt = beganAt;
		} catch (error) {
			rmSync(this.unfinished, { force: true });
			if (this.isClosing || isBusy(error)) return;
			this.madeAt = beganAt;
			const { message } = error as Error;
			this.warn(
				`The escalation store has no new backup: ${this.file} could not be written (${message}). Check the disk and its free space. It is tried again in an hour.`,
			);
		}
	}
}

/**
 * A transaction had begun before it, and it begins again after the next one.
 * SQLITE_BUSY and SQLITE_LOCKED, of which Node tells neither: it takes the error
 * from the copy, which has none.
 */
function isBusy(error: unknown): boolean {
	const { errcode } = Object(error) as { errcode?: unknown };
	return [0, 5, 6].includes(Number(errcode));
}
