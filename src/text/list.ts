/** What stands between the entries of a list that somebody types: commas, semicolons and ends of lines. */
const BETWEEN = /[,，、;；\r\n]/;
const BETWEEN_OR_BLANK = /[,，、;；\s]/;

/**
 * The entries of a list that somebody typed, or that an expression gave as a
 * list or as text: without the blanks around them, none of them empty.
 *
 * @param areWords whether no entry has blanks in it, so that blanks part them too.
 */
export function entriesOf(list: unknown, areWords = false): string[] {
	const entries: unknown[] = Array.isArray(list)
		? list
		: String(list ?? '').split(areWords ? BETWEEN_OR_BLANK : BETWEEN);
	return entries.map((entry) => String(entry ?? '').trim()).filter((entry) => entry !== '');
}
