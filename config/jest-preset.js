/** @type {import('jest').Config} */
module.exports = {
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	transform: {
		'\\.(html|css|client\\.js)$': '<rootDir>/test/support/jest/textAsset.cjs',
		'\\.m?[jt]s$': [
			'@swc/jest',
			{
				jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
				module: { type: 'commonjs' },
			},
		],
	},
	// Vendored packages that are published as modules only.
	transformIgnorePatterns: [
		'/node_modules/(?!(@hapi/tlds|ical\\.js|p-queue|markdown-it-cjk-friendly|get-east-asian-width|micromark[^/]*|character-entities|decode-named-character-reference|devlop)/)',
	],
	moduleNameMapper: { '^fast-check$': '<rootDir>/test/support/jest/fastCheck.cjs' },
	moduleFileExtensions: ['ts', 'mts', 'js', 'json', 'node', 'html', 'css'],
	modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.stryker'],
	// A test file has a global object of its own, where each look for one of these takes longer than the call.
	sandboxInjectedGlobals: [
		'Array',
		'JSON',
		'Map',
		'Math',
		'Number',
		'Object',
		'Promise',
		'Set',
		'String',
	],
	clearMocks: true,
	testSequencer: '<rootDir>/test/support/jest/longestFirst.cjs',
	// Of two processors Jest would use one.
	maxWorkers: '100%',
	// A bound for when a test hangs, and for all of them: one that takes seconds here takes minutes on a slow, busy machine.
	testTimeout: 300_000,
};
