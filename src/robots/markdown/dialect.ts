import type { Alignment } from './tree';

/** How one robot writes what a message consists of. `inner` is written already. */
export interface Dialect {
	/** Escapes text. `isLineStart`: nothing stands before it in its line. */
	text(value: string, isLineStart: boolean): string;
	strong(inner: string): string;
	emphasis(inner: string): string;
	strikethrough(inner: string): string;
	/** `undefined`: the robot has no such colour. @param color in small letters; nothing but `#`, `-` and letters or digits. */
	font?(inner: string, color: string): string | undefined;
	inlineCode(value: string): string;
	/** `target` may stand in markup as it is. @param address as its author wrote it. */
	link(inner: string, target: string, address: string): string;
	/** `undefined`: the robot shows no picture from the web; a link to it is written instead. */
	image: ((alt: string, target: string) => string) | undefined;
	heading(level: number, inner: string): string;
	quote(inner: string): string;
	code(value: string, language: string | undefined): string;
	/** `undefined`: the robot has no tables, or no more; the rows are written as a list instead. */
	table:
		| ((header: string[], rows: string[][], align: Alignment[]) => string | undefined)
		| undefined;
	rule: string;
	/** Between pieces of a line that side by side would be markup. */
	part: string;
	lineBreak: string;
	/** Between blocks. */
	gap: string;
	bullet: string;
	/** Before a nested list. */
	indent: string;
}
