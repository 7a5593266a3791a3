import type { DingTalkMentions } from '../../../../src/robots/dingTalk/mentions';
import {
	dingTalkNotification,
	type DingTalkNotificationOptions,
	type DingTalkStyle,
} from '../../../../src/robots/dingTalk/notification';
import { parseMarkdown } from '../../../../src/robots/markdown/parse';
import type { Button, Notification } from '../../../../src/robots/notification/notification';
import { aNotification } from '../../../support/robots/notifications.mts';

const nobody: DingTalkMentions = { userIds: [], mobiles: [], everybody: false };
const somebody: DingTalkMentions = { ...nobody, userIds: ['user_1'] };
const open = { text: 'Open', url: 'https://example.com/7' };
const snooze = { text: 'Snooze', url: 'https://example.com/8' };

function written(
	part: Partial<Notification> = {},
	options: Partial<DingTalkNotificationOptions> = {},
): any[] {
	return dingTalkNotification(aNotification({ idempotencyKey: 'reminder 1', ...part }), {
		style: 'auto',
		language: 'en',
		whenTooLong: 'split',
		mentions: nobody,
		place: 'sidebar',
		...options,
	});
}
const first = (...args: Parameters<typeof written>) => written(...args)[0];

describe('the form of a DingTalk notification', () => {
	it.each([
		['auto', [open], nobody, 'actionCard'],
		['auto', [], nobody, 'markdown'],
		// A card mentions nobody.
		['auto', [open], somebody, 'markdown'],
		['auto', [open], { ...nobody, mobiles: ['18000000000'] }, 'markdown'],
		['auto', [open], { ...nobody, everybody: true }, 'markdown'],
		['actionCard', [open], somebody, 'actionCard'],
		['actionCard', [], nobody, 'markdown'],
		['markdown', [open], nobody, 'markdown'],
		['text', [open], nobody, 'text'],
	] as Array<[DingTalkStyle, Button[], DingTalkMentions, string]>)(
		'%s with the links %j and the mentions %j is %s',
		(style, links, mentions, form) => {
			expect(first({ links }, { style, mentions }).msgtype).toBe(form);
		},
	);

	it('of text has the links in it, and the names of those whom it mentions', () => {
		expect(
			first({ links: [open], quote: 'Where?' }, { style: 'text', mentions: somebody }),
		).toMatchObject({
			text: { content: '🟠 Somebody waits\n│ Where?\nOpen (https://example.com/7)\n@user_1' },
			at: { atUserIds: ['user_1'], atMobiles: [], isAtAll: false },
		});
	});

	it('of markdown shows a title of markup as it is', () => {
		const { markdown } = first({ title: 'A *title*', severity: 'info' });
		expect(markdown).toEqual({ title: '🔵 A *title*', text: '### 🔵 A ∗title∗' });
	});

	it('of a card has one link as the whole card, several as buttons', () => {
		expect(first({ links: [open] }).actionCard).toEqual({
			title: '🟠 Somebody waits',
			text: '### 🟠 Somebody waits',
			singleTitle: 'Open',
			singleURL: open.url,
		});
		const buttons = (count: number) => first({ links: [open, snooze, open].slice(0, count) });
		expect(buttons(2).actionCard).toMatchObject({
			btnOrientation: '1',
			btns: [
				{ title: 'Open', actionURL: open.url },
				{ title: 'Snooze', actionURL: snooze.url },
			],
		});
		expect(buttons(3).actionCard.btnOrientation).toBe('0');
	});

	it('leaves `at` out when nobody is mentioned', () => {
		for (const style of ['text', 'markdown', 'actionCard'] as const) {
			expect(first({ links: [open] }, { style })).not.toHaveProperty('at');
		}
	});
});

describe('a DingTalk notification in several messages', () => {
	const long = (style: DingTalkNotificationOptions['style']) =>
		written(
			{ body: parseMarkdown('Please answer soon. '.repeat(2_000)), links: [open] },
			{ style, mentions: somebody },
		);

	it.each(['actionCard', 'markdown', 'text'] as const)(
		'as %s mentions in the first only, and is a card there only',
		(style) => {
			const [head, ...others] = long(style);
			expect(head.msgtype).toBe(style);
			expect(head.at).toEqual({ atUserIds: ['user_1'], atMobiles: [], isAtAll: false });
			for (const other of others) {
				expect(other.msgtype).toBe(style === 'text' ? 'text' : 'markdown');
				expect(other).not.toHaveProperty('at');
				expect(JSON.stringify(other)).not.toContain('user_1');
			}
		},
	);

	it('has in each of them the keyword that the robot wants, once', () => {
		const messages = written(
			{ body: parseMarkdown('word '.repeat(6_000)) },
			{ keyword: '客服', style: 'markdown' },
		);
		expect(messages.length).toBeGreaterThan(1);
		for (const { markdown } of messages) expect(markdown.title).toMatch(/ · 客服$/);
		expect(first({ title: '客服 wanted' }, { keyword: '客服' }).markdown.title).toBe(
			'🟠 客服 wanted',
		);
	});
});

describe('the msgUuid, by which DingTalk shows a message once', () => {
	const uuids = (part: Partial<Notification>) => written(part).map(({ msgUuid }) => msgUuid);
	const long = { body: parseMarkdown('word '.repeat(6_000)) };

	it('is the same when the same reminder is sent again, and another for each of its messages', () => {
		expect(uuids(long)).toEqual(uuids(long));
		expect(new Set(uuids(long)).size).toBe(uuids(long).length);
		expect(uuids({ idempotencyKey: 'reminder 2' })).not.toEqual(uuids({}));
	});

	it('is a UUID of version 4', () => {
		const version4 = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
		expect(uuids({})[0]).toMatch(version4);
		expect(uuids({ idempotencyKey: undefined })[0]).toMatch(version4);
	});

	it('is another each time for what has no key', () => {
		expect(uuids({ idempotencyKey: undefined })).not.toEqual(uuids({ idempotencyKey: undefined }));
	});
});
