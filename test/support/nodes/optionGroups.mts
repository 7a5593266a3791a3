import type { INodeParameters } from 'n8n-workflow';

type Group =
	| 'activeHours'
	| 'failures'
	| 'grouping'
	| 'links'
	| 'onDuty'
	| 'replies'
	| 'schedule'
	| 'targets';

/** Groups of the options of Repeat Until Replied as n8n keeps them: `{ failures: { settings: { attempts: 1 } } }`. */
export function optionGroups(groups: Partial<Record<Group, INodeParameters>>): INodeParameters {
	return Object.fromEntries(Object.entries(groups).map(([name, settings]) => [name, { settings }]));
}
