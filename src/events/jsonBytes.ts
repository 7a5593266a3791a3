/*
 * JSON looked at as bytes, before anybody is known and before it is parsed:
 * one pass, nothing made for an element. All take any bytes, and say of what
 * is no JSON whatever comes of it: the parser judges that, later.
 */

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const ZERO = 0x30;
const MINUS = 0x2d;
const LETTER_A = 0x61;
const LETTER_U = 0x75;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;
const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;

/** Bytes: signatures, passwords and times have some dozens. */
const LONGEST_VALUE = 1_024;

export interface JsonBounds {
	/** Levels of lists and objects in one another. */
	depth: number;
	/** Values, at any depth: elements of lists and members of objects. */
	values: number;
}

/** Which of the bounds a body goes beyond; undefined when it is within both, or is neither list nor object. */
export function boundPassed(bytes: Uint8Array, bounds: JsonBounds): keyof JsonBounds | undefined {
	const first = bytes[firstOf(bytes)];
	if (first !== OPENING_BRACE && first !== OPENING_BRACKET) return undefined;
	let depth = 0;
	let values = 0;
	for (let index = 0; index < bytes.length; index += 1) {
		switch (bytes[index]) {
			case QUOTE:
				index = closingQuote(bytes, index);
				break;
			case OPENING_BRACE:
			case OPENING_BRACKET:
				depth += 1;
				// Of its first value no comma tells.
				values += 1;
				if (depth > bounds.depth) return 'depth';
				if (values > bounds.values) return 'values';
				break;
			case CLOSING_BRACE:
			case CLOSING_BRACKET:
				depth -= 1;
				break;
			case COMMA:
				values += 1;
				if (values > bounds.values) return 'values';
				break;
		}
	}
	return undefined;
}

/**
 * The members of these names of the object that the bytes are, as `JSON.parse`
 * would have them: of two with one name the last, however the name is written.
 * Texts that are not empty, and numbers as text; others are missing, as is
 * what is longer than any proof.
 */
export function topLevelMembers(
	bytes: Buffer,
	names: readonly string[],
): Readonly<Record<string, string>> {
	/** From where to where the value stands, by the place of its name in `names`. */
	const starts: number[] = [];
	const ends: number[] = [];
	let depth = 0;
	/** Of the member that is being read: that of its name, where it is one of `names`. */
	let member = -1;
	let inName = false;
	let index = firstOf(bytes);
	if (bytes[index] !== OPENING_BRACE) return {};
	for (; index < bytes.length; index += 1) {
		switch (bytes[index]) {
			case QUOTE: {
				const end = closingQuote(bytes, index);
				if (inName && depth === 1) member = placeOf(bytes, index + 1, end, names);
				index = end;
				break;
			}
			case COLON:
				if (depth === 1 && inName) {
					inName = false;
					if (member >= 0) starts[member] = index + 1;
				}
				break;
			case COMMA:
				if (depth === 1) {
					if (member >= 0 && !inName) ends[member] = index;
					member = -1;
					inName = true;
				}
				break;
			case OPENING_BRACE:
			case OPENING_BRACKET:
				depth += 1;
				if (depth === 1) inName = true;
				break;
			case CLOSING_BRACE:
			case CLOSING_BRACKET:
				if (depth === 1 && member >= 0 && !inName) ends[member] = index;
				depth -= 1;
				// What stands behind the object makes it no JSON.
				if (depth === 0) index = bytes.length;
				break;
		}
	}
	const found: Record<string, string> = Object.create(null);
	for (const [place, name] of names.entries()) {
		const value = asText(bytes, starts[place], ends[place]);
		if (value !== undefined) found[name] = value;
	}
	return found;
}

/**
 * Whether an object has two members of one name. Parsers take the last; a
 * template that is filled in without escaping lets whoever chooses a value
 * write further members behind it.
 *
 * @param bytes are JSON; what is no object has none.
 */
export function hasRepeatedNames(bytes: Buffer): boolean {
	if (bytes[firstOf(bytes)] !== OPENING_BRACE) return false;
	const seen = new Set<unknown>();
	let depth = 0;
	let text = { start: 0, end: 0 };
	for (let index = 0; index < bytes.length; index += 1) {
		switch (bytes[index]) {
			case QUOTE: {
				const end = closingQuote(bytes, index) + 1;
				text = { start: index, end };
				index = end - 1;
				break;
			}
			case COLON: {
				if (depth !== 1) break;
				const name = parsed(bytes, text.start, text.end);
				if (seen.has(name)) return true;
				seen.add(name);
				break;
			}
			case OPENING_BRACE:
			case OPENING_BRACKET:
				depth += 1;
				break;
			case CLOSING_BRACE:
			case CLOSING_BRACKET:
				depth -= 1;
				break;
		}
	}
	return false;
}

/** In decimal, the first whole number that a double does not tell from its neighbour has so many digits. */
const DIGITS_OF_LONG = 16;

/**
 * The same JSON with every number that a double cannot hold as a text of its
 * digits: a whole number beyond 2^53, which ids of many systems are, and what
 * would be infinite.
 *
 * @param bytes are JSON: outside of texts a digit begins a number, and no name.
 * @returns undefined where there are none.
 */
export function withLongNumbersAsText(bytes: Buffer): Buffer | undefined {
	let written: Buffer | undefined;
	let length = 0;
	let from = 0;
	for (let index = 0; index < bytes.length; index += 1) {
		const byte = bytes[index];
		if (byte === QUOTE) {
			index = closingQuote(bytes, index);
		} else if (byte === MINUS || isDigit(byte)) {
			const end = endOfNumber(bytes, index);
			if (!isHeld(bytes, index, end)) {
				// Each that is quoted has 16 bytes or an exponent of three digits: two more are less than twice as many.
				written ??= Buffer.allocUnsafe(2 * bytes.length);
				length += bytes.copy(written, length, from, index);
				written[length] = QUOTE;
				length += 1 + bytes.copy(written, length + 1, index, end);
				written[length] = QUOTE;
				length += 1;
				from = end;
			}
			index = end - 1;
		}
	}
	if (!written) return undefined;
	length += bytes.copy(written, length, from);
	return written.subarray(0, length);
}

/** Whether a double holds the number that stands there, as far as it is a whole one. */
function isHeld(bytes: Buffer, start: number, end: number): boolean {
	const isWhole = isDigits(bytes, bytes[start] === MINUS ? start + 1 : start, end);
	if (isWhole && end - start < DIGITS_OF_LONG) return true;
	// With a sign, a digit more than the longest that may be held.
	if (isWhole && end - start > DIGITS_OF_LONG + 1) return false;
	const value = Number(bytes.toString('latin1', start, end));
	return isWhole ? Number.isSafeInteger(value) : Number.isFinite(value);
}

function isDigits(bytes: Buffer, start: number, end: number): boolean {
	for (let index = start; index < end; index += 1) {
		if (!isDigit(bytes[index])) return false;
	}
	return true;
}

function endOfNumber(bytes: Buffer, start: number): number {
	let index = start + 1;
	while (index < bytes.length && isInNumber(bytes[index])) index += 1;
	return index;
}

const isDigit = (byte: number) => byte >= ZERO && byte <= ZERO + 9;

/** Digits, a point, an exponent and its sign. */
const isInNumber = (byte: number) =>
	isDigit(byte) ||
	byte === 0x2e ||
	byte === 0x65 ||
	byte === 0x45 ||
	byte === 0x2b ||
	byte === MINUS;

/** Behind a byte order mark and blanks. */
function firstOf(bytes: Uint8Array): number {
	let index = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
	while (bytes[index] === 0x20 || (bytes[index] >= 0x09 && bytes[index] <= 0x0d)) index += 1;
	return index;
}

/** Where the text ends that begins at a quotation mark; behind the last byte where it does not end. */
function closingQuote(bytes: Uint8Array, opening: number): number {
	let index = opening + 1;
	while (index < bytes.length && bytes[index] !== QUOTE) {
		index += bytes[index] === BACKSLASH ? 2 : 1;
	}
	return index;
}

/** Which of the names stands there; -1 for none. */
function placeOf(bytes: Buffer, start: number, end: number, names: readonly string[]): number {
	for (let place = 0; place < names.length; place += 1) {
		if (isName(bytes, start, end, names[place])) return place;
	}
	return -1;
}

/** Whether a text of JSON says a name of ASCII, also where it escapes it as `\u0073ign`. */
function isName(bytes: Buffer, start: number, end: number, name: string): boolean {
	let index = start;
	for (let position = 0; position < name.length; position += 1) {
		if (index >= end) return false;
		let code = bytes[index];
		if (code === BACKSLASH) {
			// Of the short escapes none is a letter.
			if (bytes[index + 1] !== LETTER_U || index + 6 > end) return false;
			// ASCII alone has anything to do with the names.
			if (bytes[index + 2] !== ZERO || bytes[index + 3] !== ZERO) return false;
			code = 16 * hexDigit(bytes[index + 4]) + hexDigit(bytes[index + 5]);
			index += 5;
		}
		if (code !== name.charCodeAt(position)) return false;
		index += 1;
	}
	return index === end;
}

/** The value of a digit; not a number for what is none. */
function hexDigit(byte: number): number {
	if (byte >= ZERO && byte <= ZERO + 9) return byte - ZERO;
	const letter = (byte | 0x20) - LETTER_A;
	return letter >= 0 && letter < 6 ? letter + 10 : NaN;
}

function asText(bytes: Buffer, start?: number, end?: number): string | undefined {
	if (start === undefined || end === undefined || end < start) return undefined;
	if (end - start > LONGEST_VALUE) return undefined;
	const first = bytes[start + firstOf(bytes.subarray(start, end))];
	if (first === OPENING_BRACE || first === OPENING_BRACKET) return undefined;
	const value = parsed(bytes, start, end);
	if (typeof value === 'number') {
		const written = bytes.toString('latin1', start, end).trim();
		return /^\d+$/.test(written) ? written : String(value);
	}
	return typeof value === 'string' && value !== '' ? value : undefined;
}

function parsed(bytes: Buffer, start: number, end: number): unknown {
	try {
		return JSON.parse(bytes.toString('utf8', start, end));
	} catch {
		return undefined;
	}
}
