import { MOST_FIELDS } from '../mapping/fields';
import { plainText } from './plainText';
import type { Field } from './robotMessage';

/** A line of a message that is not blank. */
export interface Line {
	/** Without markup, and without what marks a quotation or a heading. */
	text: string;
	/** `name: value`, where the line has that form. */
	fact?: Field;
	/** Whether it stands in a quotation or in code: then the source repeats what somebody else wrote. */
	isQuoted: boolean;
	/** Counts the paragraphs, which blank lines part. */
	paragraph: number;
}

export interface ReadLines {
	/** The heading, where the message begins with one. */
	title?: string;
	lines: Line[];
	/** Whether there was more than is read. */
	isCut: boolean;
}

/** UTF-16 code units. Platforms take 4 KB to 40 KB; a list of a thousand alerts has half a megabyte. */
const LONGEST_CONTENT = 1024 * 1024;
export const MOST_LINES = 20_000;
const LONGEST_NAME = 40;

/** Everything at which somebody who reads the message may see a new line begin (UAX #14, classes BK, CR, LF, NL). */
const LINE_BREAK = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/;

/**
 * Reads a robot's text line by line, in a time that grows with its length.
 *
 * @param isSlack whether `>>>` quotes all that follows ("Formatting text for app surfaces").
 */
export function readLines(content: string, { isSlack = false } = {}): ReadLines {
	const written = content.slice(0, LONGEST_CONTENT).split(LINE_BREAK, MOST_LINES + 1);
	const isCut = content.length > LONGEST_CONTENT || written.length > MOST_LINES;
	const fences = fencesIn(written);
	const lines: Line[] = [];
	let title: string | undefined;
	let paragraph = 0;
	let isAfterBlank = false;
	let isFenced = false;
	let isRestQuoted = false;
	let mayBeTitle = true;
	for (const [index, line] of written.slice(0, MOST_LINES).entries()) {
		if (fences.has(index)) {
			isFenced = !isFenced;
			continue;
		}
		if (line.trim() === '') {
			isAfterBlank = true;
			continue;
		}
		const { text: marked, mark } = isFenced ? { text: line, mark: 'quotation' } : marksOf(line);
		const text = isFenced ? line.trimEnd() : plainText(marked);
		if (text === '') {
			isAfterBlank = true;
			continue;
		}
		if (isAfterBlank && lines.length > 0) paragraph += 1;
		isAfterBlank = false;
		if (mark === 'heading' && mayBeTitle) {
			title = text;
			mayBeTitle = false;
			continue;
		}
		mayBeTitle &&= isMention(text);
		isRestQuoted ||= isSlack && REST_QUOTATION.test(line);
		lines.push({
			text,
			fact: isFenced ? undefined : factIn(text),
			isQuoted: mark === 'quotation' || isRestQuoted,
			paragraph,
		});
	}
	return { title, lines, isCut };
}

/** Up to three blanks: more make code of it ("CommonMark Spec", 4.2 and 5.1). */
const INDENT = /^ {0,3}(?=\S)/;
const HEADING = /^#{1,6}[ \t]+(?=\S)/;
/** Slack escapes the sign. */
const QUOTATION = /^(?:>|&gt;){1,3}/;
const REST_QUOTATION = /^ {0,3}(?:>|&gt;){3}/;

function marksOf(line: string): { text: string; mark?: 'heading' | 'quotation' } {
	const [indent] = INDENT.exec(line) ?? [];
	if (indent === undefined) return { text: line };
	const content = line.slice(indent.length);
	const [heading] = HEADING.exec(content) ?? [];
	if (heading !== undefined) return { text: content.slice(heading.length), mark: 'heading' };
	const [quotation] = QUOTATION.exec(content) ?? [];
	return quotation === undefined
		? { text: line }
		: { text: content.slice(quotation.length), mark: 'quotation' };
}

const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/** The lines that begin and end code ("CommonMark Spec", 4.5). What is not ended is none: it would hide all that follows. */
function fencesIn(lines: readonly string[]): Set<number> {
	const fences = new Set<number>();
	let begin: { index: number; sign: string; length: number } | undefined;
	for (const [index, line] of lines.entries()) {
		const [, fence] = FENCE.exec(line) ?? [];
		if (fence === undefined) continue;
		if (!begin) {
			begin = { index, sign: fence[0], length: fence.length };
		} else if (fence[0] === begin.sign && fence.length >= begin.length) {
			fences.add(begin.index).add(index);
			begin = undefined;
		}
	}
	return fences;
}

/** Who is to look comes before what it is about. */
function isMention(text: string): boolean {
	return text.split(/\s+/).every((word) => word.startsWith('@'));
}

/** `- Name: value`, with a Western or a Chinese colon. @param text without markup, but for what it did not belong to. */
function factIn(text: string): Field | undefined {
	const content = text.replace(/^[\s\-*•·+]+/, '');
	const colon = content.slice(0, LONGEST_NAME + 1).search(/[:：]/);
	if (colon < 1) return undefined;
	const name = content.slice(0, colon).replaceAll('*', '').trim();
	const after = content.slice(colon + 1);
	// An address or the time of day has a colon too.
	if (name === '' || after.startsWith('//') || /^\d+$/.test(name)) return undefined;
	const value = after.replace(/^[\s*]+/, '').trimEnd();
	return value === '' ? undefined : { name, value };
}

/**
 * What the lines say to people: facts from two on, since one line with a colon
 * is a sentence; the rest as text, and so are facts that are too many.
 */
export function shownLines(lines: readonly Line[]): { fields: Field[]; text?: string } {
	const isFact = ({ fact, isQuoted }: Line) => fact !== undefined && !isQuoted;
	const facts = new Set(lines.filter(isFact).slice(0, MOST_FIELDS));
	if (facts.size < 2) return { fields: [], text: joined(lines) };
	return {
		fields: [...facts].map(({ fact }) => fact!),
		text: joined(lines.filter((line) => !facts.has(line))),
	};
}

/** A text as a quotation of lines, so that no line of it is taken for the source's own. */
export function asQuotation(text: string): string {
	if (text === '') return '';
	return text
		.split(LINE_BREAK)
		.map((line) => `> ${line}`)
		.join('\n');
}

/** One below the other; undefined when there are none. */
export function joined(lines: ReadonlyArray<{ text: string }>): string | undefined {
	return lines.length > 0 ? lines.map(({ text }) => text).join('\n') : undefined;
}
