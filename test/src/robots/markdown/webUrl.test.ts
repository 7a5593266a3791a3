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
		['https://bank.com@evil.example/a', 'https://evil.example/a'],
		['https://bank.com:443@evil.example/', 'https://evil.example/'],
		['mailto:a@example.com', 'mailto:a@example.com'],
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
		['a@bank.com', 'mailto:a@bank.com@evil.example'],
		['a@bank.com', 'mailto:a%40bank.com'],
		['a@bank.com', 'mailto:a@bank.com/x'],
		['a@bank.com', 'mailto:b@evil.example,a@bank.com'],
		['a@bank.com', 'mailto:a@bank.com?bcc=b@evil.example'],
		['a@bank.com', 'mailto:a@bank.com?cc=b%40evil.example'],
		['https://evil.example,80', 'https://bank.com/'],
		['https://bank.com:8080', 'https://evil.example:8080/'],
		['https://evil.example:80.bank.com', 'https://evil.example/'],
		// Every top-level domain that there is (IANA, "Root Zone Database").
		['bank.de', 'https://evil.example/'],
		['Sparkasse.de/login', 'https://evil.example/'],
		['my-bank.shop', 'https://evil.example/'],
		['bank.xyz', 'https://evil.example/'],
		['bank.zip', 'https://evil.example/'],
		['bank.pl', 'https://evil.example/'],
		['https://bank.md', 'https://evil.example/'],
		['bank.co.uk', 'https://evil.example/'],
		['银行.中国', 'https://evil.example/'],
		['银行.公司', 'https://evil.example/'],
		['банк.рф', 'https://evil.example/'],
		['bank.xn--fiqs8s', 'https://evil.example/'],
		// Addresses without a name.
		['192.0.2.7', 'https://evil.example/'],
		['http://192.0.2.7/login', 'https://evil.example/'],
		['http://3221225991/', 'https://evil.example/'],
		['[2001:db8::7]', 'https://evil.example/'],
		['http://[2001:db8::7]:8080/a', 'https://evil.example/'],
		['2001:db8::7', 'https://evil.example/'],
		// A name without a dot, in an address.
		['http://intranet/login', 'https://evil.example/'],
		['http://intranet:8080', 'https://evil.example/'],
		// Dots of other scripts (UTS #46 maps them), full-width letters.
		['bank．com', 'https://evil.example/'],
		['bank。com', 'https://evil.example/'],
		['bank｡com', 'https://evil.example/'],
		['bank․com', 'https://evil.example/'],
		['ｂａｎｋ．ｃｏｍ', 'https://evil.example/'],
		// What cannot be seen.
		['ba\u200bnk.com', 'https://evil.example/'],
		['bank\u2060.\u200dcom', 'https://evil.example/'],
		['bank.\u00adcom', 'https://evil.example/'],
		['bank\ufe0f.com', 'https://evil.example/'],
		// Encodings.
		['bank%2Ecom', 'https://evil.example/'],
		['https://%62ank.com', 'https://evil.example/'],
		['%E9%93%B6%E8%A1%8C.cn', 'https://evil.example/'],
		// Who is at a host is read as the host.
		['https://bank.com@evil.example', 'https://evil.example/'],
		['https://bank.com:443@evil.example/', 'https://evil.example/'],
		['https://user:1@bank.com', 'https://evil.example/'],
		// The second of two, and one in a sentence.
		['evil.example or bank.com', 'https://evil.example/'],
		['see (bank.com).', 'https://evil.example/'],
		['登录bank.com查看', 'https://evil.example/'],
		['bank.com，请登录', 'https://evil.example/'],
		['evil.com/bank.com bank.com', 'https://evil.com/'],
		['https://evil.com/ https://bank.com', 'https://evil.com/'],
		['https:/bank.com', 'https://evil.example/'],
		['//bank.com', 'https://evil.example/'],
		['https:\\\\bank.com', 'https://evil.example/'],
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
		['a@bank.com', 'mailto:a@bank.com?subject=b'],
		['https://bank.com:8080', 'https://bank.com:8080/'],
		['http://192.0.2.7:5678/a', 'http://192.0.2.7:5678/a'],
		['Support@Bank.COM', 'mailto:Support@Bank.COM'],
		['a@银行.中国', 'mailto:a@银行.中国'],
		['银行.cn', 'https://银行.cn/'],
		['请登录bank.com', 'https://bank.com/'],
		['请登录www.bank.com', 'https://bank.com/'],
		['README.md', 'https://evil.example/'],
		['Node.js', 'https://evil.example/'],
		['3.5 or more', 'https://evil.example/'],
		['', 'https://evil.example/'],
		['银行.中国', 'https://银行.中国/'],
		['bank．com', 'https://bank.com/'],
		['bank.com.', 'https://bank.com/'],
		['登录bank.com查看', 'https://bank.com/'],
		['192.0.2.7', 'http://192.0.2.7:8080/'],
		['http://[2001:db8::7]:8080/a', 'http://[2001:db8::7]:8080/a'],
		['http://intranet:8080', 'http://intranet:8080/'],
		['https://bank.com/a.zip?to=shop.com#b.com', 'https://bank.com/a.zip?to=shop.com'],
		['bank.com/old.com', 'https://bank.com/old.com'],
		['https://bank.com/%E4%B8%AD%20shop.com', 'https://bank.com/%E4%B8%AD%20shop.com'],
		...[
			'order no. 5',
			'No.5',
			'v1.2',
			'v1.2.3.4',
			'1.2.3',
			'10:30:15',
			'e.g. this',
			'i.e. that',
			'a.m.',
			'Ph.D.',
			'file.txt',
			'report.pdf',
			'package.json',
			'index.html',
			'std::string',
			'http://',
			'...',
			'Mr.Smith',
			'已解决。请点击',
			'3.5万元',
			'user@',
			'@channel',
			'a/b/c.ts',
		].map((label) => [label, 'https://evil.example/']),
	])('%j is not before %j', (label, target) => {
		expect(isMisleading(label, target)).toBe(false);
	});
});

test.each(['a', '字', 'a.', 'a-', '.', 'a字', '://', 'a@', '1.', ':', '[', '%61', '\ufdfa'])(
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
