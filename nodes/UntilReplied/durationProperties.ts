import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

const units: INodePropertyOptions[] = [
	{ name: 'Seconds', value: 'seconds' },
	{ name: 'Minutes', value: 'minutes' },
	{ name: 'Hours', value: 'hours' },
	{ name: 'Days', value: 'days' },
];

type Named = Pick<INodeProperties, 'displayName' | 'name' | 'default' | 'description'> &
	Partial<INodeProperties>;

/** An amount, and right behind it `<name>Unit`: n8n has no field for both. */
export function durationProperties(amount: Named): INodeProperties[] {
	return [
		{ type: 'number', typeOptions: { minValue: 0 }, required: true, ...amount },
		unitProperty(amount),
	];
}

/** `<name>Unit` of the field before it. */
export function unitProperty({ name, displayName, displayOptions }: Named): INodeProperties {
	return {
		displayName: 'Unit',
		name: `${name}Unit`,
		type: 'options',
		options: units,
		default: 'minutes',
		displayOptions,
		description: `The unit of "${displayName}"`,
	};
}
