import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { eventSources } from '../../../src/events/sources';
import { nameOfChoice, parameter } from '../../shared/subtitle';
import { DETECT } from '../parameters';

export const sources = Object.values(eventSources);

const DOCUMENTATION =
	'https://github.com/until-replied/n8n-nodes-until-replied/blob/main/docs/sources';

/** The pages are named as the rest of the documentation is: `twt-chat.md`. */
const pageOf = (id: string) =>
	`${DOCUMENTATION}/${id.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.md`;

const BOTH_ADDRESSES =
	'The test URL works while this node listens, the production URL once the workflow is published.';

const options: INodePropertyOptions[] = [
	{
		name: 'Detect Automatically',
		value: DETECT,
		description: 'One URL for every source except Custom. The source is detected from the request.',
	},
	...sources
		.map(({ id, displayName, summary }) => ({
			name: displayName,
			value: id,
			description: summary,
		}))
		.sort((one, other) => one.name.localeCompare(other.name, 'en')),
];

export const sourceProperties: INodeProperties[] = [
	{
		displayName: 'Source',
		name: 'source',
		type: 'options',
		noDataExpression: true,
		options,
		default: DETECT,
		description: 'The system that sends the events',
	},
	...sources.map<INodeProperties>(({ id, setup }) => ({
		displayName: `Enter the URL above ${setup}. ${BOTH_ADDRESSES} <a href="${pageOf(id)}" target="_blank">How to set it up</a>`,
		name: 'urlNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { source: [id] } },
	})),
	{
		displayName: `Enter the URL above in each of the sources. ${BOTH_ADDRESSES} <a href="${DOCUMENTATION}" target="_blank">How to set them up</a>`,
		name: 'urlNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { source: [DETECT] } },
	},
];

/** The chosen source as people call it, for the canvas. */
export const subtitle = `={{ ${nameOfChoice(
	options.map(({ name, value }) => ({ value, name: name.replace(/ \(.*/, '') })),
	parameter('source'),
)} }}`;
