import { NodeConnectionTypes, type INodeProperties, type INodeTypeDescription } from 'n8n-workflow';

import { eventSources } from '../../src/events/sources';

const MEBIBYTES = 'MiB';

const properties: INodeProperties[] = [
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
				description: 'Whether the output has the body as the source sent it, under <code>raw</code>',
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

export const description: INodeTypeDescription = {
	displayName: 'Service Event Trigger',
	name: 'serviceEventTrigger',
	icon: { light: 'file:../../icons/serviceEvent.svg', dark: 'file:../../icons/serviceEvent.dark.svg' },
	group: ['trigger'],
	// Not 1: for version 1 n8n evaluates an expression on every request, and under the vm engine takes a V8 isolate for it.
	version: [1.1],
	subtitle: '={{ $parameter["source"] }}',
	description: 'Starts the workflow when a customer writes and nobody answers, or leaves a form',
	eventTriggerDescription: 'Waiting for the source to send an event',
	activationMessage: 'Events that the source sends are now stored, then start this workflow.',
	defaults: { name: 'Service Event Trigger' },
	inputs: [],
	outputs: [NodeConnectionTypes.Main],
	credentials: [
		{
			name: 'serviceEventWebhookApi',
			required: true,
			testedBy: 'serviceEventWebhookApiTest',
			displayOptions: { show: { authentication: ['signature', 'header', 'query'] } },
		},
	],
	// Nothing here is an expression, see the version above.
	webhooks: [
		{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'events' },
	],
	properties,
};
