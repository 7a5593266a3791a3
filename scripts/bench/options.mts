import { parseArgs } from 'node:util';

const SECTIONS = ['events', 'reminders', 'receiving', 'loading', 'store', 'answers'] as const;

export interface BenchOptions {
	/** A smaller run, to see whether everything works. Its ratios say little. */
	quick: boolean;
	/** Where to write the results as JSON. */
	json: string | undefined;
	only: (typeof SECTIONS)[number] | undefined;
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
	const section = SECTIONS.find((name) => name === only);
	if (only !== undefined && section === undefined) {
		throw new TypeError(`--only is one of ${SECTIONS.join(', ')}`);
	}
	return { ...rest, json: rest.json, only: section, part: rest.part };
}
