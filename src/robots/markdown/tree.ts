/*
 * A message as a tree: a root of blocks, blocks of inline content. The nodes
 * are those of mdast ("Markdown Abstract Syntax Tree") that a message can have.
 */

export interface Root {
	type: 'root';
	children: RootContent[];
}

export type RootContent = BlockContent | ListItem | TableRow | TableCell | PhrasingContent;

export type BlockContent = Paragraph | Heading | Blockquote | List | Table | Code | ThematicBreak;

export type PhrasingContent =
	| Text
	| Break
	| InlineCode
	| Strong
	| Emphasis
	| Delete
	| Font
	| Link
	| Image;

export interface Paragraph {
	type: 'paragraph';
	children: PhrasingContent[];
}

export interface Heading {
	type: 'heading';
	/** 1 to 6. */
	depth: number;
	children: PhrasingContent[];
}

export interface Blockquote {
	type: 'blockquote';
	children: BlockContent[];
}

export interface List {
	type: 'list';
	ordered: boolean;
	/** The number of the first item. */
	start: number | null;
	children: ListItem[];
}

export interface ListItem {
	type: 'listItem';
	/** Of a task. */
	checked?: boolean;
	children: BlockContent[];
}

/** The first row is the header. */
export interface Table {
	type: 'table';
	children: TableRow[];
}

export interface TableRow {
	type: 'tableRow';
	children: TableCell[];
}

export interface TableCell {
	type: 'tableCell';
	align?: Alignment;
	children: PhrasingContent[];
}

export type Alignment = 'left' | 'right' | 'center' | undefined;

interface Code {
	type: 'code';
	lang?: string;
	value: string;
}

interface ThematicBreak {
	type: 'thematicBreak';
}

export interface Text {
	type: 'text';
	value: string;
}

interface Break {
	type: 'break';
}

interface InlineCode {
	type: 'inlineCode';
	value: string;
}

export interface Strong {
	type: 'strong';
	children: PhrasingContent[];
}

interface Emphasis {
	type: 'emphasis';
	children: PhrasingContent[];
}

interface Delete {
	type: 'delete';
	children: PhrasingContent[];
}

/** HTML's `<font color>`. */
interface Font {
	type: 'font';
	/** A word or a number of hexadecimal digits, as it was written; undefined for none. */
	color: string | undefined;
	children: PhrasingContent[];
}

export interface Link {
	type: 'link';
	url: string;
	children: PhrasingContent[];
}

interface Image {
	type: 'image';
	url: string;
	alt: string;
}
