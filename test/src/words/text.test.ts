import { fill, nameFor, pluralText, type Plural, type Text } from '../../../src/words/text';

const unnamed = { first: 'A customer', inside: 'a customer' };

test.each([
	['{who} waits', { who: 'Ann' }, 'Ann waits'],
	['{who} waits for {who}', { who: 'Ann' }, 'Ann waits for Ann'],
	// Who has the name of a place, or of something that every object inherits.
	['{who} waits {time}', { who: '{time}', time: '5 min' }, '{time} waits 5 min'],
	['{who} waits', { who: '$& $1' }, '$& $1 waits'],
	['{who} {constructor}', { who: 'Ann' }, 'Ann {constructor}'],
	['{count} of {maximum}', { count: 0 }, '0 of {maximum}'],
	// "Requirements for Chinese Text Layout" (W3C), section 3.2.2: a space beside Latin letters and digits only.
	['{who} 已等待 {time}后', { who: 'Ann', time: '5 分钟' }, 'Ann 已等待 5 分钟后'],
	['{who} 已等待', { who: '王芳' }, '王芳已等待'],
	['由 {who} 取消', { who: '王芳' }, '由王芳取消'],
	['由 {who} 取消', { who: '王芳 W' }, '由王芳 W 取消'],
	['由 {who} 取消', { who: '' }, '由  取消'],
	['No reply to {who} for', { who: '王芳' }, 'No reply to 王芳 for'],
] as Array<[string, Record<string, string>, string]>)('%j with %j is %j', (text, values, said) => {
	expect(fill<string>(text as Text<string>, values)).toBe(said);
});

test.each([
	['en', 0, '0 replies'],
	['en', 1, '1 reply'],
	['en', 21, '21 replies'],
	['zh-CN', 1, '1 replies'],
	// CLDR's rules of Russian: 21 as one, 22 as few.
	['ru', 21, '21 reply'],
	['ru', 22, '22 replies, few'],
])('in %s %i is said "%s"', (language, count, said) => {
	const forms: Plural<never> = {
		one: '{count} reply',
		few: '{count} replies, few',
		other: '{count} replies',
	};
	expect(fill(pluralText(forms, count, language), { count })).toBe(said);
});

test.each([
	['{who} waits', undefined, 'A customer'],
	['No reply to {who}', undefined, 'a customer'],
	['{who} waits', 'Ann', 'Ann'],
] as Array<[Text<'who'>, string | undefined, string]>)('in %j %j is %j', (text, name, said) => {
	expect(nameFor(text, 'who', name, unnamed)).toBe(said);
});
