import { languages, vocabularyOf } from '../../../src/words/language';
import { en } from '../../../src/words/en';
import type { Vocabulary } from '../../../src/words/vocabulary';
import { textsOf } from '../../support/words/textsOf.mts';

const forms = /\.(zero|one|two|few|many|other)$/;
const placesOf = (text: string) =>
	[...text.matchAll(/\{[^}]*\}/g)].map(([place]) => place).toSorted();
/** Each plural form has the places of its text. */
const expected = new Map(
	textsOf(en).map(([path, text]) => [path.replace(forms, ''), placesOf(text)]),
);

describe.each(languages)('the vocabulary of %s', (language) => {
	const vocabulary = vocabularyOf(language);
	const texts = textsOf(vocabulary);

	test('has the same places in every text, and no other', () => {
		const places = texts.map(([path, text]) => [path.replace(forms, ''), placesOf(text)]);
		expect(new Map(places as Array<[string, string[]]>)).toEqual(expected);
	});

	test('has a text everywhere, in one line, with no braces but those of places', () => {
		for (const [path, text] of texts) {
			expect({ path, isText: /^[^\n{}]+$/.test(text.replace(/\{[a-z]+\}/gi, 'x')) }).toEqual({
				path,
				isText: true,
			});
		}
	});

	test('says nothing twice that has a place of its own', () => {
		const { shared, ...parts } = vocabulary;
		const names = new Set(Object.values(shared.facts));
		const again = textsOf(parts).filter(
			([path, text]) => /facts|actions/.test(path) && names.has(text),
		);
		expect(again).toEqual([]);
	});

	test('is of a language that this Node.js knows', () => {
		const { tag } = vocabulary.language;
		expect(Intl.DateTimeFormat.supportedLocalesOf(tag)).toEqual([tag]);
		expect(new Intl.Locale(tag).language).toBe(language);
	});
});

describe('what natives do not write', () => {
	const banned: Record<string, RegExp> = {
		// One word for one thing: docs/glossary.md.
		en: /\bpush(es)?\b|\banswer|\bsomebody\b|\bword of\b|\bwaits\b/i,
		zh: /仍未回复|得到回复|处理人|正在处理|没有任何更改|已暂停$|[a-z0-9](?=[\p{Script=Han}])|第 \{\w+\}\/|更新的提醒/u,
	};
	test.each(Object.keys(banned))('is not in %s', (language) => {
		const texts = textsOf(vocabularyOf(language as (typeof languages)[number]));
		expect(texts.filter(([, text]) => banned[language].test(text))).toEqual([]);
	});
});

/** What the compiler refuses; `npm run typecheck` fails where it does not. */
export function refused(): Vocabulary[] {
	const { open, ...lessMessages } = en.messages;
	return [
		// @ts-expect-error a part is missing
		{
			language: en.language,
			shared: en.shared,
			messages: en.messages,
			pages: en.pages,
			board: en.board,
		},
		// @ts-expect-error a word is missing
		{ ...en, messages: lessMessages },
		// @ts-expect-error a place is missing
		{ ...en, board: { ...en.board, next: `${open} in a minute` } },
		{
			...en,
			shared: {
				...en.shared,
				// @ts-expect-error a place has another name
				held: { by: '{name} (until {time})', unknown: 'until {time}' },
			},
		},
		{
			...en,
			messages: {
				...en.messages,
				// @ts-expect-error a kind of event is missing
				kinds: { notice: 'Notice', test: 'Test', other: 'Other' },
			},
		},
	];
}
