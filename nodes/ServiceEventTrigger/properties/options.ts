import type { INodeProperties } from 'n8n-workflow';

import { storeOption } from '../../shared/store';
import { DEFAULT_BOT_ACCOUNTS, DETECT } from '../parameters';
import { sources } from './source';

const MEBIBYTES = 'MiB';

const withBots = [DETECT, 'chatwoot', 'gitee', 'github', 'gitlab'];
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
					'Addresses and networks, separated by commas, from which requests are taken; others get 403. Behind a proxy, n8n needs <code>N8N_PROXY_HOPS</code> to see the address of the source.',
			},
			{
				displayName: 'Bot Accounts',
				name: 'botAccounts',
				type: 'string',
				noDataExpression: true,
				default: DEFAULT_BOT_ACCOUNTS,
				displayOptions: { show: { '/source': withBots } },
				description:
					'Accounts, separated by commas, whose comments answer nobody; <code>*</code> stands for any characters',
			},
			{
				displayName: 'Include Raw Body',
				name: 'includeRaw',
				type: 'boolean',
				noDataExpression: true,
				default: true,
				description:
					'Whether the output has the body as the source sent it, under <code>raw</code>. Passwords and signatures are taken out.',
			},
			{
				displayName: `Largest Body (${MEBIBYTES})`,
				name: 'largestBody',
				type: 'number',
				noDataExpression: true,
				typeOptions: { minValue: 0.001, numberPrecision: 3 },
				default: 16,
				description:
					'Larger requests are refused with 413, which sources take as final. Without this option whatever n8n takes: 16 MiB, unless <code>N8N_PAYLOAD_SIZE_MAX</code> says otherwise.',
			},
			{
				displayName: 'Most Events Waiting',
				name: 'mostWaiting',
				type: 'number',
				noDataExpression: true,
				typeOptions: { minValue: 1, numberPrecision: 0 },
				default: 100_000,
				description:
					'How many events may wait for their execution. While there are more, requests get 503, so that the source sends again, and the log of n8n says so once.',
			},
			{
				displayName: `Most Stored (${MEBIBYTES})`,
				name: 'mostStored',
				type: 'number',
				noDataExpression: true,
				typeOptions: { minValue: 1, numberPrecision: 0 },
				default: 1024,
				description: 'The same by the room that waiting events take in the store',
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
					'Who catches a signed request can send it again for that long; a request that the source sends again later than that is lost. Without this option: an hour for Gitee, DingTalk and Feishu, as they document; 5 minutes for GitLab, Chatwoot, Grafana and Custom, where they sign a time; no limit for TWT Chat, which signs no time of its own and repeats a message at its own pace. With it, the time of sending in the body of TWT Chat counts.',
			},
			storeOption,
		],
	},
];
