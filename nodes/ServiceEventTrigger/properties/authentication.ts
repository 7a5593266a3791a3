import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { EventSource } from '../../../src/events/source';
import { DETECT } from '../parameters';
import { sources } from './source';

const none: INodePropertyOptions = {
	name: 'None',
	value: 'none',
	description: 'Anyone who knows the URL can send events',
};
const header: INodePropertyOptions = {
	name: 'Shared Secret in Header',
	value: 'header',
	description: 'The source sends a secret of your choice in a header',
};
const query: INodePropertyOptions = {
	name: 'Shared Secret in Query',
	value: 'query',
	description: 'The secret is part of the URL, which proxies and logs may store',
};
const signature: INodePropertyOptions = {
	name: 'Signature',
	value: 'signature',
	description: 'The source signs each request with a secret',
};

type Way = 'header' | 'query' | 'signature';

/** What a new node is set to: what the page of the source asks for. */
const presetOf = (source: EventSource): Way =>
	source.authentication ?? (source.signature ? 'signature' : 'header');

const idsOf = (isOne: (source: EventSource) => boolean) =>
	sources.filter(isOne).map(({ id }) => id);

const choice = (
	options: INodePropertyOptions[],
	preset: Way,
	source: string[],
): INodeProperties => ({
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	noDataExpression: true,
	options,
	default: preset,
	displayOptions: { show: { source } },
	description: 'How the node verifies that an event comes from the source',
});

/** One for each: what a source can be set to, and what it is set to at first. */
const choices = [true, false].flatMap((isSigning) =>
	(['header', 'query', 'signature'] as const).flatMap((preset) => {
		const ids = idsOf(
			(source) => (source.signature !== undefined) === isSigning && presetOf(source) === preset,
		);
		// Most of all of them can send a header.
		if (isSigning && preset === 'header') ids.unshift(DETECT);
		const options = isSigning ? [none, header, query, signature] : [none, header, query];
		return ids.length > 0 ? [choice(options, preset, ids)] : [];
	}),
);

const ENTER_RANDOM = 'In the credential, enter a long random text.';

/** What to enter in the credential, above it. */
const secretNotice = (
	displayName: string,
	authentication: string,
	source: string[],
): INodeProperties => ({
	displayName,
	name: 'secretNotice',
	type: 'notice',
	default: '',
	displayOptions: { show: { source, authentication: [authentication] } },
});

const headerName = (preset: string, source: string[]): INodeProperties => ({
	displayName: 'Header Name',
	name: 'headerName',
	type: 'string',
	noDataExpression: true,
	default: preset,
	required: true,
	displayOptions: { show: { authentication: ['header'], source } },
	description:
		'The header that contains the secret. In <code>Authorization</code>, the secret can be the Bearer token or the Basic password.',
});
const isFreeToChoose = idsOf((source) => !source.secretHeader);

const signatureHeader = (preset: string, format: string, description: string): INodeProperties => ({
	displayName: 'Signature Header',
	name: 'signatureHeader',
	type: 'string',
	noDataExpression: true,
	default: preset,
	required: true,
	displayOptions: {
		show: { source: ['custom'], authentication: ['signature'], signatureFormat: [format] },
	},
	description,
});

export const authenticationProperties: INodeProperties[] = [
	...choices,
	...sources.flatMap<INodeProperties>(({ id, signature: scheme }) =>
		scheme ? secretNotice(`In the credential, enter ${scheme.secret}.`, 'signature', [id]) : [],
	),
	secretNotice(
		'In the credential, enter the signing secret of each source: the first one under Secret, the others under Further Secrets. Sources that do not sign are refused.',
		'signature',
		[DETECT],
	),
	secretNotice(
		`${ENTER_RANDOM} Each source has to send it in this header. For sources that cannot send a header of your own, such as TWT Chat and GitHub, choose Signature.`,
		'header',
		[DETECT],
	),
	secretNotice(
		`${ENTER_RANDOM} Each request has to carry it in this header.`,
		'header',
		idsOf(() => true),
	),
	secretNotice(
		`${ENTER_RANDOM} Append <code>?secret=</code> and the same text to the URL.`,
		'query',
		[DETECT, ...sources.map(({ id }) => id)],
	),
	{
		// Where the panel shows the credentials: n8n would put them on top.
		displayName: 'Credentials',
		name: 'credentials',
		type: 'credentials',
		default: '',
	},
	headerName('X-Webhook-Secret', [DETECT, ...isFreeToChoose]),
	...sources.flatMap(({ id, secretHeader }) =>
		secretHeader ? headerName(secretHeader, [id]) : [],
	),
	{
		displayName: 'Query Parameter Name',
		name: 'queryName',
		type: 'string',
		noDataExpression: true,
		default: 'secret',
		required: true,
		displayOptions: { show: { authentication: ['query'] } },
		description: 'The query parameter that contains the secret, as in <code>?secret=…</code>',
	},
	{
		displayName: 'Signature Format',
		name: 'signatureFormat',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'HMAC',
				value: 'hmac',
				description:
					'In a header that the source chose, such as X-Hub-Signature-256: GitHub, Zendesk, Shopify, Slack, Intercom and most others',
			},
			{
				name: 'Standard Webhooks',
				value: 'standardWebhooks',
				description:
					'In the header webhook-signature (Svix: svix-signature) as v1,…, with time and ID in separate headers. The secret begins with whsec_.',
			},
			{
				name: 'Stripe Style',
				value: 'timestamped',
				description: 'Time and signature in one header, as t=…,v1=…: Stripe and many others',
			},
		],
		default: 'hmac',
		displayOptions: { show: { source: ['custom'], authentication: ['signature'] } },
		description: 'How the source signs. See its documentation on webhooks.',
	},
	signatureHeader('X-Signature', 'hmac', 'The header that carries the signature, an HMAC'),
	signatureHeader('Stripe-Signature', 'timestamped', 'The header that carries time and signature'),
	{
		displayName:
			'Requests signed more than 5 minutes ago are refused. To change that, use the option Signature Valid For.',
		name: 'signatureNotice',
		type: 'notice',
		default: '',
		displayOptions: {
			show: {
				source: ['custom'],
				authentication: ['signature'],
				signatureFormat: ['standardWebhooks', 'timestamped'],
			},
		},
	},
	{
		displayName: 'Signature Details',
		name: 'signatureDetails',
		type: 'collection',
		placeholder: 'Add detail',
		default: {},
		displayOptions: {
			show: { source: ['custom'], authentication: ['signature'], signatureFormat: ['hmac'] },
		},
		options: [
			{
				displayName: 'Algorithm',
				name: 'algorithm',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'HMAC-SHA1', value: 'sha1' },
					{ name: 'HMAC-SHA256', value: 'sha256' },
					{ name: 'HMAC-SHA512', value: 'sha512' },
				],
				default: 'sha256',
				description: 'The algorithm that the source signs with',
			},
			{
				displayName: 'Encoding',
				name: 'encoding',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'Base64', value: 'base64' },
					{ name: 'Hexadecimal', value: 'hex' },
				],
				default: 'hex',
				description: 'The encoding of the signature',
			},
			{
				displayName: 'ID Header',
				name: 'idHeader',
				type: 'string',
				noDataExpression: true,
				default: '',
				placeholder: 'e.g. X-Delivery',
				description: 'The header whose value replaces <code>{ID}</code> in Signed Text',
			},
			{
				displayName: 'Prefix',
				name: 'prefix',
				type: 'string',
				noDataExpression: true,
				default: '',
				placeholder: 'e.g. sha256=',
				description: 'The text before the signature in the header. Case and spaces do not matter.',
			},
			{
				displayName: 'Signed Text',
				name: 'signedText',
				type: 'string',
				noDataExpression: true,
				default: '{body}',
				placeholder: 'e.g. {timestamp}.{body}',
				description:
					'The text that the source signs. <code>{body}</code> stands for the raw body, <code>{timestamp}</code> and <code>{ID}</code> for the headers that you enter here.',
			},
			{
				displayName: 'Timestamp Header',
				name: 'timestampHeader',
				type: 'string',
				noDataExpression: true,
				default: '',
				placeholder: 'e.g. X-Timestamp',
				description:
					'The header whose value replaces <code>{timestamp}</code> in Signed Text. Requests signed more than 5 minutes ago are refused.',
			},
		],
	},
];
