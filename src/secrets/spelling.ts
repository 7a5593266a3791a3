/** A text as the bytes of its UTF-8, one character for each, and where in the text each of them came from. */
export interface Spelling {
	bytes: string;
	/** Index in the text at which that of a byte begins: of an escape, with all of it. */
	startOf(at: number): number;
	/** And behind its end. */
	endOf(at: number): number;
}

/** How deep texts are packed into each other, as an address in JSON in a page. */
const DEEPEST = 3;

/** All that a text may say, to who undoes escapes, Base64 and hexadecimal digits in it. */
export function* spellingsOf(text: string): Generator<Spelling> {
	yield* unpacked(plain(text), DEEPEST);
}

function* unpacked(spelling: Spelling, depth: number): Generator<Spelling> {
	yield spelling;
	if (depth === 0) return;
	const unescaped = withoutEscapes(spelling);
	if (unescaped) yield* unpacked(unescaped, depth - 1);
	for (const run of decodedRuns(spelling)) yield* unpacked(run, depth - 1);
}

function plain(text: string): Spelling {
	const bytes = inUtf8(text);
	if (bytes.length === text.length) {
		return { bytes, startOf: (at) => at, endOf: (at) => at + 1 };
	}
	const starts: number[] = [];
	const ends: number[] = [];
	let at = 0;
	for (const character of text) {
		const end = at + character.length;
		for (let count = lengthInUtf8(character); count > 0; count -= 1) {
			starts.push(at);
			ends.push(end);
		}
		at = end;
	}
	return { bytes, startOf: (byte) => starts[byte], endOf: (byte) => ends[byte] };
}

/** Bytes of one character; of half a pair, those of the one that stands for it. */
function lengthInUtf8(character: string): number {
	const code = character.codePointAt(0) ?? 0;
	if (code < 0x80) return 1;
	if (code < 0x800) return 2;
	return code < 0x10000 ? 3 : 4;
}

/** One character for each byte. */
export function inUtf8(text: string): string {
	return Buffer.from(text, 'utf8').toString('latin1');
}

class Making implements Spelling {
	bytes = '';

	private readonly starts: number[] = [];

	private readonly ends: number[] = [];

	/** Bytes that a part of the text stands for. */
	add(bytes: string, start: number, end: number): void {
		this.bytes += bytes;
		for (let count = 0; count < bytes.length; count += 1) {
			this.starts.push(start);
			this.ends.push(end);
		}
	}

	/** Bytes that stand for themselves. */
	keep(spelling: Spelling, from: number, to: number): void {
		this.bytes += spelling.bytes.slice(from, to);
		for (let at = from; at < to; at += 1) {
			this.starts.push(spelling.startOf(at));
			this.ends.push(spelling.endOf(at));
		}
	}

	startOf(at: number): number {
		return this.starts[at];
	}

	endOf(at: number): number {
		return this.ends[at];
	}
}

/** Of addresses, of HTML, and of JSON and JavaScript. */
const ESCAPE =
	/%(?<percent>[0-9a-f]{2})|\\x(?<byte>[0-9a-f]{2})|\\u(?<unicode>[0-9a-f]{4})|&#(?<decimal>\d{1,7});|&#x(?<hex>[0-9a-f]{1,6});|&(?<entity>amp|lt|gt|quot|apos|sol|equals|plus|colon|quest|lowbar);|\\(?<itself>[^ux\r\n])/gi;

/** Those that an address may need in HTML. */
const ENTITIES = new Map([
	['amp', '&'],
	['lt', '<'],
	['gt', '>'],
	['quot', '"'],
	['apos', "'"],
	['sol', '/'],
	['equals', '='],
	['plus', '+'],
	['colon', ':'],
	['quest', '?'],
	['lowbar', '_'],
]);

/** Undefined when it has none. */
function withoutEscapes(spelling: Spelling): Spelling | undefined {
	const { bytes } = spelling;
	let made: Making | undefined;
	let kept = 0;
	for (const { 0: escape, index, groups = {} } of bytes.matchAll(ESCAPE)) {
		made ??= new Making();
		made.keep(spelling, kept, index);
		kept = index + escape.length;
		made.add(meaningOf(groups), spelling.startOf(index), spelling.endOf(kept - 1));
	}
	made?.keep(spelling, kept, bytes.length);
	return made;
}

/** Bytes. Which control character it was does not matter. */
function meaningOf({ percent, byte, entity, itself, decimal, hex, unicode }: Escape): string {
	if (itself !== undefined) return /[bfnrtv0]/.test(itself) ? '\n' : itself;
	if (entity !== undefined) return ENTITIES.get(entity.toLowerCase()) ?? '';
	const eightBits = percent ?? byte;
	if (eightBits !== undefined) return String.fromCharCode(parseInt(eightBits, 16));
	const code = decimal === undefined ? parseInt(hex ?? unicode ?? '', 16) : Number(decimal);
	return inUtf8(code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd');
}

/** The groups of `ESCAPE`, of which one matched. */
type Escape = Record<string, string | undefined>;

/** Shorter ones hide nothing that can be told from chance. */
const BASE64 = /[a-z0-9+/_-]{12,}/gi;
const HEX = /[0-9a-f]{16,}/gi;

/** What Base64 and hexadecimal digits in it stand for. Where they begin cannot be known, so from each possible place. */
function* decodedRuns(spelling: Spelling): Generator<Spelling> {
	for (const { 0: run, index } of spelling.bytes.matchAll(BASE64)) {
		for (let from = 0; from < 4; from += 1)
			yield packed(spelling, index + from, run.slice(from), 6);
	}
	for (const { 0: run, index } of spelling.bytes.matchAll(HEX)) {
		for (let from = 0; from < 2; from += 1)
			yield packed(spelling, index + from, run.slice(from), 4);
	}
}

/** What characters stand for, from `index` on, of which each holds a few bits. */
function packed(spelling: Spelling, index: number, characters: string, bits: 4 | 6): Spelling {
	return {
		bytes: Buffer.from(characters, bits === 4 ? 'hex' : 'base64').toString('latin1'),
		startOf: (at) => spelling.startOf(index + Math.floor((at * 8) / bits)),
		endOf: (at) => spelling.endOf(index + Math.floor((at * 8 + 7) / bits)),
	};
}
