/*
 * In place of fast-check: properties are tried with the same values on every
 * run, so that nobody's change fails by what it has not touched.
 * `RUNS=100 SEED=2 npx jest hostileText` looks at a hundred times as many, and
 * at others.
 */

// By its path: by its name this file would be found.
const fastCheck = require('../../../node_modules/fast-check/lib/cjs/fast-check.js');

const SEED = Number(process.env.SEED ?? 1);
const RUNS = Number(process.env.RUNS ?? 1);

function assert(property, { seed = SEED, numRuns = 100, ...parameters } = {}) {
	return fastCheck.assert(property, { ...parameters, seed, numRuns: numRuns * RUNS });
}

module.exports = { ...fastCheck, __esModule: true, default: { ...fastCheck.default, assert } };
