import type { ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

export class PostgresStoreApi implements ICredentialType {
	name = 'postgresStoreApi';

	displayName = 'Postgres Store API';

	icon: Icon = {
		light: 'file:../icons/untilReplied.svg',
		dark: 'file:../icons/untilReplied.dark.svg',
	};

	documentationUrl =
		'https://github.com/until-replied/n8n-nodes-until-replied/blob/main/docs/scaling.md#postgres';

	properties: INodeProperties[] = [
		{
			displayName:
				'Service Event Trigger and Repeat Until Replied keep their data here if several n8n processes share the work (queue mode). You can use the same database as n8n.',
			name: 'notice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Host',
			name: 'host',
			type: 'string',
			default: 'localhost',
			required: true,
		},
		{
			displayName: 'Port',
			name: 'port',
			type: 'number',
			default: 5432,
		},
		{
			displayName: 'Database',
			name: 'database',
			type: 'string',
			default: 'n8n',
			required: true,
		},
		{
			displayName: 'Schema',
			name: 'schema',
			type: 'string',
			default: 'until_replied',
			description:
				'Created if it does not exist; for that, the user needs CREATE on the database. Use it for nothing else: two n8n installations in one database need two schemas, and "public" is refused.',
		},
		{
			displayName: 'User',
			name: 'user',
			type: 'string',
			default: '',
			required: true,
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
		},
		{
			displayName: 'SSL',
			name: 'ssl',
			type: 'options',
			default: 'automatic',
			options: [
				{
					name: 'Automatic',
					value: 'automatic',
					description:
						'Verify Full for public addresses and host names with a dot. Disable for this machine, private addresses and names without a dot, such as "postgres" in Docker Compose.',
				},
				{ name: 'Disable', value: 'disable', description: 'Not encrypted' },
				{
					name: 'Require, Any Certificate',
					value: 'require',
					description:
						'Encrypted, but anyone between n8n and the server can impersonate the server, and read and change everything',
				},
				{
					name: 'Verify Full',
					value: 'verify-full',
					description: 'Encrypted, and the certificate must be valid for the host',
				},
			],
		},
		{
			displayName: 'Certificate Authority',
			name: 'ca',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			placeholder: '-----BEGIN CERTIFICATE-----',
			displayOptions: { show: { ssl: ['automatic', 'verify-full'] } },
			description:
				'The certificate, as PEM, to verify the server with. Leave empty to use the authorities that Node.js trusts.',
		},
		{
			displayName: 'Pool Size',
			name: 'poolSize',
			type: 'number',
			typeOptions: { minValue: 3 },
			default: 10,
			description:
				'The most connections that each n8n process opens. All mains, webhook processors and workers together must stay below max_connections of the server.',
		},
	];
}
