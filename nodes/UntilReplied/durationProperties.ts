import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { DurationUnit } from '../../src/time/duration';

const units: INodePropertyOptions[] = [
	{ name: 'Seconds', value: 'seconds' },
	{ name: 'Minutes', value: 'minutes' },
	{ name: 'Hours', value: 'hours' },
	{ name: 'Days', value: 'days' },
];

type Named = Pick<INodeProperties, 'displayName' | 'name' | 'default' | 'description'> &
	Partial<INodeProperties> & {
		/** In which the default is; minutes where it is not given. */
		unit?: DurationUnit;
	};

/** An amount, and right behind it `<name>Unit`: n8n has no field for both. */
export function durationProperties({ unit, ...amount }: Named): INodeProperties[] {
	return [
		{ type: 'number', typeOptions: { minValue: 0 }, required: true, ...amount },
		unitProperty({ unit, ...amount }),
	];
}

/** `<name>Unit` of the field before it. */
export function unitProperty({ name, displayName, displayOptions, unit }: Named): INodeProperties {
	return {
		displayName: 'Unit',
		name: `${name}Unit`,
		type: 'options',
		options: units,
		default: 'minutes',
		...(unit ? { default: unit } : {}),
		displayOptions,
		description: `The unit of "${displayName}"`,
	};
}
