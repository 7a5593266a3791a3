import type { Dialect } from '../../../../../src/robots/markdown/dialect.ts';
import { plainTextDialect } from '../../../../../src/robots/markdown/plainText.ts';

/** There is nothing that escapes: what would call somebody or lead somewhere is written with signs that look like it. */
export function plainInLetter(text: string): string {
	return text.replaceAll('^', 'ˆ').replaceAll('[[', '[\u2060[').replaceAll('|', '¦');
}

/** `^name^` calls somebody, `[[words|address]]` leads somewhere; there is no other markup. */
export const pigeonMarkdown: Dialect = {
	...plainTextDialect,
	text: plainInLetter,
	inlineCode: plainInLetter,
	code: plainInLetter,
	link: (inner, target) =>
		`[[${inner.replaceAll(']', '］')}|${target.replaceAll('^', '%5E').replaceAll('|', '%7C').replaceAll(']', '%5D')}]]`,
};
