import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { build, type Plugin } from 'esbuild';

import { root } from '../repository/root.mts';
import type { OfficeTask, Order, Word } from './office.mts';

/** The program that `OfficeProcess` runs, in one file. */
export class OfficeProgram {
	readonly file: string;

	private readonly folder: string;

	private constructor(folder: string) {
		this.folder = folder;
		this.file = join(folder, 'office.cjs');
	}

	/** @param lease in ms, in place of the product's: nobody wants to wait for that. */
	static async build(lease?: number): Promise<OfficeProgram> {
		const program = new OfficeProgram(mkdtempSync(join(tmpdir(), 'until-replied-office-')));
		await build({
			entryPoints: [join(root, 'test/support/kills/office.mts')],
			outfile: program.file,
			bundle: true,
			platform: 'node',
			external: ['pg-native'],
			logLevel: 'error',
			plugins: lease === undefined ? [] : [leaseOf(lease)],
		});
		return program;
	}

	remove(): void {
		rmSync(this.folder, { recursive: true, force: true });
	}
}

function leaseOf(milliseconds: number): Plugin {
	return {
		name: 'lease',
		setup({ onLoad }) {
			onLoad({ filter: /src\/dispatch\/lease\.ts$/ }, () => ({
				contents: `export const LEASE = ${milliseconds};`,
			}));
		},
	};
}

/** One life of a process that serves customers, see office.mts. */
export class OfficeProcess {
	/** All that it has said, in order. */
	readonly words: Word[] = [];

	private readonly child: ChildProcess;

	private readonly ended: Promise<unknown>;

	private readonly heard = new Set<() => void>();

	constructor(program: OfficeProgram, task: OfficeTask, onWord: (word: Word) => void = () => 0) {
		this.child = spawn(process.execPath, [program.file, JSON.stringify(task)], {
			stdio: ['pipe', 'pipe', 'inherit'],
		});
		this.child.stdin!.on('error', () => undefined);
		this.ended = once(this.child, 'close');
		createInterface({ input: this.child.stdout! }).on('line', (line) => {
			const word = JSON.parse(line) as Word;
			this.words.push(word);
			onWord(word);
			for (const tell of this.heard) tell();
		});
		void this.ended.then(() => {
			for (const tell of this.heard) tell();
		});
	}

	tell(order: Order): void {
		this.child.stdin!.write(`${JSON.stringify(order)}\n`);
	}

	/** The first word like this that it says, or has said; undefined when it ends before. */
	async says<Found extends Word>(isIt: (word: Word) => word is Found): Promise<Found | undefined> {
		for (;;) {
			const found = this.words.find(isIt);
			if (found || this.child.exitCode !== null || this.child.signalCode !== null) return found;
			await new Promise<void>((resolve) => {
				const tell = () => {
					this.heard.delete(tell);
					resolve();
				};
				this.heard.add(tell);
			});
		}
	}

	/** After it stopped itself. */
	goOn(): void {
		this.child.kill('SIGCONT');
	}

	/** Resolves when all that it said is heard. */
	async kill(): Promise<void> {
		this.child.kill('SIGKILL');
		await this.ended;
	}
}

/** Of a word, by its first key. */
export const like =
	<Key extends string>(key: Key) =>
	(word: Word): word is Extract<Word, Record<Key, unknown>> =>
		key in word;
