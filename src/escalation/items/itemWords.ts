import { DEFAULT_LANGUAGE, vocabularyOf } from '../../words/language';

/**
 * What items are written in. They are data: one item goes to robots of several
 * languages, each of which says it in its own from the item's fields.
 */
export const itemWords = vocabularyOf(DEFAULT_LANGUAGE);
