import type { INodeProperties } from 'n8n-workflow';

import { eventSources } from '../../src/events/sources';

const MEBIBYTES = 'MiB';

export const properties: INodeProperties[] = [
	{
		displayName:
			'Enter the URL above at the source (TWT Chat: Settings > Webhooks > Custom). The test URL works while this node listens, the production URL once the workflow is published.',
		name: 'urlNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Source',
		name: 'source',
		type: 'options',
		noDataExpression: true,
		options: Object.values(eventSources).map(({ id, displayName }) => ({
			name: displayName,
			value: id,
		})),
		default: 'twtChat',
		description: 'The system that sends the events',
	},
	{
		displayName: 'Authentication',
		name: 'authentication',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'None',
				value: 'none',
				description: 'Anybody who knows the URL can send events',
			},
			{
				name: 'Shared Secret in Header',
				value: 'header',
				description: 'The source sends a secret of your choice in a header',
			},
			{
				name: 'Shared Secret in Query',
				value: 'query',
				description: 'The secret is part of the URL. Proxies and logs may keep it.',
			},
			{
				name: 'Signature',
				value: 'signature',
				description: 'The source signs what it sends. TWT Chat does, with its AppSecret.',
			},
		],
		default: 'signature',
		description: 'How the node knows that an event is really from the source',
	},
	{
		displayName: 'Header Name',
		name: 'headerName',
		type: 'string',
		noDataExpression: true,
		default: 'X-Webhook-Secret',
		required: true,
		displayOptions: { show: { authentication: ['header'] } },
		description: 'The header that carries the secret',
	},
	{
		displayName: 'Query Parameter Name',
		name: 'queryName',
		type: 'string',
		noDataExpression: true,
		default: 'secret',
		required: true,
		displayOptions: { show: { authentication: ['query'] } },
		description: 'The query parameter that carries the secret, as in <code>?secret=…</code>',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Include Raw Body',
				name: 'includeRaw',
				type: 'boolean',
				default: true,
				description:
					'Whether the output has the body as the source sent it, under <code>raw</code>',
			},
			{
				displayName: `Largest Body (${MEBIBYTES})`,
				name: 'largestBody',
				type: 'number',
				typeOptions: { minValue: 0.001, maxValue: 16, numberPrecision: 3 },
				default: 1,
				description: 'Larger requests are refused with 413',
			},
		],
	},
];
