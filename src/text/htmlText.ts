import { own } from '../own';

/** Each begins a line of its own, and what follows it another. */
const BLOCKS = new Set([
	...['address', 'article', 'blockquote', 'br', 'dd', 'div', 'dl', 'dt', 'h1', 'h2', 'h3', 'h4'],
	...['h5', 'h6', 'hr', 'li', 'ol', 'p', 'pre', 'section', 'table', 'tr', 'ul'],
]);
/** What is in them is for browsers. */
const UNSEEN = new Set(['head', 'script', 'style', 'title']);

const ENTITIES: Readonly<Record<string, string>> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
	nbsp: ' ',
};

/**
 * What a reader sees of the HTML of a mail, without its marks. One pass: what
 * customers send may be long. Of the named characters, which systems write as
 * themselves, those are known that cannot be.
 */
export function htmlText(html: string): string {
	const [first, ...pieces] = html.split('<');
	let text = first;
	let unseen: string | undefined;
	for (const piece of pieces) {
		const end = piece.indexOf('>');
		const [, slash = '', written = ''] = /^(\/?)([a-z][a-z0-9]*)/i.exec(piece) ?? [];
		const name = written.toLowerCase();
		const isTag = end >= 0 && (name !== '' || piece.startsWith('!'));
		if (unseen !== undefined) {
			if (!isTag || slash === '' || name !== unseen) continue;
			unseen = undefined;
		} else if (isTag && slash === '' && UNSEEN.has(name)) {
			unseen = name;
			continue;
		}
		if (isTag && BLOCKS.has(name)) text += '\n';
		text += isTag ? piece.slice(end + 1) : `<${piece}`;
	}
	return withoutEmptyLines(characters(text));
}

function characters(text: string): string {
	return text.replace(
		/&(?:(amp|lt|gt|quot|apos|nbsp)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi,
		(entity, name?: string, decimal?: string, hexadecimal?: string) => {
			if (name !== undefined) return own(ENTITIES, name.toLowerCase()) ?? entity;
			const code = decimal === undefined ? parseInt(hexadecimal!, 16) : Number(decimal);
			return code <= 0x10ffff ? String.fromCodePoint(code) : entity;
		},
	);
}

function withoutEmptyLines(text: string): string {
	return text
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '')
		.join('\n');
}
