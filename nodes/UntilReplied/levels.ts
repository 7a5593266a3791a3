import {
	NodeOperationError,
	type IExecuteFunctions,
	type INodeProperties,
	type ITriggerFunctions,
} from 'n8n-workflow';
import { z } from 'zod';

import type { Output } from '../../src/escalation/escalation';
import { levelIndex, type Level } from '../../src/escalation/level';
import { numberFrom } from '../shared/numbers';
import { parameterForAll } from './parameterForAll';
import { forReminding, REMINDING } from './remindingOperations';

const FIRST_OUTPUTS: Output[] = ['reminder', 'replied', 'exhausted', 'failing'];

export const levelsProperty: INodeProperties = {
	displayName: 'Further Levels',
	name: 'levels',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add level',
	default: {},
	displayOptions: forReminding,
	description:
		'Add an output for later reminders. For example: reminders 1 and 2 go to the group, 3 to the lead, 4 to the manager.',
	options: [
		{
			displayName: 'Level',
			name: 'level',
			values: [
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'e.g. Lead',
					description: 'The name of the output',
				},
				{
					displayName: 'From Reminder',
					name: 'fromReminder',
					type: 'number',
					typeOptions: { minValue: 2, maxValue: 1000, numberPrecision: 0 },
					default: 3,
					description: 'The first reminder that goes to this output',
				},
				{
					displayName: 'Layer on Duty',
					name: 'layer',
					type: 'string',
					noDataExpression: true,
					default: '',
					placeholder: 'e.g. secondary',
					description:
						'Whom reminders at this level are for, with the option On Duty: a layer of its roster. Leave empty for the layer of that option.',
				},
			],
		},
	],
};

/** The outputs of the node, as an expression of n8n, which the editor evaluates too. A `}}` within would end it. */
export const outputsExpression: `={{${string}}}` = `={{ !${JSON.stringify(REMINDING)}.includes($parameter["operation"])
	? ["main"]
	: ["Reminder", "Replied", "Exhausted", "Failing"]
		.concat(($parameter["levels"]?.level ?? []).map((level, index) => level.name || "Level " + (index + 2)))
		.concat($parameter["options"]?.changesOutput ? ["Changes"] : [])
		.map((displayName) => ({ type: "main", displayName })) }}`;

const levelsSchema = z
	.array(
		z.object({
			name: z.string().trim(),
			fromReminder: z.preprocess(
				numberFrom,
				z
					.number('Further Levels: "From Reminder" must be a number')
					.int('Further Levels: "From Reminder" must be a whole number')
					.min(2, 'Further Levels: "From Reminder" must be at least 2'),
			),
			layer: z.string('Further Levels: "Layer on Duty" must be text').trim().optional(),
		}),
	)
	.max(20, 'Further Levels: at most 20 levels are allowed');

/** The levels as the node has them now, whatever it had when a conversation opened. */
export function levelsFor(node: IExecuteFunctions | ITriggerFunctions): Level[] {
	const { level = [] } = parameterForAll(node, 'levels', {}) as { level?: unknown[] };
	const parsed = levelsSchema.safeParse(level);
	if (parsed.success) {
		return parsed.data.map(({ name, fromReminder, layer }, index) => ({
			name: name || `Level ${index + 2}`,
			fromReminder,
			...(layer ? { layer } : {}),
		}));
	}
	throw new NodeOperationError(node.getNode(), parsed.error.issues[0].message, {
		description: 'Correct the parameter, or the expression that it comes from.',
	});
}

/** One list of items for each output, filled with nothing. */
export function emptyOutputs<Item>(levels: Level[]): Item[][] {
	return [...FIRST_OUTPUTS, ...levels].map(() => []);
}

/** By which output an output leaves. */
export function outputIndex(
	levels: Level[],
	claim: { output: Output; reminderNumber: number | null },
): number {
	const level = claim.reminderNumber === null ? -1 : levelIndex(levels, claim.reminderNumber);
	return level === -1 ? FIRST_OUTPUTS.indexOf(claim.output) : FIRST_OUTPUTS.length + level;
}
