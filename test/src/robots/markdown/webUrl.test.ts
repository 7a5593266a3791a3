import { isMisleading, linkTarget, webUrl } from '../../../../src/robots/markdown/webUrl';
import { parseMarkdown } from '../../../../src/robots/markdown/parse';
import { renderMarkdown } from '../../../../src/robots/markdown/render';
import { weComMarkdown } from '../../../../src/robots/weCom/markdown';

describe('the address of a link', () => {
	it.each([
		['https://a.example/?a=1&b=2', 'https://a.example/?a=1&b=2'],
		['https://a.example/&#60;@all&#62;', 'https://a.example/%26#60;@all%26#62;'],
		['https://a.example/?a=&lt;@all', 'https://a.example/?a=%26lt;@all'],
		['https://a.example/a(b)*c*', 'https://a.example/a%28b%29%2Ac%2A'],
		['javascript:alert(1)', undefined],
		['dingtalk://dingtalkclient/action', undefined],
		['nowhere', undefined],
	])('%j stands in a message as %j', (address, target) => {
		expect(linkTarget(address)).toBe(target);
	});
});

describe('the address of a button or a picture', () => {
	it.each([
		[' https://example.com ', 'https://example.com/'],
		['mailto:a@example.com', undefined],
		[undefined, undefined],
	])('%j is %j', (address, target) => {
		expect(webUrl(address)).toBe(target);
	});
});

describe('a label that names a host', () => {
	it.each([
		['bank.com', 'https://evil.example/'],
		['BANK.COM', 'https://evil.example/'],
		['Pay at www.bank.example now', 'https://evil.example/'],
		['https://bank.com@evil.example', 'https://bank.com/'],
		['ftp://bank.com/a', 'https://evil.example/'],
		['银行.cn', 'https://evil.example/'],
		['请登录bank.com', 'https://evil.example/'],
		['bücher.com', 'https://cher.com/'],
		['bank.com', 'https://notbank.com/'],
		['a@bank.com', 'mailto:a@evil.example'],
	])('%j is misleading before %j', (label, target) => {
		expect(isMisleading(label, target)).toBe(true);
	});

	it.each([
		['bank.com', 'https://bank.com/a'],
		['Bank.com', 'https://bank.com/a'],
		['www.bank.com', 'https://bank.com/a'],
		['bank.com', 'https://www.bank.com/a'],
		['bank.com', 'https://pay.bank.com/a'],
		['https://user@bank.com/a', 'https://bank.com/'],
		['a@bank.com', 'mailto:a@bank.com'],
		['银行.cn', 'https://银行.cn/'],
		['请登录bank.com', 'https://bank.com/'],
		['请登录www.bank.com', 'https://bank.com/'],
		['README.md', 'https://evil.example/'],
		['Node.js', 'https://evil.example/'],
		['3.5 or more', 'https://evil.example/'],
		['', 'https://evil.example/'],
	])('%j is not before %j', (label, target) => {
		expect(isMisleading(label, target)).toBe(false);
	});
});

test.each(['a', '字', 'a.', 'a-'])(
	'a label is judged however long it is: %j over and over',
	(piece) => {
		expect(isMisleading(piece.repeat(1_000_000), 'https://evil.example/')).toBe(false);
	},
);

describe("code in WeCom's markdown", () => {
	it('has nothing in it that a client could read as a mention', () => {
		const write = (source: string) => renderMarkdown(parseMarkdown(source), weComMarkdown);
		expect(write('`&lt;@all&gt; <@all>`')).toBe('`＆lt;@all＆gt; ＜@all>`');
	});
});
