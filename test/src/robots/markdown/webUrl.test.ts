import { linkTarget } from '../../../../src/robots/markdown/webUrl';
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

describe("code in WeCom's markdown", () => {
	it('has nothing in it that a client could read as a mention', () => {
		const write = (source: string) => renderMarkdown(parseMarkdown(source), weComMarkdown);
		expect(write('`&lt;@all&gt; <@all>`')).toBe('`＆lt;@all＆gt; ＜@all>`');
	});
});
