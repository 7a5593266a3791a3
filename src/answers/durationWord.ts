import { own } from '../own';

/** Minutes of each unit that people write. */
const UNITS: Readonly<Record<string, number>> = {
	m: 1,
	min: 1,
	mins: 1,
	minute: 1,
	minutes: 1,
	分: 1,
	分钟: 1,
	h: 60,
	hr: 60,
	hrs: 60,
	hour: 60,
	hours: 60,
	小时: 60,
	个小时: 60,
	个钟头: 60,
	钟头: 60,
	d: 1_440,
	day: 1_440,
	days: 1_440,
	天: 1_440,
};
const DIGITS = '零一二三四五六七八九';
/** Minutes: a week. Who wants longer means something else. */
const LONGEST = 7 * 1_440;

const NUMBER = '\\d{1,4}(?:\\.\\d{1,2})?|[零一二两三四五六七八九十半]{1,3}|an?|half an';
const UNIT = Object.keys(UNITS)
	.toSorted((one, other) => other.length - one.length)
	.join('|');
const PART = `(${NUMBER})\\s?(${UNIT})(半| and a half)?`;
/** "一个半小时": the half stands within, and means the same as behind. */
const HALF_WITHIN = /个半(小时|钟头)/u;
const WHOLE = new RegExp(`^${PART}(?:\\s?(?:and\\s)?${PART})?$`, 'u');

/** `30m`, `1h 30m`, `90 min`, `半小时`, `一个半小时`: whole minutes from one to a week, else undefined. */
export function minutesIn(text: string): number | undefined {
	const found = WHOLE.exec(text.replace(HALF_WITHIN, '个$1半'));
	if (!found) return undefined;
	const [, number, unit, half, secondNumber, secondUnit, secondHalf] = found;
	const first = minutesOf(number, unit, half);
	const second = secondNumber ? minutesOf(secondNumber, secondUnit, secondHalf) : 0;
	// "30m 1h" is a slip of the pen.
	if (secondNumber && minutesOfUnit(secondUnit) >= minutesOfUnit(unit)) return undefined;
	const minutes = Math.round(first + second);
	return minutes >= 1 && minutes <= LONGEST ? minutes : undefined;
}

/** NaN where the number is none. */
function minutesOf(number: string, unit: string, half: string | undefined): number {
	return (numberOf(number) + (half ? 0.5 : 0)) * minutesOfUnit(unit);
}

/** NaN where it is none. */
function minutesOfUnit(unit: string): number {
	return own(UNITS, unit) ?? NaN;
}

function numberOf(text: string): number {
	if (text === 'a' || text === 'an') return 1;
	if (text === 'half an' || text === '半') return 0.5;
	if (/^\d/.test(text)) return Number(text);
	const characters = text.replaceAll('两', '二');
	const [tens, ones, ...others] = characters.split('十');
	const digit = (one: string, none: number) => (one === '' ? none : oneDigit(one));
	if (ones === undefined) return oneDigit(tens);
	return others.length > 0 ? NaN : digit(tens, 1) * 10 + digit(ones, 0);
}

function oneDigit(text: string): number {
	return text.length === 1 && DIGITS.includes(text) ? DIGITS.indexOf(text) : NaN;
}
