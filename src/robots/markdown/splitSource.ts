import type { Nodes, Root, RootContent } from './tree';
import { cutText } from './cutText';
import { mostThatFit } from './mostThatFit';
import { parseSource } from './parse';

type Fits = (piece: string) => boolean;

/**
 * Parts plain text so that each part fits, one after the other as they are asked for.
 *
 * @throws {RangeError} when not even one character does.
 */
export function* splitText(text: string, fits: Fits): Generator<string, void> {
	for (let rest = text; rest !== ''; ) {
		const [head, tail] = cutText(rest, fits);
		if (head === '' && tail === rest) throw new RangeError('There is no room for any text');
		if (head !== '') yield head;
		rest = tail;
	}
}

/**
 * Parts markdown as its author wrote it, in whatever dialect, so that each part
 * fits: between blocks where possible, never inside a link or inline code; a
 * code block is closed and opened again. Loses nothing but blanks. The parts
 * come one after the other as they are asked for. A source that would take
 * the parser too long is parted as plain text.
 *
 * @throws {RangeError} when not even one character fits.
 */
export function* splitMarkdownSource(source: string, fits: Fits): Generator<string, void> {
	const root = parseSource(source);
	if (!root) {
		yield* splitText(source, fits);
		return;
	}
	const blocks = blocksOf(root, source);
	// The end of a block that was parted: the next ones may stand beside it.
	let begun = '';
	for (let next = 0; next < blocks.length || begun !== ''; ) {
		const joined = (count: number) => {
			if (count === 0) return begun;
			const written = source.slice(blocks[next].from, blocks[next + count - 1].to);
			return (begun === '' ? withoutBlankLines(written) : begun + written).trimEnd();
		};
		const count = mostThatFit(blocks.length - next, (some) => fits(joined(some)));
		if (count > 0 || begun !== '') {
			const part = joined(count);
			if (part !== '') yield part;
			begun = '';
			next += count;
			continue;
		}
		for (const piece of splitBlock(blocks[next], source, fits)) {
			if (begun !== '') yield begun;
			begun = piece;
		}
		next += 1;
	}
}

interface BlockPlace {
	block: RootContent;
	from: number;
	to: number;
}

/** The blocks, each with what stands between the one before and itself: what is in none is not lost. */
function blocksOf({ children: blocks }: Root, source: string): BlockPlace[] {
	let from = 0;
	return blocks.map((block, index) => {
		const isLast = index === blocks.length - 1;
		const to = isLast ? source.length : (placeOf(block)?.[1] ?? from);
		const place = { block, from, to };
		from = to;
		return place;
	});
}

function withoutBlankLines(text: string): string {
	return text.replace(/^(?:[ \t]*\n)+/, '');
}

function* splitBlock(
	{ block, from, to }: BlockPlace,
	source: string,
	fits: Fits,
): Generator<string, void> {
	if (block.type === 'code') {
		const written = withoutBlankLines(source.slice(from, to));
		const [, fence = '```', info = ''] = /^ {0,3}(`{3,}|~{3,})(.*)/.exec(written) ?? [];
		// A longer one is the code itself, of an author who forgot the line break.
		if (info.length <= LONGEST_INFO && block.value.trim() !== '') {
			const fenced = (lines: string) => `${fence}${info}\n${lines}\n${fence}`;
			yield* splitText(block.value, (piece) => fits(fenced(piece))).map(fenced);
			return;
		}
	}
	const end = from + source.slice(from, to).trimEnd().length;
	const wholes = inlineWholes(block);
	for (let at = from; at < end; ) {
		const rest = source.slice(at, end).trimStart();
		at = end - rest.length;
		const [head] = cutText(rest, fits);
		let cut = at + head.length;
		const broken = wholes.find(([start, stop]) => start < cut && cut < stop);
		if (broken && broken[0] > at) [cut] = broken;
		if (cut === at) throw new RangeError('There is no room for any text');
		yield source.slice(at, cut).trimEnd();
		at = cut;
	}
}

/** Characters of what stands behind a fence and is repeated with it, such as the language. */
const LONGEST_INFO = 100;

const WHOLES = new Set([
	'link',
	'linkReference',
	'image',
	'imageReference',
	'footnoteReference',
	'inlineCode',
	'html',
]);

/** Where the things begin and end that lose their meaning when they are parted. */
function inlineWholes(node: Nodes): Place[] {
	if (WHOLES.has(node.type)) {
		const place = placeOf(node);
		return place ? [place] : [];
	}
	return 'children' in node ? node.children.flatMap(inlineWholes) : [];
}

type Place = [from: number, to: number];

/** Bare addresses and what stands beside them in a paragraph have none: the parser finds them in the tree. */
function placeOf({ position }: Nodes): Place | undefined {
	const { start, end } = position ?? {};
	return start?.offset === undefined || end?.offset === undefined
		? undefined
		: [start.offset, end.offset];
}
