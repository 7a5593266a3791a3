import type { Vocabulary } from '../../../src/words/vocabulary.ts';

/** The places of a text stay, its letters become Georgian ones. */
function invented(text: string): string {
	return text.replace(/\{\w+\}|[A-Za-z]/g, (found) =>
		found.length > 1
			? found
			: String.fromCodePoint(0x10d0 + (found.toLowerCase().codePointAt(0)! - 97)),
	);
}

/** Every text of it, as another language would say it. */
function inventedTexts<Texts>(texts: Texts): Texts {
	if (typeof texts === 'string') return invented(texts) as Texts & string;
	return Object.fromEntries(
		Object.entries(texts as object).map(([name, part]) => [name, inventedTexts(part)]),
	) as Texts;
}

/** A language that nobody speaks, with dates in Greek. */
export function inventedVocabulary(vocabulary: Vocabulary): Vocabulary {
	return { ...inventedTexts(vocabulary), language: { name: 'Invented', tag: 'el' } };
}
