import { minutesIn } from '../../../src/answers/durationWord';
import { readWord } from '../../../src/answers/grammar';

describe('what a word says', () => {
	test.each([
		'on it',
		'On it!',
		"I'm on it",
		'I’m on it 👍',
		'@robot on it',
		'on it @robot',
		'  ON   IT.  ',
		'ack',
		'我来',
		'我来！',
		'@客服机器人 我来',
		'收到。',
		'【收到】',
		'👌 收到 👌',
		'处理中…',
		'ｏｎ ｉｔ',
		'"on it"',
		'*on it*',
		'on\u00a0it',
		'on it\u200b',
		// As WeCom, DingTalk and Feishu write pictures.
		'收到[OK]',
		'[抱拳]收到[握手]',
		'@robot 我来 [奋斗]',
		'on it [THUMBSUP]',
		'Got it.',
		"I've got this 💪",
		'我在跟进',
		'马上处理！',
		// With what is said for politeness.
		'ok, on it',
		'Yes, on it. Thanks!',
		'好的，我来',
		'好的我来',
		'嗯嗯收到',
		'OK收到',
		'收到，辛苦了',
		'收到哈',
		'好，我来',
		'Hi all, on it',
		// As people write on GitHub and in chats.
		'收到啦，谢谢啦',
		'好的，收到！',
		'已收到。',
	])('"%s" acknowledges', (text) => {
		expect(readWord(text)).toEqual({ is: 'acknowledge', minutes: undefined });
	});

	test.each([
		'replied',
		'Replied.',
		'Done!',
		'✅ done',
		'已回复',
		'@robot 已回复。',
		'搞定了～',
		'搞定~~',
		'❗ done',
		'done ⏳',
		'回了',
		'已回复[赞][玫瑰]',
		'[对勾] 搞定',
		'Responded.',
		'All done',
		'已经处理了',
		'回复客户了',
		'done, thanks',
		'Done, thank you!',
		'Thanks, replied',
		'ok done',
		'已回复，谢谢',
		'搞定了谢谢大家 🙏',
		'好的 已回复',
		'Thanks all, done',
		'Done, thanks!',
		'已解决，感谢',
		'resolved, thx',
		'All done, thankyou.',
	])('"%s" ends', (text) => {
		expect(readWord(text)).toEqual({ is: 'markReplied' });
	});

	/** Each has a word in it that would end a waiting, or hold it. */
	test.each([
		'not replied yet',
		'nobody replied',
		'replied?',
		'已回复？',
		'已回复吗',
		'还没回复',
		'没搞定',
		'未处理',
		'不是我来',
		'我来不了',
		'who replied',
		'done by whom?',
		'has it been replied',
		'on it? anyone?',
		'undone',
		'un-replied',
		'i will be done in an hour',
		'搞定了没',
		'处理完了吗?',
		'replied replied',
		'on',
		'回',
		'30',
		'30 minutes ago',
		'30m ago',
		'',
		'   ',
		'👍',
		// Pictures that deny, doubt or ask.
		'done ❌',
		'❌ 已回复',
		'🚫 done',
		'⛔️ replied',
		'✖️已处理',
		'done 👎🏽',
		'🙅‍♀️ done',
		'done 🤷',
		'done ❓',
		'❔已回复',
		'replied⁉️',
		'all done?',
		'nobody responded',
		'got it?',
		'马上处理吗',
		'已回复客户了吗',
		'已回复[弱]',
		'[NO] done',
		'搞定[疑问]',
		'未[OK]回复',
		'[OK]',
		'已回复[CrossMark]',
		// Struck out, and what somebody else wrote ("Formatting message text", docs.slack.dev).
		'~done~',
		'~~replied~~',
		'> done',
		' >已回复',
		// Polite, and no word, or another one.
		'ok',
		'thanks',
		'好的',
		'谢谢，辛苦了',
		'好搞定',
		'行搞定',
		'okdone',
		'thanksdone',
		'done-thanks-not',
		'thanks for nothing, not done',
		'done, thanks to nobody',
		'please, done',
		'ok not done, thanks',
		'好的，还没回复，谢谢',
		'已回复谢谢吗',
		'ok ok ok ok done',
		'no, done',
		'Done, thanks for your report!',
		'done, thank them and let them know',
		'done, thanks - 3.2s',
		'好的，收到。我会重点跟进的。',
		'已收到，开始跑',
		'已收到，等你下一步指示。',
		'款项已收到，正在处理您的订单',
		'老师已经收到你的想法啦。',
		'对方已经收到',
		'已收到，等待审核',
		'嗯，好的，收到了您的反馈，我们这边会尽快为您解决',
		'好的，收到您的指示。',
		'没有收到哦',
		'已回复哈哈哈',
		'...',
	])('%s says neither', (text) => {
		expect(readWord(text)).toEqual({ is: 'unknown' });
	});

	test.each([
		['snooze', undefined],
		['稍后', undefined],
		['30m', 30],
		['30 m', 30],
		['90 min', 90],
		['snooze 30m', 30],
		['Snooze for 2 hours', 120],
		['snooze 1h 30m', 90],
		['in 10 minutes', 10],
		['30分钟', 30],
		['30 分钟', 30],
		['２小时', 120],
		['2小时后', 120],
		['两个小时', 120],
		['半小时', 30],
		['半个小时', 30],
		['一个半小时', 90],
		['两个半小时后', 150],
		['1个半钟头', 90],
		['an hour and a half', 90],
		['30分钟后提醒我', 30],
		['半小时后再提醒我', 30],
		['10分钟以后再说', 10],
		['待会儿', undefined],
		['稍后 30分钟', 30],
		['十分钟后提醒', 10],
		['二十五分钟', 25],
		['十五分钟后', 15],
		['1天', 1_440],
		['half an hour', 30],
		['an hour', 60],
		['1.5h', 90],
		['1小时半', 90],
		['@robot 30m', 30],
	])('"%s" snoozes for %s', (text, minutes) => {
		expect(readWord(text)).toEqual({ is: 'snooze', minutes });
	});

	test.each([
		['on it 30m', 30],
		['我来，1小时', 60],
		["i'm on it for 2 hours", 120],
	])('"%s" acknowledges for %d minutes', (text, minutes) => {
		expect(readWord(text)).toEqual({ is: 'acknowledge', minutes });
	});

	test.each([
		['?', 'help'],
		['？', 'help'],
		['help', 'help'],
		['帮助', 'help'],
		['谁在等', 'list'],
		['who', 'list'],
	])('"%s" asks for %s', (text, is) => {
		expect(readWord(text)).toEqual({ is });
	});

	test('words that users add say what they want, also where one is built in', () => {
		const added = { markReplied: ['收到', 'Gruß gesendet'], acknowledge: ['je m’en occupe'] };
		expect(readWord('收到', added)).toEqual({ is: 'markReplied' });
		expect(readWord('GRUSS gesendet', added)).toEqual({ is: 'unknown' });
		expect(readWord('gruß gesendet!', added)).toEqual({ is: 'markReplied' });
		expect(readWord("Je m'en occupe", added)).toEqual({ is: 'acknowledge', minutes: undefined });
		expect(readWord('', { markReplied: ['', '  '] })).toEqual({ is: 'unknown' });
	});

	test('what every object inherits is no word', () => {
		for (const text of ['constructor', '__proto__', 'toString', '5 constructor']) {
			expect(readWord(text)).toEqual({ is: 'unknown' });
		}
	});

	test.each([
		['much', 'on it '.repeat(100_000)],
		['marks in a row', `a${'\u0301'.repeat(200_000)}`],
		['marks around', `${'!'.repeat(150_000)}on it`],
		['digits', '1'.repeat(200_000)],
		['mentions', '@a'.repeat(100_000)],
		['a ligature that becomes eighteen letters', '\ufdfa'.repeat(300)],
		['blanks', ' '.repeat(399)],
		['marks of 400', '!'.repeat(399)],
	])('%s takes no time', (_name, text) => {
		// What takes the square of it would not end before the test does.
		expect(readWord(text)).toEqual({ is: 'unknown' });
	});
});

test.each([
	['0m', undefined],
	['0.2m', undefined],
	['1m', 1],
	['7d', 10_080],
	['8d', undefined],
	['9999h', undefined],
	['30m 1h', undefined],
	['1h30m', 90],
	['十十分钟', undefined],
	['二三分钟', undefined],
	['1e3m', undefined],
	['一百分钟', undefined],
	['1 h and 15 min', 75],
])('"%s" is %s minutes', (text, minutes) => {
	expect(minutesIn(text)).toBe(minutes);
});
