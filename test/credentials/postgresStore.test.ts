import type { INodePropertyOptions } from 'n8n-workflow';

import { PostgresStoreApi } from '../../credentials/PostgresStoreApi.credentials';
import { postgresSettings } from '../../src/store/postgres/connectionSettings';

const { properties } = new PostgresStoreApi();
const ssl = properties.find(({ name }) => name === 'ssl')!;
const options = ssl.options as INodePropertyOptions[];

test('as it stands in the panel the credential is one', () => {
	const given = Object.fromEntries(properties.map(({ name, default: value }) => [name, value]));
	const settings = postgresSettings({ ...given, user: 'n8n' });
	expect(settings).toMatchObject({ host: 'localhost', schema: 'until_replied', ssl: 'automatic' });
});

test('each choice of SSL is one', () => {
	const given = { host: 'localhost', database: 'n8n', user: 'n8n' };
	expect(options.map(({ value }) => postgresSettings({ ...given, ssl: value }).ssl)).toEqual([
		'automatic',
		'disable',
		'require',
		'verify-full',
	]);
});

test('the choice that knows no server says so', () => {
	const { name, description } = options.find(({ value }) => value === 'require')!;
	expect(name).toBe('Require, Any Certificate');
	expect(description).toContain('can impersonate the server');
});
