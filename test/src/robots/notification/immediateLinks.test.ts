import { digestOf } from '../../../../src/robots/notification/digest';
import { itemNotification } from '../../../../src/robots/notification/fromItem';
import { tidied } from '../../../../src/robots/notification/notification';
import { everyPlatform } from '../../../support/robots/testedPlatforms.mts';

/*
 * Whoever opens the resume URL of an approval has approved. So a message leads
 * there by the one label that says so, whatever else of it can be touched.
 */

const APPROVE = 'https://n8n.example.com/webhook-waiting/231?signature=a1&decision=approved';
const own = {
	acknowledge: 'https://n8n.example.com/webhook/a/page?t=a',
	snooze: 'https://n8n.example.com/webhook/a/page?t=s',
	snoozeMinutes: 30,
	markReplied: 'https://n8n.example.com/webhook/a/page?t=m',
};
const reminder = (links: object, part: object = {}) => ({
	reminder: { number: 1, maximum: 4 },
	waiting: { seconds: 300 },
	links: { ...links, more: [{ text: 'Approve', url: APPROVE }] },
	escalation: {},
	event: { kind: 'notice', title: 'Holiday of Li Lei' },
	...part,
});
const notificationOf = (item: Record<string, unknown>) =>
	itemNotification(item, { language: 'en', timeZone: 'UTC' });

describe.each(everyPlatform)('on $name', (platform) => {
	const countIn = (bodies: object[]) =>
		JSON.stringify(bodies).split('decision=approved').length - 1;

	it.each([
		['with our links', own],
		['alone', {}],
		['with a board', { board: 'https://n8n.example.com/webhook/a/page?t=b' }],
	])('a link that decides at once leads there once, %s', (_what, links) => {
		const notification = tidied(notificationOf(reminder(links)));
		for (const style of [undefined, ...platform.styles]) {
			const bodies = platform.write(notification, { style });
			expect({ style, count: countIn(bodies) }).toEqual({ style, count: 1 });
			expect(JSON.stringify(bodies)).toContain('Approve');
			for (const body of bodies) {
				expect(platform.schema.safeParse(body).error?.issues).toBeUndefined();
			}
		}
	});

	it('a title in a long list leads elsewhere, or nowhere', () => {
		const listed = (links: object) =>
			digestOf(
				Array.from({ length: 25 }, () => notificationOf(reminder(links))),
				'en',
			);
		for (const links of [own, {}]) {
			expect(countIn(platform.write(tidied(listed(links))))).toBe(0);
		}
	});

	it('in a short list each has its link', () => {
		const short = digestOf(
			[1, 2].map(() => notificationOf(reminder(own))),
			'en',
		);
		// What Slack shows of a message where it shows no blocks has them again.
		expect(countIn(platform.write(tidied(short)))).toBeGreaterThanOrEqual(2);
	});
});
