import { en } from './en';
import { zh } from './zh';

/** Every language that we speak, by its primary subtag of BCP 47. A new one is one file beside these and one line here. */
export const vocabularies = { en, zh };
