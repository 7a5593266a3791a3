import { fileURLToPath } from 'node:url';

import jestConfig from './jest-preset.js';

/*
 * Mutation tests say which lines of the pure logic no test would miss. They are
 * slow, so they are no part of npm test:
 *
 *     AREA=events npm run mutation
 *     AREA=robots/slack npm run mutation
 *     AREA=robots npm run mutation -- --mutate 'src/robots/sending/*.ts'
 */
const { AREA = '**' } = process.env;

export default {
	testRunner: 'jest',
	jest: {
		config: {
			...jestConfig,
			// Only the tests of the logic itself: what only a running workflow would notice counts as missed.
			testMatch: ['<rootDir>/test/mutation/area.ts'],
			testEnvironment: fileURLToPath(new URL('../test/mutation/failFast.cjs', import.meta.url)),
		},
		// It is one file.
		enableFindRelatedTests: false,
	},
	coverageAnalysis: 'perTest',
	mutate: [`src/${AREA}/**/*.ts`],
	// A table is made when its file is loaded: each of its mutants would need all tests.
	ignoreStatic: true,
	// A changed sentence is no fault of the logic.
	mutator: { excludedMutations: ['StringLiteral'] },
	concurrency: 1,
	// Jest keeps what it has loaded: 5 GB after 400 mutants.
	maxTestRunnerReuse: 50,
	timeoutMS: 10_000,
	reporters: ['clear-text', 'json'],
	jsonReporter: { fileName: '.stryker/report.json' },
	tempDirName: '.stryker/tmp',
	clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false },
	thresholds: { high: 90, low: 85, break: 85 },
};
