import { vocabularies } from './vocabularies';
import type { Vocabulary } from './vocabulary';

export type Language = keyof typeof vocabularies;

export const languages = Object.keys(vocabularies) as Language[];

/** For whom none of the languages is chosen. */
export const DEFAULT_LANGUAGE = 'en' satisfies Language;

export function vocabularyOf(language: Language): Vocabulary {
	return vocabularies[language];
}
