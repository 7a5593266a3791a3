import type { Nodes, RootContent } from './tree';
import { cutText } from './cutText';
import { parseMarkdown } from './parse';

type Fits = (piece: string) => boolean;

/** Parts plain text so that each part fits. @throws {RangeError} when not even one character does. */
export function splitText(text: string, fits: Fits): string[] {
	const parts: string[] = [];
	for (let rest = text; rest !== ''; ) {
		const [head, tail] = cutText(rest, fits);
		if (head === '' && tail === rest) throw new RangeError('There is no room for any text');
		if (head !== '') parts.push(head);
		rest = tail;
	}
	return parts;
}

/**
 * Parts markdown as its author wrote it, in whatever dialect, so that each part
 * fits: between blocks where possible, never inside a link or inline code; a
 * code block is closed and opened again.
 */
export function splitMarkdownSource(source: string, fits: Fits): string[] {
	const parts: string[] = [];
	let current = '';
	for (const block of parseMarkdown(source).children) {
		const written = source.slice(...placeOf(block));
		const grown = current === '' ? written : `${current}\n\n${written}`;
		if (fits(grown)) {
			current = grown;
			continue;
		}
		if (current !== '') parts.push(current);
		const pieces = fits(written) ? [written] : splitBlock(block, written, fits);
		parts.push(...pieces.slice(0, -1));
		current = pieces.at(-1) ?? '';
	}
	return current === '' ? parts : [...parts, current];
}

function splitBlock(block: RootContent, written: string, fits: Fits): string[] {
	if (block.type === 'code') {
		const fenced = (lines: string) => `\`\`\`${block.lang ?? ''}\n${lines}\n\`\`\``;
		return splitText(block.value, (piece) => fits(fenced(piece))).map(fenced);
	}
	const [start] = placeOf(block);
	const wholes = inlineWholes(block).map(([from, to]) => [from - start, to - start]);
	const parts: string[] = [];
	for (let at = 0; at < written.length; ) {
		const rest = written.slice(at);
		const [head] = cutText(rest, fits);
		let end = at + rest.indexOf(head) + head.length;
		const broken = wholes.find(([from, to]) => from < end && end < to);
		if (broken && broken[0] > at) end = broken[0];
		if (end === at) throw new RangeError('There is no room for any text');
		const part = written.slice(at, end).trim();
		if (part !== '') parts.push(part);
		at = end;
	}
	return parts;
}

/** Where the things begin and end that lose their meaning when they are parted. */
function inlineWholes(node: Nodes): Array<[from: number, to: number]> {
	if (['link', 'image', 'inlineCode', 'html', 'linkReference'].includes(node.type)) {
		return [placeOf(node)];
	}
	return 'children' in node ? node.children.flatMap(inlineWholes) : [];
}

/** Whatever was parsed knows where it stood. */
function placeOf({ position }: Nodes): [from: number, to: number] {
	return [position!.start.offset!, position!.end.offset!];
}
