import { checkAge } from '../../../../src/events/signature/signature';

const now = Date.UTC(2025, 11, 11, 8);
const at = (offset: number) => String(now + offset);

describe('the age of a signature', () => {
	it('does not matter where the source has no limit', () => {
		expect(checkAge('time', 'yesterday', undefined, now)).toEqual({ ok: true });
	});

	it.each([-60_000, 0, 60_000])('is fine up to the tolerance: %d ms', (offset) => {
		expect(checkAge('time', at(offset), 60_000, now)).toEqual({ ok: true });
	});

	it.each([
		[-60_001, 'signed 1 min ago; at most 1 min are allowed'],
		[7_200_000, 'signed 2 h in the future; at most 1 min are allowed'],
	])('of %d ms is refused, in words', (offset, words) => {
		expect(checkAge('time', at(offset), 60_000, now)).toEqual({
			ok: false,
			reason: 'stale',
			field: 'time',
			message: expect.stringContaining(words),
		});
	});

	it.each(['yesterday', '', null, {}])('cannot be told of %j, which is refused', (value) => {
		expect(checkAge('time', value, 60_000, now)).toEqual({
			ok: false,
			reason: 'stale',
			field: 'time',
			message: 'The time of the signature is invalid.',
		});
	});
});
