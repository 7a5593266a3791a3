import type { INodeParameters } from 'n8n-workflow';

import { codeOf } from '../../../src/answers/code';
import type {
	AnsweringApp,
	AnsweringPlatform,
	Lack,
	Somebody,
} from '../../support/chatApps/answeringApp.mts';
import { dingTalkAnswers } from '../../support/chatApps/dingTalk/answering.mts';
import { feishuAnswers } from '../../support/chatApps/feishu/answering.mts';
import { answeringStage } from '../../support/chatApps/answeringStage.mts';
import { aConversation, hearing } from '../../support/chatApps/reminded.mts';
import { slackAnswers } from '../../support/chatApps/slack/answering.mts';
import { weComAnswers } from '../../support/chatApps/weCom/answering.mts';
import { until } from '../../support/time/until.mts';

/* People answer reminders where they read them, alike on all platforms: what they press and write, what becomes of the conversation, and what the chat reads. */

const ACKNOWLEDGE = "I'm on it";
const SNOOZE = 'Snooze 30 min';
const REPLIED = 'Mark as replied';

interface Refused {
	who: string;
	by?: Somebody;
	options?: (app: AnsweringApp) => INodeParameters;
	words: string;
	needs?: Lack;
}
const REFUSED: Refused[] = [
	{ who: 'of another organization', by: { isForeign: true }, words: 'Guests', needs: 'guests' },
	{ who: 'who may not', options: ({ bob }) => ({ mayAnswer: `${bob}, U9` }), words: 'allow you' },
	{ who: 'in another chat', options: () => ({ chats: 'C9' }), words: 'this chat' },
];

const platforms: AnsweringPlatform[] = [slackAnswers, feishuAnswers, weComAnswers, dingTalkAnswers];

describe.each(platforms)('$name', ({ platform, name, lacks, start }) => {
	let app: AnsweringApp;
	/** What is so only where the platform has this; elsewhere tests of its own say what is so. */
	const where = (needed: Lack) => (lacks.includes(needed) ? it.skip : it);

	const stage = answeringStage(platform, start);
	const { publish } = stage;
	beforeEach(() => (app = stage.app));

	const press = async (message: string, label: string, user?: string) =>
		await app.acknowledgement(app.pressIn(message, label, { user }));
	const changed = async (message: string, times = 1) =>
		await until(() => app.changesOf(message) >= times);
	const told = async (count = 1) => {
		await until(() => app.told().length >= count);
		return app.told();
	};

	describe('a reminder', () => {
		where('sendingWithoutConnection')(
			'has buttons while a trigger of the app is published, and none before and after',
			async () => {
				const [one, two, three] = [
					await aConversation('chat:1'),
					await aConversation('chat:2'),
					await aConversation('chat:3'),
				];
				const [before] = await app.send([one.reminder(1)]);
				expect(app.buttonsOf(before)).toEqual([]);
				const trigger = await publish();
				await hearing();
				const [during] = await app.send([two.reminder(1)], app.chats[1]);
				expect(app.buttonsOf(during, app.chats[1])).toEqual([ACKNOWLEDGE, SNOOZE, REPLIED]);
				await trigger.close();
				const [after] = await app.send([three.reminder(1)], app.chats[2]);
				expect(app.buttonsOf(after, app.chats[2])).toEqual([]);
			},
		);

		where('sendingWithoutConnection')(
			'has its links where nobody listens, and no second button for the same where somebody does',
			async () => {
				const links = {
					acknowledge: 'https://n8n.example.com/a',
					snooze: 'https://n8n.example.com/s',
					snoozeMinutes: 30,
					markReplied: 'https://n8n.example.com/r',
					board: 'https://n8n.example.com/board',
				};
				const { reminder } = await aConversation();
				const pathsOf = (message: string, chat: string) =>
					app.mentionsAndLinksOf(message, chat).map((url) => url.split('/').at(-1));
				const [one, two] = app.chats;
				const [before] = await app.send([{ ...reminder(1), links }], one);
				expect(pathsOf(before, one)).toEqual(expect.arrayContaining(['a', 's', 'r', 'board']));
				await publish();
				await hearing();
				const [after] = await app.send([{ ...reminder(2), links }], two);
				for (const path of ['a', 's', 'r']) expect(pathsOf(after, two)).not.toContain(path);
				expect(pathsOf(after, two)).toContain('board');
				expect(app.buttonsOf(after, two)).toHaveLength(3);
			},
		);

		it('shows by which code people call the conversation', async () => {
			await publish();
			const { id, reminder } = await aConversation();
			const [message] = await app.send([reminder(1)]);
			expect(app.contentOf(message)).toContain(`#${codeOf(id)}`);
		});

		where('sendingWithoutConnection')('has no buttons while the app is not connected', async () => {
			await publish();
			await hearing();
			app.refuse(true);
			app.drop();
			await hearing(false);
			const { reminder } = await aConversation();
			const [message] = await app.send([reminder(1)]);
			expect(app.buttonsOf(message)).toEqual([]);
		});

		it('tells nobody how to press in its place: the value is worth nothing in another message', async () => {
			const trigger = await publish();
			await hearing();
			const [one, two] = [await aConversation('chat:1'), await aConversation('chat:2')];
			const [first] = await app.send([one.reminder(1)]);
			const [second] = await app.send([two.reminder(1)], app.chats[1]);
			await app.acknowledgement(app.press(app.valueOf(first), second, app.chats[1]));
			expect(await told()).toEqual([[app.ann, expect.stringContaining('another message')]]);
			expect((await one.now()).state).toBe('open');
			expect((await two.now()).state).toBe('open');
			await until(() => trigger.emitted.length === 1);
			expect(trigger.emitted).toMatchObject([
				{ answer: { outcome: 'refused', reason: 'otherMessage', by: { id: app.ann } } },
			]);
		});
	});

	describe('a press', () => {
		it('acknowledges: the store knows who, the message says so, and the workflow starts', async () => {
			const trigger = await publish();
			await hearing();
			const { id, reminder, now } = await aConversation();
			const [message] = await app.send([reminder(1)]);
			await press(message, ACKNOWLEDGE);
			// Stored before it was acknowledged.
			expect(await now()).toMatchObject({
				state: 'acknowledged',
				lastHold: { kind: 'acknowledged', by: 'Ann', byId: `${platform}:${app.ann}` },
			});
			await changed(message);
			expect(app.buttonsOf(message)).toEqual([REPLIED]);
			expect(app.contentOf(message)).toMatch(/Ann is on it until \d\d:\d\d/);
			// All else is as it was.
			for (const said of ['Visitor15', 'Where is my order?', 'reminder 1 of 4']) {
				expect(app.contentOf(message)).toContain(said);
			}
			await until(() => trigger.emitted.length === 1);
			expect(trigger.emitted).toMatchObject([
				{
					answer: {
						outcome: 'done',
						action: 'acknowledge',
						minutes: 30,
						by: { id: app.ann, name: lacks.includes('names') ? null : 'Ann', platform: name },
						via: 'button',
						chatId: app.chats[0],
						messageId: message,
					},
					change: 'acknowledged',
					changedBy: 'Ann',
					escalation: { id, state: 'acknowledged' },
				},
			]);
			// Whoever sees the message change is told nothing.
			expect(app.told()).toEqual([]);
		});

		it('of somebody who is called like a mention or a link mentions nobody and leads nowhere', async () => {
			await publish();
			await hearing();
			const { reminder, now } = await aConversation();
			const [message] = await app.send([reminder(1)]);
			const before = app.mentionsAndLinksOf(message);
			await press(message, ACKNOWLEDGE, app.marked);
			await changed(message);
			expect(app.mentionsAndLinksOf(message)).toEqual(before);
			expect(app.contentOf(message)).toContain('is on it');
			expect(app.contentOf(message)).toContain('https://evil.example');
			expect((await now()).lastHold).toMatchObject({ byId: `${platform}:${app.marked}` });
		});

		it('holds for as long as the trigger says', async () => {
			await publish({ snoozeMinutes: 90 });
			await hearing();
			const { reminder, now } = await aConversation();
			const [message] = await app.send([reminder(1)]);
			await press(message, 'Snooze 1 h 30 min');
			const { heldUntil, lastHold } = await now();
			expect(heldUntil! - lastHold!.at).toBe(90 * 60_000);
			await changed(message);
			expect(app.contentOf(message)).toMatch(/Snoozed until .* by Ann/);
		});

		it('ends the waiting, takes all buttons, and tells who comes later what the first did', async () => {
			await publish();
			await hearing();
			const { reminder, now } = await aConversation();
			const [message] = await app.send([reminder(1)]);
			// Both have the message before their eyes.
			const first = app.pressIn(message, REPLIED, { user: app.ann });
			const second = app.pressIn(message, REPLIED, { user: app.bob });
			await app.acknowledgement(first);
			await app.acknowledgement(second);
			expect(await now()).toMatchObject({ state: 'replied', endedBy: 'Ann' });
			await changed(message);
			expect(app.buttonsOf(message)).toEqual([]);
			expect(app.contentOf(message)).toMatch(/Replied, says Ann, \d\d:\d\d/);
			if (lacks.includes('notes')) expect(app.changesOf(message)).toBe(2);
			else expect(await told()).toEqual([[app.bob, expect.stringContaining('Replied, says Ann')]]);
		});

		it('of a second person takes over, and tells them from whom', async () => {
			await publish();
			await hearing();
			const { reminder, now } = await aConversation();
			const [message] = await app.send([reminder(1)]);
			const [one, two] = [app.ann, app.bob].map((user) =>
				app.pressIn(message, ACKNOWLEDGE, { user }),
			);
			await app.acknowledgement(one);
			await app.acknowledgement(two);
			expect((await now()).lastHold).toMatchObject({ by: 'Bob' });
			expect(await told()).toEqual([[app.bob, expect.stringMatching(/^Ann was on it until/)]]);
			await until(() => app.contentOf(message).includes('Bob is on it'));
		});

		it('that is delivered twice counts once', async () => {
			const trigger = await publish();
			await hearing();
			const { reminder, now } = await aConversation();
			const [message] = await app.send([reminder(1)]);
			const delivery = app.pressIn(message, ACKNOWLEDGE);
			await app.acknowledgement(delivery);
			app.repeat(delivery);
			await until(() => app.acknowledgements(delivery) === 2);
			await until(() => trigger.emitted.length > 0);
			const { timeline } = await now();
			expect(timeline.filter(({ what }) => what === 'acknowledged')).toHaveLength(1);
			expect(trigger.emitted).toHaveLength(1);
		});

		it.each(REFUSED.filter(({ needs }) => !needs || !lacks.includes(needs)))(
			'of somebody $who is refused, and nobody else is told',
			async ({ by, options, words }) => {
				const trigger = await publish({ ...options?.(app) });
				await hearing();
				const { reminder, now } = await aConversation();
				const [message] = await app.send([reminder(1)]);
				await app.acknowledgement(app.pressIn(message, ACKNOWLEDGE, by));
				await until(() => trigger.emitted.length === 1);
				const isUntold = by?.isForeign === true && lacks.includes('tellingGuests');
				const expected = isUntold ? [] : [[app.ann, expect.stringContaining(words)]];
				expect(await told(expected.length)).toEqual(expected);
				expect((await now()).state).toBe('open');
				expect(trigger.emitted[0]).toMatchObject({ answer: { outcome: 'refused' } });
				expect(app.buttonsOf(message)).toHaveLength(3);
			},
		);

		where('guests')('of a guest counts where they are allowed', async () => {
			await publish({ guests: 'allow' });
			await hearing();
			const { reminder, now } = await aConversation();
			const [message] = await app.send([reminder(1)]);
			await app.acknowledgement(app.pressIn(message, ACKNOWLEDGE, { isForeign: true }));
			expect((await now()).state).toBe('acknowledged');
		});

		where('changes')('takes the buttons of older reminders when there is another', async () => {
			await publish();
			await hearing();
			const { reminder } = await aConversation();
			const [first] = await app.send([reminder(1)]);
			const [second] = await app.send([reminder(2)]);
			await press(second, ACKNOWLEDGE);
			await changed(first);
			await changed(second);
			expect(app.buttonsOf(first)).toEqual([]);
			expect(app.contentOf(first)).not.toContain('is on it');
			expect(app.buttonsOf(second)).toEqual([REPLIED]);
		});
	});

	describe('a word', () => {
		it.each([
			['我来', 'acknowledged'],
			['done', 'replied'],
			['45m', 'snoozed'],
			['I will look at the logs', 'acknowledged'],
		])('%j in reply to a reminder makes it %s', async (text, state) => {
			await publish();
			const { reminder, now } = await aConversation();
			await aConversation('chat:2');
			const [message] = await app.send([reminder(1)]);
			await app.acknowledgement(app.say(text, { repliesTo: message }));
			expect((await now()).state).toBe(state);
			expect(await told()).toEqual([[app.ann, expect.stringContaining('Visitor15')]]);
		});

		where('overhearing')(
			'in reply needs no mention; what people say elsewhere is not for us',
			async () => {
				const trigger = await publish();
				const { reminder, now } = await aConversation();
				const [message] = await app.send([reminder(1)]);
				await app.acknowledgement(app.say('done', { isToApp: false }));
				expect((await now()).state).toBe('open');
				expect(trigger.emitted).toEqual([]);
				await app.acknowledgement(app.say('on it', { repliesTo: message, isToApp: false }));
				expect((await now()).state).toBe('acknowledged');
			},
		);

		it('finds its conversation by the code, and asks where several are meant', async () => {
			await publish();
			const [one, two] = [
				await aConversation('chat:1', 'Zhang San'),
				await aConversation('chat:2', 'Li Lei'),
			];
			await app.send([one.reminder(1), two.reminder(1)]);
			await app.acknowledgement(app.say('done'));
			const [[, asked]] = await told();
			for (const said of [codeOf(one.id), 'Zhang San', codeOf(two.id), 'Li Lei']) {
				expect(asked).toContain(said);
			}
			expect((await one.now()).state).toBe('open');
			await app.acknowledgement(app.say(`#${codeOf(two.id)} done`));
			expect((await two.now()).state).toBe('replied');
			expect((await one.now()).state).toBe('open');
		});

		it('of the user counts as theirs', async () => {
			await publish({ markRepliedWords: 'all good, 妥了' });
			const { reminder, now } = await aConversation();
			const [message] = await app.send([reminder(1)]);
			await app.acknowledgement(app.say('all good!', { repliesTo: message }));
			expect((await now()).state).toBe('replied');
		});

		it('who asks is told how it works, and who waits', async () => {
			await publish({ language: 'zh' });
			const { reminder } = await aConversation();
			await app.send([reminder(1)]);
			await app.acknowledgement(app.say('帮助'));
			await told();
			await app.acknowledgement(app.say('谁在等'));
			expect((await told(2)).map(([, text]) => text)).toEqual([
				expect.stringContaining('已回复'),
				expect.stringContaining('Visitor15'),
			]);
		});

		it('in reply to a digest asks which one is meant', async () => {
			await publish();
			const all = await Promise.all(
				Array.from(
					{ length: 7 },
					async (_, index) => await aConversation(`chat:${index}`, `V${index}`),
				),
			);
			const [message] = await app.send(all.map(({ reminder }) => reminder(1)));
			for (const { id } of all) expect(app.contentOf(message)).toContain(`#${codeOf(id)}`);
			await app.acknowledgement(app.say('on it', { repliesTo: message }));
			const [[, asked]] = await told();
			expect(asked).toContain(codeOf(all[3].id));
			const named = `on it #${codeOf(all[3].id)}`;
			await app.acknowledgement(app.say(named, { repliesTo: message }));
			expect((await all[3].now()).state).toBe('acknowledged');
		});
	});

	describe('the trigger', () => {
		it('is published while the network is away, and hears as soon as it is back', async () => {
			app.refuse(true);
			const trigger = await publish();
			expect(trigger.logged.map(({ level }) => level)).toEqual(['warn']);
			app.refuse(false);
			await hearing();
			expect(trigger.logged.at(-1)).toMatchObject({ level: 'info' });
		});

		it('shows the next answer while the editor listens, and it counts', async () => {
			const trigger = await publish({}, { mode: 'manual' });
			const { reminder, now } = await aConversation();
			const [message] = await app.send([reminder(1)]);
			// Nobody is told that there are buttons: the editor listens for a moment.
			expect(app.buttonsOf(message)).toEqual([]);
			await app.acknowledgement(app.say('on it', { repliesTo: message }));
			await until(() => trigger.emitted.length === 1);
			expect(trigger.emitted[0]).toMatchObject({ answer: { via: 'word', text: 'on it' } });
			expect((await now()).state).toBe('acknowledged');
		});

		it('leaves an answer to another one that takes answers from its chat', async () => {
			const elsewhere = await publish({ chats: 'C9' });
			const here = await publish({ chats: app.chats[0] }, { nodeId: 'another' });
			const { reminder, now } = await aConversation();
			const [message] = await app.send([reminder(1)]);
			await app.acknowledgement(app.say('on it', { repliesTo: message }));
			await until(() => here.emitted.length === 1);
			expect((await now()).lastHold).toMatchObject({ kind: 'acknowledged' });
			expect(here.emitted[0].answer).toMatchObject({ outcome: 'done' });
			expect(elsewhere.emitted).toHaveLength(1);
		});

		it('has one connection with others of the same app, and each puts out what was said', async () => {
			const [one, other] = [await publish(), await publish({}, { nodeId: 'another' })];
			await hearing();
			expect(app.connections()).toBe(1);
			const { reminder } = await aConversation();
			const [message] = await app.send([reminder(1)]);
			await press(message, ACKNOWLEDGE);
			await until(() => one.emitted.length === 1 && other.emitted.length === 1);
			await changed(message);
		});
	});
});
