import {
	answeredSlackMessage,
	hasPressButtons,
	pressButtonsBlock,
} from '../../../../src/robots/slack/pressButtons';
import { slackMessage } from '../../../support/robots/slack/schema.mts';

const buttons = pressButtonsBlock([
	{ action: 'acknowledge', text: "I'm on it", value: 'a' },
	{ action: 'snooze', text: 'Snooze 30 min', value: 's' },
	{ action: 'markReplied', text: 'x'.repeat(80), value: 'r' },
]);
const sent = {
	text: 'No reply',
	blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'No reply' } }],
	attachments: [
		{ color: '#ff8800', blocks: [{ type: 'context', elements: [{ type: 'mrkdwn', text: 'x' }] }] },
		{ color: '#ff8800', blocks: [buttons] },
		{
			color: '#ff8800',
			fallback: 'Open',
			actions: [{ type: 'button', text: 'Open', url: 'https://a.b' }],
		},
	],
};

test('the buttons are as the schema of Block Kit wants them, each with an action of its own', () => {
	expect(() => slackMessage.parse(sent)).not.toThrow();
	const ids = (buttons.elements as Array<{ action_id: string }>).map(({ action_id: id }) => id);
	expect(new Set(ids).size).toBe(3);
	expect(hasPressButtons(sent)).toBe(true);
});

test('a line takes the place of the buttons, and all else stays', () => {
	const answered = answeredSlackMessage(sent, { line: '✋ Ann', kept: ['markReplied'] });
	expect(() => slackMessage.parse(answered)).not.toThrow();
	expect(answered).toMatchObject({
		text: sent.text,
		blocks: sent.blocks,
		attachments: [
			sent.attachments[0],
			{
				blocks: [
					{ type: 'context', elements: [{ type: 'mrkdwn', text: '✋ Ann' }] },
					{ type: 'actions', elements: [{ value: 'r' }] },
				],
			},
			sent.attachments[2],
		],
	});
	// It was changed from what was sent, which it still is.
	const over = answeredSlackMessage(sent, { line: '✅', kept: [] });
	expect(hasPressButtons(over)).toBe(false);
});

test('without a line and buttons nothing is left in their place', () => {
	const older = answeredSlackMessage(sent, { line: '', kept: [] });
	expect(older.attachments).toEqual([sent.attachments[0], sent.attachments[2]]);
	expect(answeredSlackMessage({ text: 'x' }, { line: 'y', kept: [] })).toEqual({
		text: 'x',
		blocks: [],
		attachments: [],
	});
	expect(hasPressButtons({ text: 'x' })).toBe(false);
});
