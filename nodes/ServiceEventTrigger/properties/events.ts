import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { EventKind } from '../../../src/events/serviceEvent';
import type { EventSource } from '../../../src/events/source';
import { DETECT } from '../parameters';
import { sources } from './source';

const NAMES: Record<EventKind, string> = {
	'message.unreplied': 'Message Unreplied',
	'message.replied': 'Message Replied',
	'form.preChat': 'Pre-Chat Form',
	'form.offline': 'Offline Form',
	'customer.updated': 'Customer Information',
	'lead.created': 'New Lead',
	'ticket.created': 'Ticket Created',
	'ticket.updated': 'Ticket Updated',
	'ticket.dueSoon': 'Ticket About to Time Out',
	'ticket.escalated': 'Ticket Escalated',
	'ticket.closed': 'Ticket Closed',
	'user.created': 'User Created',
	'user.updated': 'User Updated',
	'user.deleted': 'User Deleted',
	'user.loggedIn': 'User Logged In',
	'user.loggedOut': 'User Logged Out',
	'code.pushed': 'Push',
	'code.tagPushed': 'Tag Push',
	'code.commented': 'Comment on Code',
	'issue.opened': 'Issue Opened',
	'issue.updated': 'Issue Updated',
	'issue.commented': 'Issue Commented',
	'issue.closed': 'Issue Closed',
	'pullRequest.opened': 'Pull Request Opened',
	'pullRequest.updated': 'Pull Request Updated',
	'pullRequest.commented': 'Pull Request Commented',
	'pullRequest.merged': 'Pull Request Merged',
	'pullRequest.closed': 'Pull Request Closed',
	'alert.firing': 'Alert Firing',
	'alert.resolved': 'Alert Resolved',
	notice: 'Notice',
	test: 'Test',
	other: 'Other',
};

function optionsFor(kinds: readonly EventKind[]): INodePropertyOptions[] {
	return [...new Set(kinds)]
		.map((kind) => ({ name: NAMES[kind], value: kind }))
		.sort((one, other) => one.name.localeCompare(other.name, 'en'));
}

/** Which of what these sources send, where there is a choice. */
function eventKinds(source: string[], kinds: readonly EventKind[]): INodeProperties[] {
	if (kinds.length < 2) return [];
	return [
		{
			displayName: 'Event Kinds',
			name: 'events',
			type: 'multiOptions',
			noDataExpression: true,
			options: optionsFor(kinds),
			default: [],
			displayOptions: { show: { '/source': source } },
			description:
				'Which events start the workflow. Choose none for all. Include the replies, so that they end the reminders.',
		},
	];
}

const kindsOfSources = [
	...eventKinds(
		[DETECT],
		sources.flatMap(({ kinds }) => kinds),
	),
	...sources.flatMap(({ id, kinds }) => eventKinds([id], kinds)),
];

const repositorySources = [DETECT, ...idsWith('repositories')];
const projectSources = [DETECT, ...idsWith('projects')];

function idsWith(projects: 'projects' | 'repositories'): string[] {
	return sources.filter((source) => source.projects === projects).map(({ id }) => id);
}

/** There is nothing to choose among one. */
const isFiltered = ({ kinds, projects }: EventSource) => kinds.length > 1 || projects !== undefined;

const PATTERNS = 'separated by commas; <code>*</code> stands for any characters';

export const eventProperties: INodeProperties[] = [
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		displayOptions: {
			show: { source: [DETECT, ...sources.filter(isFiltered).map(({ id }) => id)] },
		},
		options: [
			{
				displayName: 'Branches',
				name: 'branches',
				type: 'string',
				default: '',
				placeholder: 'e.g. main, release/*',
				displayOptions: { show: { '/source': repositorySources } },
				description: `Only accept events for these branches and tags, ${PATTERNS}. For a pull request, its target branch counts. Events without a branch always pass.`,
			},
			...kindsOfSources,
			{
				displayName: 'Projects',
				name: 'projects',
				type: 'string',
				default: '',
				placeholder: 'e.g. my-shop, support-*',
				displayOptions: { show: { '/source': projectSources } },
				description: `Only accept events from these shops, inboxes or clusters (<code>project.name</code> in the output), ${PATTERNS}`,
			},
			{
				displayName: 'Repositories',
				name: 'repositories',
				type: 'string',
				default: '',
				placeholder: 'e.g. my-team/*',
				displayOptions: { show: { '/source': repositorySources } },
				description: `Only accept events from these repositories, with their owner, ${PATTERNS}`,
			},
			{
				displayName: 'Sources',
				name: 'sources',
				type: 'multiOptions',
				options: sources
					.filter(({ id }) => id !== 'custom')
					.map(({ id, displayName }) => ({ name: displayName, value: id })),
				default: [],
				displayOptions: { show: { '/source': [DETECT] } },
				description: 'Only accept events from these sources',
			},
		],
	},
];
