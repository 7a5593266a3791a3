import {
	Workflow,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyOptions,
	type INodeType,
} from 'n8n-workflow';

import { ServiceEventTrigger } from '../../../nodes/ServiceEventTrigger/ServiceEventTrigger.node';
import { UntilReplied } from '../../../nodes/UntilReplied/UntilReplied.node';
import { WhoIsOnDuty } from '../../../nodes/WhoIsOnDuty/WhoIsOnDuty.node';
import { WeComRobot } from '../../../nodes/WeComRobot/WeComRobot.node';
import { testedPlatforms } from '../../support/robots/testedPlatforms.mts';
import { optionGroups } from '../../support/nodes/optionGroups.mts';

const robots = testedPlatforms.map(({ robots: [{ node }] }) => node);
const types: INodeType[] = [
	...robots,
	new ServiceEventTrigger(),
	new UntilReplied(),
	new WhoIsOnDuty(),
];

/** As n8n's editor evaluates it: on a node that has not run, with its defaults filled in. */
function subtitleOf(type: INodeType, parameters: INodeParameters): unknown {
	const { name, subtitle } = type.description;
	const node = {
		id: '1',
		name: 'Node',
		type: name,
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters,
	};
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: {
			getByName: () => type,
			getByNameAndVersion: () => type,
			getKnownTypes: () => ({}),
		},
	});
	const [placed] = Object.values(workflow.nodes);
	return workflow.expression.getSimpleParameterValue(placed, subtitle, 'internal', {});
}

const optionsOf = (properties: INodeProperties[], name: string) =>
	properties
		.filter((property) => property.name === name)
		.flatMap(({ options = [] }) => options as INodePropertyOptions[]);

/** Everything that can be chosen on the first level, one after the other for each operation. */
function settings({ description: { properties } }: INodeType): INodeParameters[] {
	const operations = optionsOf(properties, 'operation');
	const chosen = properties
		.filter(({ type, name }) => type === 'options' && name !== 'operation')
		.flatMap(({ name }) => optionsOf(properties, name).map(({ value }) => ({ [name]: value })));
	const bases =
		operations.length > 0 ? operations.map(({ value }) => ({ operation: value })) : [{}];
	return bases.flatMap((base) => [base, ...chosen.map((choice) => ({ ...base, ...choice }))]);
}

/** What n8n lets people put into any field, and has no item for on the canvas. */
const EXPRESSIONS = [
	'={{ $json.nothing }}',
	'={{ $json.nothing.at.all }}',
	'={{ $("Nobody").item.json.x }}',
	'={{ null }}',
	'={{ [] }}',
	'={{ ({}) }}',
	'={{ 1 + }}',
	'',
];

/** A failing expression of the user's shows no subtitle at all: the editor catches it. */
function read(type: INodeType, parameters: INodeParameters): string {
	try {
		return String(subtitleOf(type, parameters) ?? '');
	} catch {
		return '';
	}
}

const NONSENSE = /undefined|null|NaN|\[object|=\{\{|function|^\s*$|^, |, $/;

describe.each(types.map((type) => [type.description.displayName, type] as const))(
	'the subtitle of %s',
	(_, type) => {
		it('says something on every setting', () => {
			const all = settings(type);
			expect(all.length).toBeGreaterThan(5);
			const wrong = all.filter((parameters) => NONSENSE.test(String(subtitleOf(type, parameters))));
			expect(wrong).toEqual([]);
		});

		it('shows nothing of an expression that has no value yet', () => {
			const names = [...new Set(type.description.properties.map(({ name }) => name))];
			const wrong = names.flatMap((name) =>
				EXPRESSIONS.map((value) => read(type, { [name]: value })).filter((text) =>
					NONSENSE.test(text || 'nothing'),
				),
			);
			expect(wrong).toEqual([]);
		});

		it('differs from operation to operation', () => {
			// Slack has a list of them for each kind of access.
			const operations = new Set(
				optionsOf(type.description.properties, 'operation').map(({ value }) => value),
			);
			const texts = [...operations].map((operation) => subtitleOf(type, { operation }));
			expect(new Set(texts).size).toBe(operations.size);
		});
	},
);

describe('the subtitle of Repeat Until Replied', () => {
	it.each<[INodeParameters, string]>([
		[{}, 'every 5 min, 4 times'],
		[{ remindEvery: 2, remindEveryUnit: 'hours', maximumReminders: 1 }, 'every 2 h, once'],
		[{ maximumReminders: 0 }, 'every 5 min, until replied'],
		[{ maximumReminders: '={{ $json.most }}' }, 'every 5 min'],
		[{ remindEvery: '={{ $json.every }}' }, 'again and again, 4 times'],
		[
			{ options: optionGroups({ schedule: { repeat: 'growing' } }) },
			'every 5 min, growing, 4 times',
		],
		[
			{
				options: optionGroups({ schedule: { repeat: 'list', delays: '1, 2', delaysUnit: 'days' } }),
			},
			'after 1, 2 d, 4 times',
		],
		[
			{ options: optionGroups({ schedule: { repeat: 'list', delays: '={{ $json.list }}' } }) },
			'a list of delays, 4 times',
		],
		[{ operation: 'markReplied' }, 'Mark as Replied'],
		[{ operation: 'getBoardLink' }, 'Get Board Link'],
	])('%j: %s', (parameters, text) => {
		expect(subtitleOf(new UntilReplied(), parameters)).toBe(text);
	});
});

describe('the subtitle of a robot', () => {
	it.each<[INodeParameters, string]>([
		[{}, 'notification from the item'],
		[
			{ mention: { assignedAgent: { settings: {} } } },
			'notification from the item, @assigned agent',
		],
		[
			{ options: { style: 'card' }, mention: { everybody: true } },
			'notification from the item, Card, @everybody',
		],
		[{ mention: { users: 'lilei' } }, 'notification from the item, with mentions'],
		[{ options: { language: 'zh' } }, 'notification from the item, Chinese (中文)'],
		[{ options: { language: '={{ $json.language }}' } }, 'notification from the item'],
		[{ notification: 'define', title: 'Order 4711 waits' }, 'notification: Order 4711 waits'],
		[{ notification: 'define', title: '={{ $json.title }}' }, 'notification: own words'],
		[{ operation: 'sendMessage' }, 'message: Text'],
		[{ operation: 'sendMessage', messageType: 'template_card' }, 'message: Card'],
		[{ operation: 'uploadMedia' }, 'Upload File'],
	])('%j: %s', (parameters, text) => {
		expect(subtitleOf(new WeComRobot(), parameters)).toBe(text);
	});
});
