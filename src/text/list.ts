/** What stands between the entries of a list that somebody types. */
const BETWEEN = {
	/** Of anything: commas, semicolons and ends of lines. */
	list: /[,，、;；\r\n]/,
	/** Of what has no blanks in it. */
	words: /[,，、;；\s]/,
	/** Of names that others have given, which may have any of the rest in them. */
	names: /[,，\r\n]/,
};

/**
 * The entries of a list that somebody typed, or that an expression gave as a
 * list or as text: without the blanks around them, none of them empty.
 */
export function entriesOf(list: unknown, kind: keyof typeof BETWEEN = 'list'): string[] {
	const entries: unknown[] = Array.isArray(list) ? list : String(list ?? '').split(BETWEEN[kind]);
	return entries.map((entry) => String(entry ?? '').trim()).filter((entry) => entry !== '');
}
