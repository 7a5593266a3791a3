import type { INodeProperties } from 'n8n-workflow';

import { idColumns } from './platforms';

const displayOptions = { show: { operation: ['saveRoster'] } };

const people: INodeProperties = {
	displayName: 'People',
	name: 'people',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add person',
	default: {},
	displayOptions,
	description: 'Everybody who may be on duty, once',
	options: [
		{
			displayName: 'Person',
			name: 'rows',
			values: [
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'e.g. Li Lei',
				},
				{
					displayName: 'Aliases',
					name: 'aliases',
					type: 'string',
					default: '',
					placeholder: 'e.g. lilei, li@example.com',
					description:
						'What else sources and calendars call this person, separated by commas, for example the nickname in TWT Chat',
				},
				...idColumns.map<INodeProperties>(({ name, displayName, platform, placeholder }) => ({
					displayName,
					name,
					type: 'string',
					default: '',
					placeholder,
					description: `What ${platform} mentions this person by, as under "Mention" of its robot`,
				})),
				{
					displayName: 'Mobile Numbers',
					name: 'mobiles',
					type: 'string',
					default: '',
					placeholder: 'e.g. 13800001111',
					description: 'For platforms that mention people by mobile number',
				},
			],
		},
	],
};

const peopleFrom: INodeProperties = {
	displayName: 'People From',
	name: 'peopleFrom',
	type: 'string',
	default: '',
	placeholder: "e.g. {{ $('People').all() }}",
	displayOptions,
	description: `Further people, as an expression that returns rows with the columns ${['name', 'aliases', ...idColumns.map(({ name }) => name), 'mobiles'].join(', ')}`,
};

const timeZone: INodeProperties = {
	displayName: 'Time Zone',
	name: 'timeZone',
	type: 'string',
	default: '',
	placeholder: 'e.g. Asia/Shanghai',
	description: "Leave empty for the workflow's time zone",
};

const layer: INodeProperties = {
	displayName: 'Layer',
	name: 'layer',
	type: 'string',
	default: 'primary',
	placeholder: 'e.g. primary',
	description: 'Those who are reminded together, for example primary, secondary, manager',
};

/** In the order in which a shift is thought of, not by the alphabet. */
const shiftFields: INodeProperties[] = [
	layer,
	{
		displayName: 'People',
		name: 'people',
		type: 'string',
		default: '',
		placeholder: 'e.g. Li Lei, Han Meimei',
		description: 'Names in the order of their turns, separated by commas',
	},
	{
		displayName: 'Rotation',
		name: 'rotation',
		type: 'options',
		options: [
			{ name: 'Daily', value: 'daily', description: 'The next person every day' },
			{
				name: 'Every N Days',
				value: 'everyDays',
				description: 'The next person after a number of days',
			},
			{ name: 'None', value: 'none', description: 'All of them are on duty at once' },
			{ name: 'Weekly', value: 'weekly', description: 'The next person every week' },
		],
		default: 'weekly',
		description: 'How people take turns',
	},
	{
		displayName: 'Days per Turn',
		name: 'days',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 366, numberPrecision: 0 },
		displayOptions: { show: { rotation: ['everyDays'] } },
		default: 14,
		description: 'How many days a turn lasts',
	},
	{
		displayName: 'First Turn Begins On',
		name: 'firstTurn',
		type: 'string',
		displayOptions: { hide: { rotation: ['none'] } },
		default: '',
		placeholder: 'e.g. 2026-01-05',
		description:
			'A date on which the turn of the first person begins. Turns go on before it and after it.',
	},
	{
		displayName: 'Hand-Over Time',
		name: 'handOver',
		type: 'string',
		displayOptions: { hide: { rotation: ['none'] } },
		default: '09:00',
		placeholder: 'e.g. 09:00',
		description: 'When the next person takes over',
	},
	{
		displayName: 'Days',
		name: 'weekdays',
		type: 'multiOptions',
		options: [
			{ name: 'Monday', value: 1 },
			{ name: 'Tuesday', value: 2 },
			{ name: 'Wednesday', value: 3 },
			{ name: 'Thursday', value: 4 },
			{ name: 'Friday', value: 5 },
			{ name: 'Saturday', value: 6 },
			{ name: 'Sunday', value: 7 },
		],
		default: [1, 2, 3, 4, 5, 6, 7],
		description: 'Days on which the hours begin',
	},
	{
		displayName: 'Hours From',
		name: 'from',
		type: 'string',
		default: '00:00',
		placeholder: 'e.g. 09:00',
	},
	{
		displayName: 'Hours To',
		name: 'to',
		type: 'string',
		default: '24:00',
		placeholder: 'e.g. 18:00',
		description: '24:00 is midnight. A time at or before "Hours From" falls on the next day.',
	},
	timeZone,
];

const shifts: INodeProperties = {
	displayName: 'Shifts',
	name: 'shifts',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add shift',
	default: {},
	displayOptions,
	description: 'Who is on duty, and when. All whose shift it is are on duty.',
	options: [
		{
			displayName: 'Shift',
			name: 'rows',
			values: shiftFields,
		},
	],
};

const calendars: INodeProperties = {
	displayName: 'Calendars',
	name: 'calendars',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add calendar',
	default: {},
	displayOptions,
	description: 'Calendars whose events are shifts, named after people',
	options: [
		{
			displayName: 'Calendar',
			name: 'rows',
			values: [
				layer,
				{
					displayName: 'Calendar Address',
					name: 'address',
					type: 'string',
					default: '',
					placeholder: 'e.g. https://example.com/duty.ics',
					description:
						'The address of the calendar in iCal format (.ics). It is read again when it is needed and older than 15 minutes.',
				},
				{
					...timeZone,
					description:
						"For events without a time zone. Leave empty for the calendar's own or the workflow's.",
				},
			],
		},
	],
};

/** What "Save Roster" stores. */
export const rosterProperties: INodeProperties[] = [people, peopleFrom, shifts, calendars];
