import { own } from '../own';

type All<Union> = (Union extends unknown ? (one: Union) => void : never) extends (
	all: infer Intersection,
) => void
	? Intersection
	: never;

/** A text with a place for each of these names: `{who} is waiting` is a `Text<'who'>`. */
export type Text<Name extends string> = string &
	All<Name extends string ? `${string}{${Name}}${string}` : never>;

/** A text by the number in it, which is at `{count}`; the rules are CLDR's. */
export type Plural<Name extends string> = { other: Text<Name | 'count'> } & Partial<
	Record<Intl.LDMLPluralRule, Text<Name | 'count'>>
>;

/** Instead of a name that is not known: where a text begins with it, and inside of a text. */
export interface Unnamed {
	first: string;
	inside: string;
}

/** A name in braces, with a space beside it where that stands next to a Han character. */
const PLACE = /(?:(?<=\p{Script=Han})( ))?\{(\w+)\}(?:( )(?=\p{Script=Han}))?/gu;
const FIRST_IS_HAN = /^\p{Script=Han}/u;
const LAST_IS_HAN = /\p{Script=Han}$/u;

/**
 * Each value at its place, and never read again: a customer may be called
 * `{time}`. Places without a value stay. Chinese has a space beside Latin letters
 * and digits, and none between two of its own characters.
 */
export function fill<Name extends string>(
	text: Text<Name>,
	values: Readonly<Record<Name, string | number>>,
): string {
	return text.replace(PLACE, (place, before = '', name: string, after = '') => {
		const value = own(values as Record<string, string | number>, name);
		if (value === undefined) return place;
		const said = String(value);
		return `${FIRST_IS_HAN.test(said) ? '' : before}${said}${LAST_IS_HAN.test(said) ? '' : after}`;
	});
}

/** @param language as in BCP 47. */
export function pluralText<Name extends string>(
	forms: Plural<Name>,
	count: number,
	language: string,
): Text<Name | 'count'> {
	return forms[new Intl.PluralRules(language).select(count)] ?? forms.other;
}

/** The name, or what stands for it at the place `{place}` of the text. */
export function nameFor<Place extends string>(
	text: Text<Place>,
	place: Place,
	name: string | undefined,
	unnamed: Unnamed,
): string {
	return name ?? (text.startsWith(`{${place}}`) ? unnamed.first : unnamed.inside);
}
