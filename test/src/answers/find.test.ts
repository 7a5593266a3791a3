import { codeOf, codesIn } from '../../../src/answers/code';
import { findConversation, type Context, type Reminded } from '../../../src/answers/find';

const ann: Reminded = { escalationId: 'e-ann', name: 'Ann' };
const bob: Reminded = { escalationId: 'e-bob', name: 'Bob Smith' };
const zhang: Reminded = { escalationId: 'e-zhang', name: '张三' };
const nobody: Reminded = { escalationId: 'e-nobody', name: null };
const code = (one: Reminded) => `#${codeOf(one.escalationId)}`;

function find(text: string, context: Partial<Context> = {}, quoted: string | null = null) {
	return findConversation({ text, quoted }, { repliedTo: [], open: [], ...context });
}

const ACK = { is: 'acknowledge', minutes: undefined };

test('a reply says which one, whatever else is open', () => {
	expect(find('我来', { repliedTo: [ann], open: [ann, bob, zhang] })).toEqual({
		said: ACK,
		which: 'one',
		reminded: ann,
		by: 'reply',
	});
});

test('a reply to what is over is to that one, not to another that is open', () => {
	expect(find('已回复', { repliedTo: [ann], open: [bob] })).toMatchObject({ reminded: ann });
});

test('a code says which one, wherever it stands, in small letters and in wide ones too', () => {
	const open = [ann, bob, zhang];
	for (const text of [
		`${code(bob)} on it`,
		`on it ${code(bob).toLowerCase()}`,
		`＃${codeOf(bob.escalationId)} 我来`,
		`@robot ${code(bob)} 我来`,
	]) {
		expect(find(text, { open })).toMatchObject({
			said: ACK,
			which: 'one',
			reminded: bob,
			by: 'code',
		});
	}
});

test('a code in what is quoted says which one', () => {
	const open = [ann, bob];
	expect(find('我来', { open }, `Bob Smith 在等 ${code(bob)}`)).toMatchObject({
		reminded: bob,
		by: 'code',
	});
});

test('a code that nobody knows means none, also where only one is open', () => {
	const unknown = ['#2AA', '#3BB'].find((one) => one !== code(ann))!;
	expect(find(`${unknown} 已回复`, { open: [ann] })).toMatchObject({ which: 'none' });
});

test('a code that contradicts the reply, or two codes, are asked about', () => {
	expect(find(`${code(bob)} on it`, { repliedTo: [ann], open: [ann, bob] })).toMatchObject({
		which: 'ask',
		among: [bob],
	});
	expect(find(`${code(ann)} ${code(bob)} on it`, { open: [ann, bob] })).toMatchObject({
		which: 'ask',
		among: [ann, bob],
	});
});

test.each([
	['Ann on it', ann],
	['on it, ann', ann],
	['Ann: on it', ann],
	['bob smith 30m', bob],
	['张三 已回复', zhang],
	['张三已回复', zhang],
	['已回复：张三', zhang],
	['张三 30分钟', zhang],
])('"%s" names one', (text, reminded) => {
	expect(find(text, { open: [nobody, ann, bob, zhang] })).toMatchObject({
		which: 'one',
		reminded,
		by: 'name',
	});
});

test.each([
	'annual on it',
	'on it joann',
	'Ann on it?',
	'bob on it',
	'张三说已回复',
	'Ann Bob Smith on it',
])('"%s" names nobody', (text) => {
	expect(find(text, { open: [ann, bob, zhang] })).toMatchObject({ said: { is: 'unknown' } });
});

test('two who are called alike are asked about', () => {
	const other = { escalationId: 'e-ann2', name: 'ann ' };
	expect(find('ann on it', { open: [ann, other, bob] })).toMatchObject({
		said: ACK,
		which: 'ask',
		among: [ann, other],
	});
});

test('a customer who is called as a word is said changes nothing', () => {
	const done = { escalationId: 'e-done', name: 'done' };
	const open = [done, ann];
	expect(find('done', { open })).toMatchObject({ said: { is: 'markReplied' }, which: 'ask' });
	expect(find('on it', { open: [{ escalationId: 'x', name: 'on' }, ann] })).toMatchObject({
		which: 'ask',
	});
});

test('the only one that is open is meant', () => {
	expect(find('我来', { open: [zhang] })).toMatchObject({
		which: 'one',
		reminded: zhang,
		by: 'only',
	});
	expect(find('我来')).toMatchObject({ which: 'none' });
});

test('of several nobody guesses', () => {
	expect(find('我来', { open: [ann, bob] })).toMatchObject({ which: 'ask', among: [ann, bob] });
});

test('a reply to a digest is about one of those that are in it', () => {
	const digest = { repliedTo: [ann, bob], open: [ann, bob, zhang] };
	expect(find('我来', digest)).toMatchObject({ which: 'ask', among: [ann, bob] });
	expect(find('Ann 我来', digest)).toMatchObject({ reminded: ann });
	expect(find(`${code(bob)} 我来`, digest)).toMatchObject({ reminded: bob });
});

describe('codes', () => {
	test('are the same for an escalation, and look like no number and no word', () => {
		const codes = Array.from({ length: 2_000 }, (_, index) => codeOf(`escalation-${index}`));
		expect(codeOf('escalation-0')).toBe(codes[0]);
		for (const one of codes) expect(one).toMatch(/^[2-9][A-HJKMNP-TV-Z][2-9A-HJKMNP-TV-Z]$/);
		// 8 × 22 × 30 there are; so many of them are met by chance.
		expect(new Set(codes).size).toBeGreaterThan(1_600);
	});

	test.each([
		['#123', []],
		['#7K', []],
		['#7KQQ', []],
		['#7KQ.', ['7KQ']],
		['see #7kq and #7KQ', ['7KQ']],
		['##7KQ', ['7KQ']],
		['7KQ', []],
		['#7OQ', []],
	])('in "%s" there are %j', (text, codes) => {
		expect(codesIn(text).codes).toEqual(codes);
	});

	test('of a text with many, ten are looked at', () => {
		const text = Array.from({ length: 1_000 }, (_, index) => `#${codeOf(String(index))}`).join(' ');
		expect(codesIn(text).codes.length).toBeLessThanOrEqual(10);
	});
});

test('what is quoted, struck out or denied by a picture ends nothing, whoever it names', () => {
	for (const text of [
		'> done Ann',
		'@robot > Ann done',
		'~Ann done~',
		'Ann done ❌',
		'❓ done Ann',
	]) {
		expect([text, find(text, { open: [ann, bob] }).said.is]).toEqual([text, 'unknown']);
	}
});
