import { config } from '@n8n/node-cli/eslint';

/*
 * n8n's strict profile holds for the whole package. These are all exceptions,
 * by file, each with its reason.
 */
const exceptions = [
	{
		// What is left over when properties are taken off an object is the point of taking them.
		files: ['**/*.ts', '**/*.mts'],
		rules: { '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }] },
	},
	{
		// src knows nothing of n8n's nodes: nodes/shared/nodeErrors.ts makes node errors of its errors.
		files: ['src/**/*.ts'],
		rules: { '@n8n/community-nodes/require-node-api-error': 'off' },
	},
	{
		// The embedded store is a SQLite file in n8n's user folder: it needs Node's own driver and the file's path.
		files: ['src/store/sqlite/*.ts', 'src/store/location.ts'],
		rules: {
			'@n8n/community-nodes/no-restricted-imports': 'off',
			'@n8n/community-nodes/no-restricted-globals': 'off',
		},
	},
	{
		// The list of allowed addresses: Node knows networks of both kinds, IPv4 within IPv6 included.
		files: ['src/addressList.ts'],
		rules: { '@n8n/community-nodes/no-restricted-imports': 'off' },
	},
	{
		// The clock of the escalation engine and its pulse: timers that can be cancelled, or keep nothing alive. n8n-workflow's sleep cannot.
		files: ['src/time/clock.ts', 'src/time/pulse.ts'],
		rules: { '@n8n/community-nodes/no-restricted-globals': 'off' },
	},
	{
		// What is late has one turn of the event loop left: n8n-workflow's sleep cannot wait for less than a millisecond.
		files: ['src/time/inTime.ts'],
		rules: { '@n8n/community-nodes/no-restricted-globals': 'off' },
	},
	{
		// The driver's own connection, which gathers what is written to it in one turn of the event loop.
		files: ['src/store/postgres/gatheringSocket.ts'],
		rules: {
			'@n8n/community-nodes/no-restricted-imports': 'off',
			'@n8n/community-nodes/no-restricted-globals': 'off',
		},
	},
	{
		// A WebSocket goes by n8n's proxy only where it is told to take the agent that n8n has given to Node.
		files: ['src/chatApps/connection/socket.ts'],
		rules: { '@n8n/community-nodes/no-restricted-imports': 'off' },
	},
	{
		// How long an execution may take, n8n says in its environment.
		files: ['src/dispatch/longestExecution.ts'],
		rules: { '@n8n/community-nodes/no-restricted-globals': 'off' },
	},
	{
		// How much processor time something takes, only the process itself knows.
		files: ['src/time/ownWork.ts'],
		rules: { '@n8n/community-nodes/no-restricted-globals': 'off' },
	},
	{
		// Its own language, too.
		files: ['src/words/ownLanguage.ts'],
		rules: { '@n8n/community-nodes/no-restricted-globals': 'off' },
	},
	{
		// A commit gathers what one turn of the event loop asked for; n8n-workflow's sleep cannot wait for less than a millisecond.
		files: ['src/store/sqlite/transactionQueue.ts'],
		rules: { '@n8n/community-nodes/no-restricted-globals': 'off' },
	},
	{
		// One process has one store, also while n8n holds two versions of the package after an update.
		files: ['src/runtime/*.ts'],
		rules: {
			'@n8n/community-nodes/no-restricted-imports': 'off',
			'@n8n/community-nodes/no-restricted-globals': 'off',
		},
	},
	{
		// The address of a robot is its secret; the rule knows secrets by other names.
		files: ['credentials/*Robot*.ts', 'credentials/SlackWebhookApi.credentials.ts'],
		rules: { '@n8n/community-nodes/credential-unnecessary-password': 'off' },
	},
	{
		// Published test vectors and examples: these secrets are known to everybody.
		files: ['test/support/sources/signatureVectors.mts', 'test/support/sources/groupRobot.mts'],
		rules: { '@n8n/community-nodes/no-hardcoded-secrets': 'off' },
	},
	{
		// n8n gives a credential test no other way to make a request.
		files: ['nodes/shared/robot/credentialTest.ts'],
		rules: { '@n8n/community-nodes/no-deprecated-workflow-functions': 'off' },
	},
	{
		// Never shipped: tests, scripts and the demo run in Node, beside n8n. They look at foreign answers as they come.
		files: ['test/**', 'scripts/**', '*.js', '*.mjs'],
		rules: {
			'@n8n/community-nodes/no-restricted-imports': 'off',
			'@n8n/community-nodes/no-restricted-globals': 'off',
			'@n8n/community-nodes/no-dangerous-functions': 'off',
			'@n8n/community-nodes/require-node-api-error': 'off',
			'@typescript-eslint/no-explicit-any': 'off',
			'no-console': 'off',
		},
	},
];

/** The scripts and the end-to-end tests are modules; n8n's profile names .ts files only. */
const alsoModules = (entry) =>
	entry.files?.includes('**/*.ts') ? { ...entry, files: [...entry.files, '**/*.mts'] } : entry;

export default [{ ignores: ['coverage', '.stryker'] }, ...config.map(alsoModules), ...exceptions];
