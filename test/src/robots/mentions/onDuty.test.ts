import { ExplainedError } from '../../../../src/explainedError';
import { mentionOnDuty, onDutyOf } from '../../../../src/robots/mentions/onDuty';

const read = {
	users(entry: string) {
		if (/^[a-z]+$/.test(entry)) return entry;
		throw new ExplainedError(`"${entry}" is nobody`, 'Ask.');
	},
	mobiles: (entry: string) => entry.replaceAll(' ', ''),
};
const li = { name: 'Li Lei', ids: { WeCom: ['lilei'], Slack: ['U1'] }, mobiles: ['138 0000 1111'] };
const onDuty = (...people: unknown[]) => onDutyOf({ onDuty: { people } });

test('those who are on duty are mentioned by the ids of the platform', async () => {
	const han = { name: 'Han', ids: { WeCom: ['han', 'lilei'] }, mobiles: [] };
	expect(await mentionOnDuty(onDuty(li, han), 'WeCom', read)).toEqual({
		mentioned: {
			users: ['lilei', 'han'],
			mobiles: ['138 0000 1111'.replaceAll(' ', '')],
			roles: [],
			everybody: false,
		},
		notMentioned: [],
	});
});

test.each([
	[
		'an item that says nothing of it',
		onDutyOf({}),
		[{ reason: 'The item does not say who is on duty' }],
	],
	['nobody', onDuty(), [{ reason: 'Nobody is on duty' }]],
	[
		'somebody without an id there',
		onDuty({ name: 'Han', ids: { Slack: ['U2'] }, mobiles: [] }),
		[{ agent: 'Han', reason: 'No users or mobiles to mention' }],
	],
	[
		'an id that is nobody’s',
		onDuty({ name: 'Han', ids: { WeCom: ['Han 1'] } }),
		[{ agent: 'Han', user: 'Han 1', reason: '"Han 1" is nobody' }],
	],
	[
		'a name that every object has',
		onDuty({ name: 'constructor', ids: {}, mobiles: null }),
		[{ agent: 'constructor', reason: 'No users or mobiles to mention' }],
	],
])('%s is told, and mentions nobody', async (_, people, notMentioned) => {
	const platform = people?.[0]?.name === 'constructor' ? 'constructor' : 'WeCom';
	const told = await mentionOnDuty(people, platform, read);
	expect(told).toEqual({
		mentioned: { users: [], mobiles: [], roles: [], everybody: false },
		notMentioned,
	});
});

test.each([
	['no object', 'Li Lei'],
	['no people', {}],
	['people that are none', { people: ['Li Lei'] }],
	['more people than are on duty anywhere', { people: Array(51).fill(li) }],
])('%s says nothing', (_, given) => {
	expect(onDutyOf({ onDuty: given })).toBeUndefined();
});
