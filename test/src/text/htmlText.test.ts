import { htmlText } from '../../../src/text/htmlText';

describe('the text of HTML', () => {
	it.each([
		['Hello', 'Hello'],
		['<div>Hello</div><div><br></div><div>world</div>', 'Hello\nworld'],
		['one<br>two<br />three', 'one\ntwo\nthree'],
		['<p class="a>b">x</p>', 'b">x'],
		['a <b>bold</b> <span data-x="1">word</span>', 'a bold word'],
		['<ul><li>one</li><li>two</li></ul>', 'one\ntwo'],
		['1 &lt; 2 &amp;&amp; 3 &gt; 2', '1 < 2 && 3 > 2'],
		['&#20320;&#x597D; &nbsp;&quot;&apos;', '你好  "\''],
		['&amp;lt;', '&lt;'],
		['&#1114112; &euro; &', '&#1114112; &euro; &'],
		['<style>p { color: red }</style><p>x</p>', 'x'],
		['<script>if (1 < 2) alert("<p>")</script>x', 'x'],
		['<!-- note -->x', 'x'],
		// No tags.
		['a < b and c > d', 'a < b and c > d'],
		['a <', 'a <'],
		['5 <6', '5 <6'],
		['<b', '<b'],
		['', ''],
	])('of %j is %j', (html, text) => {
		expect(htmlText(html)).toBe(text);
	});
});
