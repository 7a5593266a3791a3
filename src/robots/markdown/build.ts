import type {
	Blockquote,
	BlockContent,
	Link,
	List,
	Paragraph,
	PhrasingContent,
	Root,
	RootContent,
	Strong,
	Text,
} from './tree';
import { shortened } from '../../text/characters';
import { cleanText } from '../../text/utf8';

/*
 * Pieces of a message as a tree. Whatever stands in a text node is text: no
 * robot's markup comes out of it.
 */

export function rootOf(children: RootContent[]): Root {
	return { type: 'root', children };
}

export function text(value: string): Text {
	return { type: 'text', value: cleanText(value) };
}

export function strong(...children: PhrasingContent[]): Strong {
	return { type: 'strong', children };
}

export function link(label: string, url: string): Link {
	return { type: 'link', url, children: [text(label)] };
}

export function paragraph(...children: PhrasingContent[]): Paragraph {
	return { type: 'paragraph', children };
}

/** UTF-16 code units: more than any platform takes in as many messages as are sent. */
export const LONGEST_TEXT = 130_000;

/** Plain text with its line breaks; what is too long for any chat ends in an ellipsis. */
export function plainParagraph(value: string): Paragraph {
	const contents = shortened(cleanText(value), LONGEST_TEXT)
		.split('\n')
		.map((line) => [text(line)]);
	return { type: 'paragraph', children: lines(contents) };
}

/** What somebody else said, as a quotation. */
export function quotation(value: string): Blockquote {
	return { type: 'blockquote', children: [plainParagraph(value.trim())] };
}

export function list(items: BlockContent[][], { ordered = false, start = 1 } = {}): List {
	return {
		type: 'list',
		ordered,
		start: ordered ? start : null,
		children: items.map((children) => ({ type: 'listItem', children })),
	};
}

/** Joins what stands side by side. */
export function sideBySide(contents: PhrasingContent[]): PhrasingContent[] {
	return contents.flatMap((content, index) => (index === 0 ? [content] : [text(' · '), content]));
}

/** Joins lines by breaks. */
export function lines(contents: PhrasingContent[][]): PhrasingContent[] {
	return contents.flatMap((content, index) =>
		index === 0 ? content : [{ type: 'break' as const }, ...content],
	);
}
