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

/** Plain text with its line breaks. */
export function plainParagraph(value: string): Paragraph {
	return paragraph(
		...lines(
			cleanText(value)
				.split('\n')
				.map((line) => [text(line)]),
		),
	);
}

/** What somebody else said, as a quotation. */
export function quotation(value: string): Blockquote {
	return { type: 'blockquote', children: [plainParagraph(value.trim())] };
}

export function list(items: BlockContent[][], { ordered = false } = {}): List {
	return {
		type: 'list',
		ordered,
		start: ordered ? 1 : null,
		spread: false,
		children: items.map((children) => ({ type: 'listItem', spread: false, children })),
	};
}

/** Joins lines by breaks. */
export function lines(contents: PhrasingContent[][]): PhrasingContent[] {
	return contents.flatMap((content, index) =>
		index === 0 ? content : [{ type: 'break' as const }, ...content],
	);
}
