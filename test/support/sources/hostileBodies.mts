/*
 * Bodies that are made to keep a receiver busy, of any size. What a reader
 * does for one may grow with it, and no faster.
 */

const KILOBYTE = 1_024;

/** A text that is put where a message has one. */
type Text = (bytes: number) => string;

const repeated =
	(unit: string, before = '', after = ''): Text =>
	(bytes) =>
		before + unit.repeat(Math.ceil(bytes / Buffer.byteLength(unit))) + after;

/** Texts for readers of lines and of Markdown. */
export const hostileTexts: Record<string, Text> = {
	'spaces before an odd line end': repeated(' ', 'x\n# ', '\rx\ry'),
	'spaces before a line separator': repeated(' ', 'x\n# ', '\u2028x\u2029y'),
	'blanks of every kind': repeated(' \t\u00a0\u3000\r', 'x\n> ', 'y'),
	'line ends': repeated('\n'),
	'odd line ends': repeated('\r\u2028\u2029'),
	colons: repeated('a:b\n'),
	'colons in one line': repeated(':'),
	'Chinese colons': repeated('状态：1\n'),
	quotations: repeated('> '),
	'a quotation with lazy lines': repeated('a\n', '> '),
	'nested quotations with lazy lines': repeated('a\n', `${'> '.repeat(90)}x\n`),
	'a list with lazy lines': repeated('a\n', '- '),
	'a list': repeated('- a\n'),
	'nested lists': (bytes) => {
		const depth = Math.floor(Math.sqrt(bytes));
		return Array.from({ length: depth }, (_, level) => `${' '.repeat(2 * level)}- a`).join('\n');
	},
	'a table': repeated('|a|b\n', '|a|b\n|-|-\n'),
	'a row of a table': repeated('|a'),
	brackets: repeated('['),
	'pairs of brackets': repeated('[]('),
	'links that do not end': repeated('[a](b'),
	'images that do not end': repeated('!['),
	'tags that do not end': repeated('<a '),
	'mentions that do not end': repeated('<at user_id="'),
	'comments that do not end': repeated('<!--'),
	stars: repeated('*'),
	'words in stars': repeated('*a **b '),
	underscores: repeated('_a__'),
	tildes: repeated('~~a~'),
	backticks: (bytes) => {
		const longest = Math.floor(Math.sqrt(2 * bytes));
		return Array.from({ length: longest }, (_, length) => '`'.repeat(length)).join(' ');
	},
	backslashes: repeated('\\'),
	ampersands: repeated('&amp;'),
	'entities that do not end': repeated('&#'),
	'footnotes and definitions': repeated('[a]: b\n'),
	'combining characters': repeated('\u0301', 'e'),
	'direction marks': repeated('\u202e\u2066'),
	'joined emoji': repeated('👩‍'),
	'halves of characters': repeated('\ud83d'),
	addresses: repeated('http://a.b/'),
	'full stops': repeated('a.'),
};

const inMessage = (text: string): string =>
	JSON.stringify({ msgtype: 'markdown', markdown: { content: text } });

const numbered = (bytes: number, unit: (index: number) => string): string => {
	const parts: string[] = [];
	for (let index = 0, length = 0; length < bytes; index += 1) {
		const part = unit(index);
		parts.push(part);
		length += part.length + 1;
	}
	return parts.join(',');
};

/** Bodies for whoever takes JSON, a form or text. */
const shapes: Record<string, (bytes: number) => string | Buffer> = {
	'empty objects': (bytes) => `[${numbered(bytes, () => '{}')}]`,
	'empty lists': (bytes) => `{"content":[${numbered(bytes, () => '[]')}]}`,
	zeros: (bytes) => `[${numbered(bytes, () => '0')}]`,
	'long numbers': (bytes) => `[${numbered(bytes, () => '1790000000000000001')}]`,
	'one long number': (bytes) => `[${'1'.repeat(bytes)}]`,
	'signs of numbers': (bytes) => `[${numbered(bytes, () => '-1E-9')}]`,
	'many keys': (bytes) => `{${numbered(bytes, (index) => `"a${index}":1`)}}`,
	'one key, often': (bytes) => `{${numbered(bytes, () => '"sign":"x"')}}`,
	'escaped keys': (bytes) => `{${numbered(bytes, () => '"\\u0073ig\\u006e":1')}}`,
	'empty keys': (bytes) => `{${numbered(bytes, () => '"":""')}}`,
	'alerts that are none': (bytes) =>
		`{"version":"4","groupKey":"k","receiver":"r","status":"firing","alerts":[${numbered(bytes, () => '{}')}]}`,
	'entries that are none': (bytes) =>
		`{"created_at":1,"event":"UNREPLIED","webhook_id":"x","content":[${numbered(bytes, () => '{}')}]}`,
	'nested lists without end': (bytes) => '['.repeat(bytes),
	'nested objects without end': (bytes) => '{"a":'.repeat(Math.ceil(bytes / 5)),
	'nested cards': (bytes) =>
		`{"msg_type":"interactive","card":${'{"elements":[{"tag":"div","fields":['.repeat(16)}${numbered(bytes, () => '{"text":{"content":"a:b"}}')}${']}]}'.repeat(16)}}`,
	'nested blocks': (bytes) =>
		`{"blocks":[${numbered(bytes, () => '{"type":"rich_text","elements":[{"elements":[{"text":"a"}]}]}')}]}`,
	articles: (bytes) =>
		`{"msgtype":"news","news":{"articles":[${numbered(bytes, () => '{"title":"a"}')}]}}`,
	'quotation marks': (bytes) => `{${'""'.repeat(bytes / 2)}`,
	'escapes in a text': (bytes) => `{"text":"${'\\u0061'.repeat(bytes / 6)}"}`,
	'backslashes in a text': (bytes) => `{"text":"${'\\\\'.repeat(bytes / 2)}"}`,
	'a text without end': (bytes) => `{"text":"${'a'.repeat(bytes)}`,
	'a number without end': (bytes) => `{"timestamp":${'1'.repeat(bytes)}}`,
	commas: (bytes) => `[${','.repeat(bytes)}`,
	blanks: (bytes) => ' '.repeat(bytes),
	'blanks in JSON': (bytes) => `{${' '.repeat(bytes)}"sign":"x"}`,
	zeroes: (bytes) => Buffer.alloc(bytes),
	'no UTF-8': (bytes) => Buffer.alloc(bytes, 0xff),
	'one UTF-8 error at the end': (bytes) =>
		Buffer.concat([Buffer.alloc(bytes, 0x61), Buffer.of(0xc3)]),
	'fields of a form': (bytes) => 'a&'.repeat(bytes / 2),
	'pluses in a form': (bytes) => `hook=${'+'.repeat(bytes)}`,
	'percent signs in a form': (bytes) => `payload=${'%'.repeat(bytes)}`,
	'JSON in a form': (bytes) =>
		`hook=${encodeURIComponent(`{${numbered(bytes / 3, () => '"sign":1')}}`)}`,
	'nested names in a form': (bytes) => 'a[b]=c&'.repeat(bytes / 7),
};

export const hostileBodies: Record<string, (bytes: number) => Buffer> = {
	...Object.fromEntries(
		Object.entries(shapes).map(([name, shape]) => [
			name,
			(bytes: number) => Buffer.from(shape(bytes) as string),
		]),
	),
	...Object.fromEntries(
		Object.entries(hostileTexts).flatMap(([name, text]) => [
			[`${name}, in a message`, (bytes: number) => Buffer.from(inMessage(text(bytes)))],
			[`${name}, as text`, (bytes: number) => Buffer.from(text(bytes))],
		]),
	),
};

/** What somebody sends who has no secret, in whatever place it may stand; wrong, but of the right form. */
export const guises: Record<
	string,
	{ headers?: Record<string, string>; query?: Record<string, string>; member?: string }
> = (() => {
	const hex = '0'.repeat(64);
	const base64 = `${'A'.repeat(43)}=`;
	const seconds = String(Math.floor(Date.now() / 1_000));
	const headers: Record<string, Record<string, string>> = {
		'TWT Chat': { 'x-chat-signature': hex },
		GitHub: { 'x-hub-signature-256': `sha256=${hex}` },
		Chatwoot: { 'x-chatwoot-signature': `sha256=${hex}`, 'x-chatwoot-timestamp': seconds },
		Gitea: { 'x-gitea-signature': hex },
		Zammad: { 'x-hub-signature': `sha1=${hex.slice(0, 40)}` },
		Zendesk: {
			'x-zendesk-webhook-signature': base64,
			'x-zendesk-webhook-signature-timestamp': new Date().toISOString(),
		},
		Grafana: { 'x-grafana-alerting-signature': hex },
		Gitee: { 'x-gitee-token': base64, 'x-gitee-timestamp': `${seconds}000` },
		GitLab: { 'x-gitlab-token': 'guess' },
		'Standard Webhooks': {
			'webhook-id': 'msg_1',
			'webhook-timestamp': seconds,
			'webhook-signature': `v1,${base64}`,
		},
		'a list of signatures': {
			'webhook-id': 'msg_1',
			'webhook-timestamp': seconds,
			'webhook-signature': `v1,${base64} `.repeat(300),
		},
		Stripe: { 'stripe-signature': `t=${seconds}${`,v1=${hex}`.repeat(200)}` },
		Custom: { 'x-signature': `${hex} `.repeat(200) },
		'a shared secret': { 'x-webhook-secret': 'guess', authorization: `Basic ${base64}` },
		'a long secret': { 'x-webhook-secret': 'x'.repeat(12 * KILOBYTE) },
	};
	return {
		nothing: {},
		...Object.fromEntries(Object.entries(headers).map(([name, own]) => [name, { headers: own }])),
		'a secret in the query': { query: { secret: 'guess' } },
		'DingTalk, in the query': { query: { sign: base64, timestamp: `${seconds}000` } },
		'Feishu, in the body': { member: `"sign":"${base64}","timestamp":${seconds}` },
		'Gitee, in the body': { member: `"hook_name":"x","password":"guess","timestamp":"${seconds}"` },
	};
})();

/** The body with a member in front, where it is an object. */
export function withMember(body: Buffer, member: string | undefined): Buffer {
	if (member === undefined || body[0] !== 0x7b) return body;
	return Buffer.concat([Buffer.from(`{${member},`), body.subarray(1)]);
}
