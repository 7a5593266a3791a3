import type { IExecuteFunctions } from 'n8n-workflow';

import type { Level } from '../../../src/escalation/level';
import { wholePlan } from '../../../src/escalation/plan/plan';
import { planHints, type GivenOptions } from '../../../src/escalation/plan/planHints';
import { planSentence } from '../../../src/escalation/plan/planSentence';
import type { Incoming } from '../../../src/escalation/incoming';
import type { MoreLink } from '../../../src/escalation/moreLink';
import { plannedFrom } from '../../../src/escalation/preview';
import { isHeard } from '../../shared/neighbours';
import { shownLinksOf } from '../links';
import { groupFor } from '../optionGroup';

/** Items that are looked at: each may have settings of its own, and a plan takes its time. */
const MOST_ITEMS = 10;
const MOST_HINTS = 10;

/** What somebody is told who tries the node: what happened, the plan, and what of the settings has no effect. */
export function addPreviewHints(
	node: IExecuteFunctions,
	arrivals: Array<{ arrival: Incoming; item: number }>,
	levels: Level[],
	now: number,
): void {
	const messages = arrivals.flatMap(({ arrival, item }) => {
		const from = plannedFrom(arrival, now);
		return from && arrival.type !== 'reply' ? [{ arrival, from, item }] : [];
	});
	node.addExecutionHints({
		message:
			'This is a preview: nothing was stored and no reminders will follow. Connected robots do send it, marked [Test]. Publish the workflow to track conversations.',
		location: 'outputPane',
	});
	const warnings = new Set<string>();
	messages.slice(0, MOST_ITEMS).forEach(({ arrival, from, item }, index) => {
		const { policy, writtenAt } = from;
		const plan = wholePlan(policy, writtenAt, from.now);
		if (index === 0) {
			const sentence = planSentence(plan, policy, levels, { now, zone: node.getTimezone() });
			const isFirst = messages.length > 1;
			const whose =
				arrival.type === 'coming'
					? `If ${isFirst ? 'the first item' : 'it'} does not come again`
					: `If nobody replies${isFirst ? ' to the first item' : ''}`;
			node.addExecutionHints({ message: `${whose}: ${sentence}`, location: 'outputPane' });
		}
		const options = givenOptions(node, item);
		for (const hint of planHints(plan, policy, levels, options, { writtenAt, now: from.now })) {
			warnings.add(hint);
		}
	});
	for (const text of hiddenLinks(node, messages)) {
		warnings.add(
			`Reminders leave out the link "${text}", because only this machine can open it. Set N8N_WEBHOOK_URL to the public address of n8n, or Show Links to Always.`,
		);
	}
	if (!isHeard(node, node.getNode().name)) {
		warnings.add(
			'Reminders reach nobody, because no output is connected. Connect Reminder to a robot node.',
		);
	}
	for (const message of [...warnings].slice(0, MOST_HINTS)) {
		node.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
	}
}

/** The texts of links that lead to this machine alone. */
function hiddenLinks(
	node: IExecuteFunctions,
	messages: Array<{ arrival: { moreLinks?: MoreLink[] } }>,
): string[] {
	if (groupFor(node, 'links', 0).show === 'never') return [];
	const shownOf = shownLinksOf(node);
	return messages.slice(0, MOST_ITEMS).flatMap(({ arrival }) => {
		const shown = shownOf(arrival).more ?? [];
		const hidden = (arrival.moreLinks ?? []).filter((link) => !shown.includes(link));
		return hidden.map(({ text, url }) => text.trim() || new URL(url).hostname);
	});
}

function givenOptions(node: IExecuteFunctions, item: number): GivenOptions {
	const { calendar, holidays, workingDays, timeZone, outsideActiveHours } = groupFor(
		node,
		'activeHours',
		item,
	);
	const { groupBy } = groupFor(node, 'grouping', item);
	const targets = groupFor(node, 'targets', item);
	return {
		...{ calendar, holidays, workingDays, timeZone, outsideActiveHours, groupBy },
		resolveWithin: Number(targets.resolveWithin) !== 0 && targets.resolveWithin,
		targets: Object.keys(targets).length > 0,
	};
}
