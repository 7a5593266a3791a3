import { durationInWords } from './duration';
import { fill, nameFor, pluralText, type Text } from './text';
import type { Vocabulary } from './vocabulary';

/** What an escalation says when it gives something off. */
export type Said =
	| { what: 'reminder'; number: number; maximum: number | null }
	| { what: 'replied' }
	| { what: 'silence' }
	| { what: 'exhausted'; count: number }
	| { what: 'reminderFailed'; number: number };

/** @param who the customer, where a name is known. @param waited in ms. */
export function headline(
	said: Said,
	{ who, waited }: { who: string | undefined; waited: number },
	{ shared, language }: Vocabulary,
): string {
	const { headlines } = shared;
	const time = durationInWords(waited, shared.units);
	const named = (text: Text<'who'>) => ({
		who: nameFor(text, 'who', who, shared.customer),
		time,
	});
	switch (said.what) {
		case 'reminder': {
			const { number, maximum } = said;
			return maximum === null
				? fill(headlines.reminder, { ...named(headlines.reminder), number })
				: fill(headlines.reminderOf, { ...named(headlines.reminderOf), number, maximum });
		}
		case 'exhausted': {
			const text = pluralText(headlines.exhausted, said.count, language.tag);
			return fill(text, { ...named(text), count: said.count });
		}
		case 'reminderFailed': {
			const text = headlines.reminderFailed;
			return fill(text, { ...named(text), number: said.number });
		}
		case 'replied':
		case 'silence':
			return fill(headlines[said.what], named(headlines[said.what]));
	}
}

/** What somebody did to a conversation. */
export interface SaidChange {
	change: keyof Vocabulary['shared']['changes'];
	/** The customer, where a name is known. */
	who: string | undefined;
	/** Who did it, where that is known. */
	by: string | undefined;
	/** Of a hold that still holds, in words. */
	hold?: { until: string } | { during: string };
}

export function changeHeadline(
	{ change, who, by, hold }: SaidChange,
	{ shared }: Vocabulary,
): string {
	const texts = shared.changes[change];
	const names = (text: Text<'who' | 'by'>) => ({
		who: nameFor(text, 'who', who, shared.customer),
		by: nameFor(text, 'by', by, shared.someone),
	});
	if (typeof texts === 'string') return fill(texts, names(texts));
	if (hold === undefined) return fill(texts.over, names(texts.over));
	const [text, time] = 'until' in hold ? [texts.until, hold.until] : [texts.during, hold.during];
	return fill(text, { ...names(text), time });
}
