import { entriesOf } from '../../../src/text/list';
import { isWebAddress } from '../../../src/text/webAddress';

describe('a list that somebody types', () => {
	it.each([
		['a,b', ['a', 'b']],
		['a, b ,, c,', ['a', 'b', 'c']],
		['张三，李四、王五；赵六', ['张三', '李四', '王五', '赵六']],
		['one\r\ntwo\n\nthree', ['one', 'two', 'three']],
		['138 0000 1111; 139 0000 2222', ['138 0000 1111', '139 0000 2222']],
		['5, 5, 10', ['5', '5', '10']],
		['', []],
		[' ,\n', []],
		[undefined, []],
		[null, []],
		[7, ['7']],
		[
			['a, b', ' c ', '', null, undefined, 3],
			['a, b', 'c', '3'],
		],
	])('%j has %j', (list, entries) => {
		expect(entriesOf(list)).toEqual(entries);
	});

	it('of names is parted at commas and ends of lines alone', () => {
		expect(entriesOf('售前、售后，R&D; QA\nmain', 'names')).toEqual([
			'售前、售后',
			'R&D; QA',
			'main',
		]);
	});

	it('is parted by blanks too where no entry has any', () => {
		expect(entriesOf('2026-10-01 2026-10-02\t2026-10-03', 'words')).toHaveLength(3);
		expect(entriesOf('10.0.0.0/8\u00a0::1', 'words')).toEqual(['10.0.0.0/8', '::1']);
	});
});

test.each([
	['https://example.com/a?b=c#d', true],
	['HTTP://EXAMPLE.COM', true],
	['http://[::1]:5678/', true],
	['https://例子.中国/', true],
	['https://', false],
	['https://[::1', false],
	['https:example.com', false],
	['//example.com', false],
	['example.com', false],
	['javascript:alert(1)', false],
	['dingtalk://dingtalkclient/page/link?url=https://a.example', false],
	['mailto:a@b.example', false],
	[' https://example.com', false],
	['', false],
])('%j is a web address: %j', (text, is) => {
	expect(isWebAddress(text)).toBe(is);
});
