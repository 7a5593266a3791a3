const { TestEnvironment } = require('jest-environment-node');

/** Leaves out the tests that follow one that failed: it has killed the mutant. */
module.exports = class extends TestEnvironment {
	hasFailed = false;

	handleTestEvent({ name, test }) {
		if (name === 'test_fn_failure') this.hasFailed = true;
		if (name === 'test_start' && this.hasFailed) test.mode = 'skip';
	}
};
