import { parseArgs } from 'node:util';

export interface BenchOptions {
	/** A smaller run, to see whether everything works. Its ratios say little. */
	quick: boolean;
	/** Where to write the results as JSON. */
	json: string | undefined;
	only: 'events' | 'pushes' | 'store' | undefined;
	/** Of `--only store`: one part of it. */
	part: string | undefined;
}

/** @throws TypeError for an option that does not exist. */
export function benchOptions(parameters: string[]): BenchOptions {
	const { values } = parseArgs({
		args: parameters,
		options: {
			quick: { type: 'boolean', default: false },
			json: { type: 'string' },
			only: { type: 'string' },
			part: { type: 'string' },
		},
	});
	const { only, ...rest } = values;
	if (only !== undefined && only !== 'events' && only !== 'pushes' && only !== 'store') {
		throw new TypeError('--only is "events", "pushes" or "store"');
	}
	return { ...rest, json: rest.json, only, part: rest.part };
}
