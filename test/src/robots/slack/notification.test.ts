import { parseMarkdown } from '../../../../src/robots/markdown/parse';
import type { Notification } from '../../../../src/robots/notification/notification';
import {
	slackNotification,
	type SlackNotificationOptions,
} from '../../../../src/robots/slack/notification';
import { aNotification } from '../../../support/robots/notifications.mts';
import { slackMessage } from '../../../support/robots/slack/schema.mts';

const nobody = { ids: [], broadcast: 'none' as const };

function written(
	part: Partial<Notification> = {},
	options: Partial<SlackNotificationOptions> = {},
) {
	return slackNotification(aNotification(part), {
		language: 'en',
		whenTooLong: 'split',
		mentions: nobody,
		...options,
	});
}
const types = (message: { blocks: Array<Record<string, unknown>> }) =>
	message.blocks.map(({ type }) => type);

describe('a Slack notification', () => {
	it('has title, mentions, words, buttons and source', () => {
		const [{ blocks }] = written(
			{
				quote: 'Where?',
				links: [
					{ text: 'Open', url: 'https://example.com/7' },
					{ text: 'Snooze', url: 'https://example.com/8' },
				],
				source: 'TWT Chat',
			},
			{ mentions: { ids: ['U012AB3CD', 'S0614TZR7'], broadcast: 'channel' } },
		);
		const button = (label: string, url: string, index: number) => ({
			type: 'button',
			text: { type: 'plain_text', text: label, emoji: true },
			url,
			action_id: `link-${index}`,
		});
		const blank = { type: 'text', text: ' ' };
		expect(blocks).toEqual([
			{
				type: 'header',
				text: { type: 'plain_text', text: '🟠 Somebody waits', emoji: true },
			},
			{
				type: 'rich_text',
				elements: [
					{
						type: 'rich_text_section',
						elements: [
							{ type: 'user', user_id: 'U012AB3CD' },
							blank,
							{ type: 'usergroup', usergroup_id: 'S0614TZR7' },
							blank,
							{ type: 'broadcast', range: 'channel' },
						],
					},
				],
			},
			{
				type: 'rich_text',
				elements: [{ type: 'rich_text_quote', elements: [{ type: 'text', text: 'Where?' }] }],
			},
			{
				type: 'actions',
				elements: [
					{ ...button('Open', 'https://example.com/7', 0), style: 'primary' },
					button('Snooze', 'https://example.com/8', 1),
				],
			},
			{ type: 'context', elements: [{ type: 'plain_text', text: 'TWT Chat', emoji: true }] },
		]);
	});

	it('has no block for what it has not', () => {
		expect(types(written()[0])).toEqual(['header']);
	});

	it('says the same as text for notifications and screen readers, in which nothing is markup', () => {
		expect(written({ quote: '<!channel>' })[0].text).toBe('🟠 Somebody waits\n&lt;!channel&gt;');
		expect(written({ body: parseMarkdown('**Now**') })[0].text).toBe('🟠 Somebody waits\nNow');
		expect(written({ quote: 'x'.repeat(2_000) })[0].text).toHaveLength(1_000);
		expect(written({ quote: '<'.repeat(2_000) })[0].text).toMatch(/waits\n(&lt;)+…$/);
	});

	it('previews no address: it would be longer than what is said', () => {
		expect(written()[0]).toMatchObject({ unfurl_links: false, unfurl_media: false });
	});

	it('that is long has mentions, buttons and source in its first message only', () => {
		const messages = written(
			{
				body: parseMarkdown('Please answer soon. '.repeat(1_200)),
				links: [{ text: 'Open', url: 'https://example.com/7' }],
				source: 'TWT Chat',
			},
			{ mentions: { ids: ['U012AB3CD'], broadcast: 'none' } },
		);
		expect(messages.map(types)).toEqual([
			['header', 'rich_text', 'rich_text', 'actions', 'context'],
			['header', 'rich_text'],
			['header', 'rich_text'],
		]);
	});

	it('has no more elements in a block than Slack takes', () => {
		const messages = written({ body: parseMarkdown('a\n\n```\nb\n```\n\n'.repeat(80)) });
		expect(messages.length).toBeGreaterThan(1);
		for (const message of messages) {
			expect(slackMessage.safeParse(message).success).toBe(true);
			for (const { elements = [] } of message.blocks) {
				expect(elements.length).toBeLessThanOrEqual(100);
			}
		}
	});
});
