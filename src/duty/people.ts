import { folded } from '../text/folded';
import type { DutyEvent, Person } from './roster';

/** By names and aliases: a roster is asked for thousands of names at a time, and stays as it was read. */
const indexes = new WeakMap<readonly Person[], ReadonlyMap<string, Person>>();

/** The one whom a source or a calendar calls so: by the name before an alias, whole, in whatever letters. */
export function personNamed(people: readonly Person[], name: string): Person | undefined {
	const index = indexes.get(people) ?? indexOf(people);
	indexes.set(people, index);
	return index.get(folded(name));
}

/** The first who bears it. */
function indexOf(people: readonly Person[]): ReadonlyMap<string, Person> {
	const borne = [
		...people.map((person) => [folded(person.name), person] as const),
		...people.flatMap((person) => person.aliases.map((alias) => [folded(alias), person] as const)),
	];
	return new Map(borne.filter(([name]) => name !== '').toReversed());
}

/** Of a title, in UTF-16 code units: names are shorter. */
const LONGEST_TITLE = 500;
/** What stands between the parts of a title: a hyphen only with blanks around it, since names have some. */
const BETWEEN = /[,，、;；:：|/&+()（）[\]<>【】《》「」『』•→—]|\s[-–]\s/;

/**
 * What people and programs write beside a name: "Li Lei On-Call", "@lilei", "李雷值班",
 * "夜班 李雷", and pictures.
 */
const BESIDE = new RegExp(
	[
		/(?<![\p{L}\p{N}])(?:(?:is|are)\s+)?on[\s-]?(?:call|duty)(?![\p{L}\p{N}])/u,
		/值班|值守|轮值/,
		/(?<=^|\s)@/,
		/(?<=\p{Script=Han})[\s–-]+(?=\p{Script=Han})/u,
		/[\p{Extended_Pictographic}\p{Emoji_Modifier}\u{FE0F}\u{200D}]+/u,
	]
		.map(({ source }) => source)
		.join('|'),
	'iu',
);

/**
 * The people whom the event of a calendar is named after. PagerDuty writes
 * "On Call - Li Lei - Support", others "[L1] lilei" or "Li Lei, Han Meimei".
 * Where the title is nobody's, those who attend.
 */
export function peopleOf(people: readonly Person[], { title, attendees }: DutyEvent): Person[] {
	const named = (texts: string[]) => texts.flatMap((text) => personNamed(people, text) ?? []);
	const inPart = (part: string) => {
		const whole = named([part]);
		return whole.length > 0 ? whole : named(part.split(BESIDE));
	};
	const known = title.slice(0, LONGEST_TITLE);
	for (const find of [
		() => named([known]),
		() => known.split(BETWEEN).flatMap(inPart),
		() => named(attendees),
	]) {
		const found = find();
		if (found.length > 0) return [...new Set(found)];
	}
	return [];
}
