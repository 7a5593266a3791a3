import { answerFrame, controlFrame, readFrame } from '../../../../src/chatApps/feishu/frame';
import { Parts } from '../../../../src/chatApps/feishu/parts';
import { decodeFrame, encodeFrame } from '../../../support/chatApps/feishu/protobuf.mts';

test('a ping is one for another reader of the schema', () => {
	expect(decodeFrame(Buffer.from(controlFrame('ping', 33_554_678)))).toEqual({
		SeqID: '0',
		LogID: '0',
		service: 33_554_678,
		method: 0,
		headers: [{ key: 'type', value: 'ping' }],
		payload: undefined,
	});
});

test('what another writer of the schema makes is read', () => {
	const headers = [
		{ key: 'type', value: 'event' },
		{ key: '中文', value: '张三' },
	];
	const frame = encodeFrame({
		SeqID: '18446744073709551615',
		LogID: '1',
		// A negative number takes ten bytes.
		service: -1,
		method: 1,
		headers,
		payload: Buffer.from('{"a":"张三"}'),
	});
	expect(readFrame(frame)).toMatchObject({
		method: 1,
		headers: new Map(headers.map(({ key, value }) => [key, value])),
		payload: Buffer.from('{"a":"张三"}'),
	});
});

test('what goes back is what came, with ids beyond 2^53 and fields that nobody knows', () => {
	const known = Buffer.from('08ffffffffffffffffff0110919191919191919191012001', 'hex');
	// Field 15, a text; field 16, eight bytes.
	const unknown = Buffer.from('7a02616281010102030405060708', 'hex');
	const frame = readFrame(Buffer.concat([known, Buffer.from('42027b7d', 'hex'), unknown]))!;
	expect(frame).toMatchObject({ method: 1, payload: Buffer.from('{}') });
	expect(answerFrame(frame, ['a', 'b'], '{}').toString('hex')).toBe(
		`${known.toString('hex')}${unknown.toString('hex')}2a060a0161120162` + '42027b7d',
	);
});

test('no piece of a frame is taken for one', () => {
	const frame = encodeFrame({
		SeqID: '1',
		LogID: '1',
		service: 1,
		method: 1,
		headers: [{ key: 'type', value: 'event' }],
		payload: Buffer.from('payload'),
	});
	for (let length = 1; length < frame.length; length += 1) {
		const piece = readFrame(frame.subarray(0, length));
		expect(piece?.payload.length ?? 0).toBe(0);
	}
});

describe('parts', () => {
	const one = Buffer.from('one');

	test('come in any order, twice too', () => {
		const parts = new Parts();
		expect(parts.add('m', { sum: 3, seq: 2 }, Buffer.from('c'), 0)).toBe('waiting');
		expect(parts.add('m', { sum: 3, seq: 2 }, Buffer.from('x'), 0)).toBe('waiting');
		expect(parts.add('other', { sum: 2, seq: 0 }, one, 0)).toBe('waiting');
		expect(parts.add('m', { sum: 3, seq: 0 }, Buffer.from('a'), 0)).toBe('waiting');
		expect(String(parts.add('m', { sum: 3, seq: 1 }, Buffer.from('b'), 0))).toBe('abc');
	});

	test('are waited for ten seconds', () => {
		const parts = new Parts();
		parts.add('m', { sum: 2, seq: 0 }, one, 0);
		expect(parts.add('m', { sum: 2, seq: 1 }, one, 10_001)).toBe('waiting');
	});

	test.each([
		{ sum: 65, seq: 0 },
		{ sum: 1e9, seq: 0 },
		{ sum: 2, seq: 2 },
		{ sum: 2, seq: -1 },
		{ sum: 2, seq: 0.5 },
		{ sum: 2, seq: NaN },
		{ sum: 2.5, seq: 0 },
		{ sum: Infinity, seq: 0 },
	])('%j makes no whole', (place) => {
		expect(new Parts().add('m', place, one, 0)).toBe('refused');
	});

	test('whose number changes make no whole', () => {
		const parts = new Parts();
		parts.add('m', { sum: 2, seq: 0 }, one, 0);
		expect(parts.add('m', { sum: 3, seq: 1 }, one, 0)).toBe('refused');
	});

	test('that never end are not kept beyond four megabytes, and there is room again later', () => {
		const parts = new Parts();
		const megabyte = Buffer.alloc(1_024 * 1_024);
		for (let count = 0; count < 4; count += 1) {
			expect(parts.add(`m${count}`, { sum: 2, seq: 0 }, megabyte, 0)).toBe('waiting');
		}
		expect(parts.add('m5', { sum: 2, seq: 0 }, one, 0)).toBe('refused');
		expect(parts.add('m5', { sum: 2, seq: 0 }, one, 20_000)).toBe('waiting');
	});

	test('that never end and are empty are not kept beyond a thousand, nor by a long id', () => {
		const parts = new Parts();
		const empty = Buffer.alloc(0);
		const first = { sum: 2, seq: 0 };
		for (let count = 0; count < 1_000; count += 1) {
			expect(parts.add(`m${count}`, first, empty, 0)).toBe('waiting');
		}
		expect(parts.add('another', first, empty, 0)).toBe('refused');
		expect(parts.add('m0', { sum: 2, seq: 1 }, one, 0)).toEqual(one);
		expect(parts.add('another', first, empty, 0)).toBe('waiting');
		expect(parts.add('i'.repeat(257), first, empty, 20_000)).toBe('refused');
	});

	test('are kept without the frame that they were cut from', () => {
		const parts = new Parts();
		const frame = Buffer.from('headers and a payload');
		parts.add('m', { sum: 2, seq: 0 }, frame.subarray(-1), 0);
		frame.fill('x');
		expect(String(parts.add('m', { sum: 2, seq: 1 }, Buffer.from('!'), 0))).toBe('d!');
	});
});
