import { discordMarkdown, plainInDiscord } from '../../../../src/robots/discord/markdown';
import { parseMarkdown } from '../../../../src/robots/markdown/parse';
import { renderMarkdown } from '../../../../src/robots/markdown/render';

describe('text in Discord', () => {
	// "Message Formatting", and "Markdown Text 101": a backslash shows a mark as itself.
	it.each([
		['*a* ~~b~~ `c` ||d|| \\', '\\*a\\* \\~\\~b\\~\\~ \\`c\\` \\|\\|d\\|\\| \\\\'],
		['snake_case and _it_', 'snake_case and \\_it\\_'],
		['[bank](https://evil.example)', '\\[bank\\](https://evil.example)'],
		['<@80351110224678912> <#1> <t:1>', '\\<@\u200b80351110224678912> \\<#1> \\<t:1>'],
		['@everyone @here a@b.c', '@\u200beveryone @\u200bhere a@b.c'],
		['<@&165511591545143296>', '\\<@\u200b&165511591545143296>'],
		['it is :smile: at 10:30', 'it is \\:smile: at 10:30'],
	])('%j is written so that it shows as it is', (value, written) => {
		expect(plainInDiscord(value, false)).toBe(written);
	});

	it.each([
		['# x', '\\# x'],
		['-# x', '\\-# x'],
		['  - x', '  \\- x'],
		['> x', '\\> x'],
		['12. x', '12\\. x'],
		['1) x', '1\\) x'],
		['2 x', '2 x'],
	])('%j at the beginning of a line', (value, written) => {
		expect(plainInDiscord(value, true)).toBe(written);
		expect(plainInDiscord(`a ${value}`, true)).toBe(`a ${value}`);
	});

	it.each([
		['see https://a.example/x_y_z?a=b.', 'see https://a.example/x_y_z?a=b.'],
		['https://a.example/_x_*y*', 'https://a.example/%5Fx%5F%2Ay%2A'],
		['https://a.example/](https://b.example)', 'https://a.example/%5D(https://b.example)'],
		['https://a.example/@everyone', 'https://a.example/%40everyone'],
	])('keeps addresses: %j', (value, written) => {
		expect(plainInDiscord(value, true)).toBe(written);
	});
});

describe("Discord's markdown", () => {
	it.each([
		['**b** *i* ~~s~~ `c`', '**b** *i* ~~s~~ `c`'],
		['# One\n\n#### Four', '# One\n\n**Four**'],
		['> a\n> b', '> a\n> b'],
		['- a\n  - b', '- a\n  - b'],
		['```js\na`b\n```', '```js\na｀b\n```'],
		['```\n@everyone <@1234>\n```', '```\n@\u200beveryone <@\u200b1234>\n```'],
		['`@here`', '`@\u200bhere`'],
		['[x](https://a.example/y)', '[x](https://a.example/y)'],
		['https://a.example/y', 'https://a.example/y'],
		['[x](https://a.example/@here)', '[x](https://a.example/%40here)'],
		['<https://a.example/@everyone>', 'https://a.example/%40everyone'],
		['![pic](https://a.example/p.png)', '[pic](https://a.example/p.png)'],
		['| a | b |\n|---|---|\n| 1 | 2 |', '- **a**: 1, **b**: 2'],
		['---', '———'],
	])('of %j', (source, written) => {
		expect(renderMarkdown(parseMarkdown(source), discordMarkdown)).toBe(written);
	});
});
