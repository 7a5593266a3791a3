import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

import { commandOf } from '../repository/documents.mts';
import type { AskedContainer } from './dockerCommand.mts';
import { run } from '../process/run.mts';

/** A machine with `docker`, or what stands in for it (dockerCommand.mts), and npm. */
export class DockerMachine {
	/** Where its user types. */
	readonly folder: string;

	/** What /home/node is on the volume `n8n_data`. */
	readonly volume: string;

	private readonly env: NodeJS.ProcessEnv;

	private constructor(folder: string, env: NodeJS.ProcessEnv) {
		this.folder = folder;
		this.volume = join(folder, 'volume');
		this.env = {
			...env,
			PATH: [join(folder, 'bin'), env.PATH].join(delimiter),
			HOME: join(folder, 'home'),
			DOCKER_HOME: this.volume,
			DOCKER_LOG: join(folder, 'docker.log'),
		};
	}

	static async make(folder: string, env: NodeJS.ProcessEnv): Promise<DockerMachine> {
		const machine = new DockerMachine(folder, env);
		for (const name of ['bin', 'home', 'volume']) await mkdir(join(folder, name));
		// Where npm would install into, were it not told where.
		for (const name of ['home', 'volume'])
			await writeFile(join(folder, name, 'package.json'), '{}');
		const docker = join(folder, 'bin', 'docker');
		const script = join(import.meta.dirname, 'dockerCommand.mts');
		await writeFile(docker, `#!/bin/sh\nexec '${process.execPath}' '${script}' "$@"\n`);
		await chmod(docker, 0o755);
		return machine;
	}

	/** Types what a document prints, see `commandOf`. Returns what was written to the terminal. */
	async type(id: string): Promise<string> {
		return await run('bash', ['-e', '-c', commandOf(id)], { cwd: this.folder, env: this.env });
	}

	/** The containers of n8n that were asked for, the last one at the end. */
	async asked(): Promise<AskedContainer[]> {
		const log = await readFile(join(this.folder, 'docker.log'), 'utf8').catch(() => '');
		const lines = log.split('\n').filter((line) => line !== '');
		return lines.map((line) => JSON.parse(line) as AskedContainer);
	}
}
