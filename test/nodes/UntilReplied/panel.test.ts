import {
	NodeHelpers,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyCollection,
	type INodePropertyOptions,
} from 'n8n-workflow';

import { UntilReplied } from '../../../nodes/UntilReplied/UntilReplied.node';
import { operations } from '../../../nodes/UntilReplied/operationProperties';
import { aServiceEvent, EscalationWorkflow } from '../../support/nodes/escalationWorkflow.mts';
import { fakeTime } from '../../support/time/fakeTime.mts';
import { optionGroups } from '../../support/nodes/optionGroups.mts';

fakeTime(Date.UTC(2026, 0, 5, 9));

const { description } = new UntilReplied();
const { properties } = description;

/** What the panel shows, from top to bottom, but for notes. */
function shown(parameters: INodeParameters): string[] {
	const values = NodeHelpers.getNodeParameters(
		properties,
		parameters,
		true,
		false,
		null,
		description,
	)!;
	const all = { ...values, options: parameters.options ?? {} };
	return properties
		.filter((property) => NodeHelpers.displayParameter(all, property, null, description))
		.filter(({ type }) => type !== 'notice' && type !== 'credentials')
		.map(({ displayName }) => displayName);
}

/** Every list of fields in which one stands beside another. */
function listsIn(list: INodeProperties[]): INodeProperties[][] {
	const within = list.flatMap(({ type, options = [] }) => {
		if (type === 'collection') return listsIn(options as INodeProperties[]);
		if (type !== 'fixedCollection') return [];
		return (options as INodePropertyCollection[]).flatMap(({ values }) => listsIn(values));
	});
	return [list, ...within];
}

describe('the panel of Repeat Until Replied', () => {
	it('shows what everybody decides, and no more', () => {
		expect(shown({})).toEqual([
			'Operation',
			'First Reminder After',
			'Unit',
			'Remind Every',
			'Unit',
			'Maximum Reminders',
			'Conversation Key',
			'Further Levels',
			'Options',
		]);
	});

	it('asks for no delay twice when there is a list of them', () => {
		const options = optionGroups({ schedule: { repeat: 'list' } });
		expect(shown({ options })).not.toContain('First Reminder After');
		expect(shown({ options })).not.toContain('Remind Every');
	});

	it.each(['acknowledge', 'cancel', 'get', 'getMany', 'markReplied', 'snooze'])(
		'shows of %s what it needs, and Options last',
		(operation) => {
			const names = shown({ operation });
			expect(names.at(0)).toBe('Operation');
			expect(names.at(-1)).toBe('Options');
			expect(names).not.toContain('Store');
			expect(names.length).toBeLessThanOrEqual(7);
		},
	);

	it('asks for a conversation key where one conversation is meant, and only there', () => {
		const asking = operations
			.map(({ value }) => String(value))
			.filter((operation) => shown({ operation }).includes('Conversation Key'));
		expect(asking.toSorted()).toEqual([
			'acknowledge',
			'cancel',
			'expect',
			// Of its own, one of the ways to name a customer.
			'forget',
			'get',
			'markReplied',
			'snooze',
			'track',
		]);
	});

	it('has each unit right behind its amount, the shortest first', () => {
		const units = listsIn(properties).flatMap((list) =>
			list.flatMap((property, index) =>
				property.name.endsWith('Unit') ? [{ property, before: list[index - 1] }] : [],
			),
		);
		expect(units.length).toBeGreaterThan(5);
		for (const { property, before } of units) {
			expect(property.displayName).toBe('Unit');
			expect(property.name).toBe(`${before.name}Unit`);
			expect(property.displayOptions).toEqual(before.displayOptions);
			expect((property.options as INodePropertyOptions[]).map(({ value }) => value)).toEqual([
				'seconds',
				'minutes',
				'hours',
				'days',
			]);
		}
	});

	it('has no more than twelve options, each in a list that can be seen at once', () => {
		const options = properties.find(({ name }) => name === 'options')!.options!;
		expect(options.length).toBeLessThanOrEqual(12);
	});
});

describe('a group of options that was added and left as it is', () => {
	const previewed = async (options: INodeParameters) => {
		const run = await new EscalationWorkflow({ options }).preview(aServiceEvent());
		expect(run.data.resultData.error).toBeUndefined();
		return EscalationWorkflow.left(run);
	};

	it.each(['failures', 'links', 'replies', 'schedule'] as const)(
		'%s changes nothing',
		async (name) => {
			expect(await previewed(optionGroups({ [name]: {} }))).toEqual(await previewed({}));
		},
	);
});

describe('the credential of the database', () => {
	const [{ displayOptions }] = description.credentials!;

	it.each([
		[{}, false],
		[{ options: {} }, false],
		[{ options: { store: 'embedded' } }, false],
		[{ options: { store: 'postgres' } }, true],
		[{ operation: 'get', options: { store: 'postgres' } }, true],
	] as Array<[INodeParameters, boolean]>)('with %j is asked for: %s', (parameters, isAsked) => {
		const credential = { name: 'postgresStoreApi', displayOptions };
		expect(NodeHelpers.displayParameter(parameters, credential, null, description)).toBe(isAsked);
	});
});
