import { injectDomainRestrictionFields } from 'n8n-workflow';

import { testedPlatforms } from '../../support/robots/testedPlatforms.mts';

const robots = testedPlatforms.flatMap((platform) => platform.robots);

/** Each once, by its name. */
const credentials = new Map(
	robots.map(({ credential }) => [credential.displayName, credential] as const),
);
const nodes = new Map(robots.map(({ node }) => [node.description.displayName, node.description]));

describe('n8n adds nothing', () => {
	// load-nodes-and-credentials.ts of n8n, injectCustomApiCallOptions: to nodes of whose
	// credentials one has "authenticate", where the version is the default one.
	it.each([...nodes])('to the operations of %s', (_, { version, defaultVersion }) => {
		const isLatestVersion = defaultVersion === undefined || defaultVersion === version;
		expect(isLatestVersion).toBe(false);
		expect([version].flat()).toContain(defaultVersion);
	});

	it.each([...credentials])(
		'to the fields of %s, which its HTTP Request node may not use',
		(_, credential) => {
			expect(credential.authenticate).toBeDefined();
			const properties = injectDomainRestrictionFields(credential);
			expect(properties).toEqual(credential.properties);
			expect(properties).toContainEqual(
				expect.objectContaining({
					name: 'allowedHttpRequestDomains',
					type: 'hidden',
					default: 'none',
				}),
			);
		},
	);
});
