/*
 * The markup of the four platforms' robots, taken out. What it says stays:
 * the address of a link, the name of who is mentioned.
 */

const RULES: Array<[RegExp, string | ((...groups: string[]) => string)]> = [
	// Feishu and WeCom: <at user_id="ou_1">Tom</at>, <@userid>, <font color="warning">, <br>
	[/<at\b[^<>]{0,200}>([^<>]{0,200})<\/at>/gi, (_, name) => `@${name}`],
	[/<br\s{0,5}\/?>/gi, '\n'],
	[/<\/?(?:font|text_tag|b|i|u|s|strong|em|code)\b[^<>]{0,200}>/gi, ''],
	// Slack: <https://example.com|label>, <@U012AB3CD>, <!here>, <#C123|general>
	[/<(https?:[^<>|\s]{1,2000})\|([^<>]{1,500})>/gi, '$2 ($1)'],
	[/<(https?:[^<>|\s]{1,2000})>/gi, '$1'],
	[/<[@!#][^<>|]{1,100}\|([^<>]{1,100})>/g, '@$1'],
	[/<[@!]([^<>|]{1,100})>/g, '@$1'],
	// Markdown: images, links, bold, code
	[/!\[([^\][]{0,500})\]\((?:[^()\s]{1,2000})\)/g, (_, label) => label || '[image]'],
	[/\[([^\][]{1,500})\]\(([^()\s]{1,2000})\)/g, '$1 ($2)'],
	[/(\*\*|__)(?=\S)([^*_\n]{1,1000})\1/g, '$2'],
	[/`([^`\n]{1,1000})`/g, '$1'],
	// Slack escapes these three, and nothing else.
	[/&lt;/g, '<'],
	[/&gt;/g, '>'],
	[/&amp;/g, '&'],
];

/** Plain text of a line or more of a robot's markup. */
export function plainText(markup: string): string {
	return RULES.reduce(
		(text, [pattern, replacement]) => text.replace(pattern, replacement as string),
		markup,
	).trim();
}
