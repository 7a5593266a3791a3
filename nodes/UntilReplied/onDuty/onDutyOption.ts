import type { IExecuteFunctions, ITriggerFunctions } from 'n8n-workflow';

import type { DutyQuestion } from '../../../src/engine/whoIsOnDuty';
import { levelIndex, type Level } from '../../../src/escalation/level';
import { groupForAll, optionGroup } from '../optionGroup';

/** No expressions: like the levels, it holds at once for all conversations, and is asked for many at once. */
export const onDutyGroup = optionGroup({
	displayName: 'On Duty',
	name: 'onDuty',
	description:
		'Say in each reminder who is on duty when it leaves, so that robots can mention them. Save the roster with the node Who Is on Duty.',
	fields: [
		{
			displayName: 'Roster',
			name: 'roster',
			type: 'string',
			noDataExpression: true,
			default: 'default',
			placeholder: 'e.g. Support',
			description: 'The name of the roster',
		},
		{
			displayName: 'Layer',
			name: 'layer',
			type: 'string',
			noDataExpression: true,
			default: 'primary',
			placeholder: 'e.g. primary',
			description:
				'The layer that is reminded first. Further levels can name layers of their own, for example secondary and manager.',
		},
	],
});

/** By which roster and layers the node asks who is on duty; undefined where the option was not added. */
export function dutyQuestion(
	node: IExecuteFunctions | ITriggerFunctions,
	levels: Level[],
): DutyQuestion | undefined {
	const { roster, layer } = groupForAll(node, 'onDuty');
	const [name, first] = [roster, layer].map((given) => String(given ?? '').trim());
	if (name === '') return undefined;
	return {
		roster: name,
		layerOf: (reminderNumber) =>
			levels[levelIndex(levels, reminderNumber)]?.layer || first || undefined,
	};
}
