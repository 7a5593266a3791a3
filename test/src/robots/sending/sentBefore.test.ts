import { SentBefore } from '../../../../src/robots/sending/sentBefore';
import { HOUR } from '../../../../src/time/duration';
import { FakeClock } from '../../../support/time/fakeClock.mts';

test('another execution need not send what was sent', () => {
	const sent = new SentBefore(new FakeClock());
	expect(sent.has('reminder 1', 'a')).toBe(false);
	sent.note('reminder 1', 'a');
	expect(sent.has('reminder 1', 'b')).toBe(true);
	expect(sent.has('reminder 2', 'b')).toBe(false);
});

test('the same execution may say it twice', () => {
	const sent = new SentBefore(new FakeClock());
	sent.note('reminder 1', 'a');
	expect(sent.has('reminder 1', 'a')).toBe(false);
});

test('what is sent again is not the oldest any more', () => {
	const sent = new SentBefore(new FakeClock());
	sent.note('reminder 1', 'a');
	for (let number = 1; number < 10_000; number += 1) sent.note(`of many ${number}`, 'a');
	sent.note('reminder 1', 'b');
	sent.note('one more', 'a');
	expect(sent.has('reminder 1', 'c')).toBe(true);
	expect(sent.has('of many 1', 'b')).toBe(false);
});

test('it is forgotten after an hour, and the oldest when there is too much', () => {
	const clock = new FakeClock();
	const sent = new SentBefore(clock);
	sent.note('reminder 1', 'a');
	clock.jump(HOUR + 1);
	expect(sent.has('reminder 1', 'b')).toBe(false);
	for (let number = 0; number <= 10_000; number += 1) sent.note(`of many ${number}`, 'a');
	expect(sent.has('of many 0', 'b')).toBe(false);
	expect(sent.has('of many 1', 'b')).toBe(true);
});
