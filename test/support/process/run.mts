import { spawn } from 'node:child_process';

export interface RunOptions {
	cwd: string;
	env?: NodeJS.ProcessEnv;
	/** Where the output goes while it comes; it is in the error anyway. */
	onOutput?: (chunk: string) => void;
	timeout?: number;
}

/** Runs a command to its end. @throws with the end of its output when it fails. */
export async function run(command: string, args: string[], options: RunOptions): Promise<string> {
	const { cwd, env = process.env, onOutput, timeout } = options;
	return await new Promise((resolve, reject) => {
		const child = spawn(command, args, { cwd, env, timeout, stdio: ['ignore', 'pipe', 'pipe'] });
		let output = '';
		const take = (chunk: Buffer) => {
			output += chunk.toString();
			onOutput?.(chunk.toString());
		};
		child.stdout.on('data', take);
		child.stderr.on('data', take);
		child.on('error', reject);
		child.on('close', (code, signal) => {
			if (code === 0) return resolve(output);
			const ending = output.split('\n').slice(-25).join('\n');
			reject(new Error(`${command} ${args.join(' ')} ended with ${signal ?? code}:\n${ending}`));
		});
	});
}
