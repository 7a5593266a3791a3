import { durationInWords } from './duration';
import type { NamedMatter } from './namedMatter';
import { fill, nameFor, pluralText, type Text } from './text';
import type { Headlines, Vocabulary } from './vocabulary';

/** What an escalation says when it gives something off. */
export type Said =
	| {
			what: 'reminder';
			number: number;
			maximum: number | null;
			/** Whether somebody was on it before. */
			wasAcknowledged: boolean;
	  }
	| { what: 'replied'; /** Whether a person said so, not the source. */ isMarked: boolean }
	| { what: 'silence' }
	| { what: 'exhausted'; count: number }
	| { what: 'reminderFailed'; number: number };

/** @param waited in ms. */
export function headline(
	said: Said,
	{ waits, waited }: { waits: NamedMatter; waited: number },
	{ shared, language }: Vocabulary,
): string {
	const { matter } = waits;
	const headlines: Headlines<'what'> = shared.headlines[matter];
	const time = durationInWords(waited, shared.units);
	/** With its name, and what people refer to, where the text has a place for it. */
	const fillIn = <Name extends string>(
		text: Text<Name | 'what'>,
		values: Record<Name, string | number>,
		name = waits.name,
	): string => {
		const what = nameFor(text as Text<'what'>, 'what', name, shared.customer);
		return fill<string>(text as Text<string>, { ref: waits.ref ?? '', what, ...values });
	};
	switch (said.what) {
		case 'reminder': {
			const isOn = matter === 'alert' && said.wasAcknowledged;
			const nth = nthInWords(said, shared);
			return fillIn(isOn ? shared.unresolved : headlines.reminder, { time, nth }, waits.told);
		}
		case 'exhausted': {
			const text = pluralText(headlines.exhausted, said.count, language.tag);
			return fillIn(text, { time, count: said.count });
		}
		case 'reminderFailed':
			return fillIn(headlines.reminderFailed, { time, number: said.number });
		case 'replied':
			return said.isMarked && !isRepliedTo(waits)
				? fillIn(shared.markedHandled, { time }, nameInWords(waits, shared))
				: fillIn(headlines.replied, { time });
		case 'silence':
			return fillIn(headlines.silence, { time });
	}
}

/** Whether a reply is what it waits for, other than that something is done. */
export function isRepliedTo({ matter }: Pick<NamedMatter, 'matter'>): boolean {
	return matter === 'customer' || matter === 'message';
}

/** What waits by itself: `Pull request #12 (Fix the build)`; undefined for a customer of whom no name is known. */
export function nameInWords(
	{ name, ref }: NamedMatter,
	{ named }: Pick<Vocabulary['shared'], 'named'>,
): string | undefined {
	return ref === undefined || name === undefined ? name : fill(named, { ref, what: name });
}

function nthInWords(
	{ number, maximum }: { number: number; maximum: number | null },
	{ nth }: Vocabulary['shared'],
): string {
	return maximum === null ? fill(nth.all, { number }) : fill(nth.of, { number, maximum });
}

/** What somebody did to a conversation. */
export interface SaidChange {
	change: keyof Vocabulary['shared']['changes'] | 'nobodyOnDuty';
	waits: NamedMatter;
	/** Who did it, where that is known. */
	by: string | undefined;
	/** Of a hold that still holds, in words. */
	hold?: { until: string } | { during: string };
}

/** What has become of a target: a part of it is used, or it is missed. */
interface SaidTarget {
	change: 'warning' | 'breached';
	target: keyof Vocabulary['shared']['targets'];
	waits: NamedMatter;
	/** In which it is to be met, in ms. */
	within: number;
	/** What of it is used, in percent. */
	share: number;
}

export function targetHeadline(
	{ change, target, waits, within, share }: SaidTarget,
	{ shared }: Vocabulary,
): string {
	const text = shared.targets[target][change];
	const who = nameFor<'who'>(text, 'who', nameInWords(waits, shared), shared.customer);
	const time = durationInWords(within, shared.units);
	return fill<string>(text as Text<string>, { who, share, time });
}

export function changeHeadline(
	{ change, waits, by, hold }: SaidChange,
	{ shared }: Vocabulary,
): string {
	const who = nameInWords(waits, shared);
	if (change === 'nobodyOnDuty') {
		const { nobodyOnDuty } = shared;
		return fill(nobodyOnDuty, { who: nameFor(nobodyOnDuty, 'who', who, shared.customer) });
	}
	const texts =
		change === 'markedReplied' && !isRepliedTo(waits)
			? shared.markedAsHandled
			: shared.changes[change];
	const names = (text: Text<'who' | 'by'>) => ({
		who: nameFor(text, 'who', who, shared.customer),
		by: nameFor(text, 'by', by, shared.someone),
	});
	if (typeof texts === 'string') return fill(texts, names(texts));
	if (hold === undefined) return fill(texts.over, names(texts.over));
	const [text, time] = 'until' in hold ? [texts.until, hold.until] : [texts.during, hold.during];
	return fill(text, { ...names(text), time });
}
