import type { INodeProperties } from 'n8n-workflow';

import { ServiceEventTrigger } from '../../nodes/ServiceEventTrigger/ServiceEventTrigger.node';
import { UntilReplied } from '../../nodes/UntilReplied/UntilReplied.node';
import { WeComRobot } from '../../nodes/WeComRobot/WeComRobot.node';
import { WhoIsOnDuty } from '../../nodes/WhoIsOnDuty/WhoIsOnDuty.node';
import { read } from '../support/repository/documents.mts';

/* Who moves here types the names of the page into n8n: they stand in the panels. */

interface Entry {
	displayName?: string;
	name?: string;
	options?: unknown[];
	values?: unknown[];
}

/** What the panel shows of a property and of whatever it has in it; without the unit in brackets. */
function shownBy({ displayName, name, options = [], values = [] }: Entry): string[] {
	const parts = [...options, ...values] as Entry[];
	const shown = displayName ?? name ?? '';
	return [shown.replace(/ \(.*\)$/, ''), ...parts.flatMap(shownBy)];
}

const shown = new Set(
	[new ServiceEventTrigger(), new UntilReplied(), new WeComRobot(), new WhoIsOnDuty()].flatMap(
		({ description }) =>
			(description.properties as INodeProperties[]).flatMap((property) =>
				shownBy(property as Entry),
			),
	),
);

describe.each(['docs/migrate.md', 'docs/migrate.zh-CN.md'])('%s', (page) => {
	const text = read(page).replace(/\]\([^)]*\)/g, ']');
	const name = String.raw`\[?([A-Z][A-Za-z]*(?: [A-Za-z]+)*)\]?`;

	it('names places of the panels as they stand there', () => {
		const paths = [...text.matchAll(new RegExp(`${name} > ${name}(?:(?:: ?)${name})?`, 'g'))];
		const names = paths.flatMap(([, ...parts]) => parts.filter((part) => part !== undefined));
		expect(names.length).toBeGreaterThan(15);
		// TWT Chat's own settings.
		const theirs = ['Settings', 'Webhooks'];
		expect(names.filter((each) => !shown.has(each) && !theirs.includes(each))).toEqual([]);
	});

	it.each([
		'First Reminder After',
		'Remind Every',
		'Maximum Reminders',
		'Further Levels',
		'From Reminder',
		'Outside Active Hours',
		'Wait for the Next Opening',
		'Conversation Key',
		'Event Kinds',
		'Filters',
		'Sample Body',
		'Replied Statuses',
		'Hold Reminders For',
		'Mark as Replied',
		'Adjustments',
		'Save Roster',
		'Get On Duty',
		'Swap',
		'Layer on Duty',
		'Hand-Over Time',
		'Hours From',
	])('and %s', (each) => {
		expect(text).toContain(each);
		expect(shown).toContain(each);
	});
});
