import type { INodeProperties } from 'n8n-workflow';

import { storeOption } from '../../shared/store';
import { DEFAULT_BOT_ACCOUNTS, DETECT } from '../parameters';
import { sources } from './source';

const MEBIBYTES = 'MiB';

const withBots = sources.filter(({ hasBotAccounts }) => hasBotAccounts).map(({ id }) => id);
const withSignedTime = sources.filter(({ signature }) => signature?.hasTime).map(({ id }) => id);

export const optionProperties: INodeProperties[] = [
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Allowed IP Addresses',
				name: 'allowedAddresses',
				type: 'string',
				noDataExpression: true,
				default: '',
				placeholder: 'e.g. 203.0.113.7, 198.51.100.0/24',
				description:
					'Only accept requests from these addresses and networks, separated by commas. Others get 403. Behind a proxy, set <code>N8N_PROXY_HOPS</code> so that n8n sees the address of the source.',
			},
			{
				displayName: 'Bot Accounts',
				name: 'botAccounts',
				type: 'string',
				noDataExpression: true,
				default: DEFAULT_BOT_ACCOUNTS,
				displayOptions: { show: { '/source': [DETECT, ...withBots] } },
				description:
					'Accounts, separated by commas, whose comments and approvals do not count as replies; <code>*</code> stands for any characters',
			},
			{
				displayName: 'Include Raw Body',
				name: 'includeRaw',
				type: 'boolean',
				noDataExpression: true,
				default: true,
				description:
					'Whether to output the body as the source sent it, under <code>raw</code>, without passwords and signatures',
			},
			{
				displayName: `Maximum Body Size (${MEBIBYTES})`,
				name: 'largestBody',
				type: 'number',
				noDataExpression: true,
				typeOptions: { minValue: 0.001, numberPrecision: 3 },
				default: 16,
				description:
					'Larger requests get 413, and sources usually do not send them again. Without this option, the limit of n8n applies: 16 MiB, or <code>N8N_PAYLOAD_SIZE_MAX</code>.',
			},
			{
				displayName: 'Maximum Waiting Events',
				name: 'mostWaiting',
				type: 'number',
				noDataExpression: true,
				typeOptions: { minValue: 1, numberPrecision: 0 },
				default: 100_000,
				description:
					"How many events may wait for their execution. While that many are waiting, requests get 503, so that the source sends them again, and n8n's log reports it once.",
			},
			{
				displayName: `Maximum Stored Size (${MEBIBYTES})`,
				name: 'mostStored',
				type: 'number',
				noDataExpression: true,
				typeOptions: { minValue: 1, numberPrecision: 0 },
				default: 1024,
				description:
					'How much space waiting events may take in the store. Beyond that, requests get 503, too.',
			},
			{
				displayName: 'Signature Valid For (Minutes)',
				name: 'signatureAge',
				type: 'number',
				noDataExpression: true,
				typeOptions: { minValue: 1 },
				default: 60,
				displayOptions: {
					show: { '/source': [DETECT, ...withSignedTime], '/authentication': ['signature'] },
				},
				description:
					'Refuse requests signed longer ago than this. A short limit leaves less time to replay an intercepted request, but a retry that the source sends later is lost. Without this option: an hour for Gitee, DingTalk and Feishu, as they document; 5 minutes for GitLab, Chatwoot, Zendesk, Grafana and Custom, if they sign a time; no limit for TWT Chat. With it, TWT Chat is measured by the time of sending in the body.',
			},
			storeOption,
		],
	},
];
