/*
 * The frames of a long connection, in Protocol Buffers ("Encoding",
 * protobuf.dev). The vendor's clients have the same schema:
 *
 *   message Header { required string key = 1; required string value = 2; }
 *   message Frame {
 *     required uint64 SeqID = 1; required uint64 LogID = 2;
 *     required int32 service = 3; required int32 method = 4;
 *     repeated Header headers = 5; optional string payloadEncoding = 6;
 *     optional string payloadType = 7; optional bytes payload = 8; optional string LogIDNew = 9;
 *   }
 */

/** A frame as far as it is read, with all of it that goes back with an answer. */
export interface FeishuFrame {
	/** 0: of the connection itself. 1: of what happens in the app. */
	method: number;
	headers: Map<string, string>;
	payload: Buffer;
	/** Every field but the payload, as it came. */
	envelope: Buffer;
}

const METHOD = 4;
const HEADERS = 5;
const PAYLOAD = 8;
/** Wire types. */
const VARINT = 0;
const FIXED_64 = 1;
const BYTES = 2;
const FIXED_32 = 5;
/** A frame has nine fields, and some ten headers. */
const MOST_FIELDS = 200;
const LONGEST_VARINT = 10;

interface Field {
	number: number;
	/** Of a varint. */
	value: number;
	/** Of a field with a length. */
	bytes: Buffer;
	/** Where it begins and ends. */
	start: number;
	end: number;
}

/** Undefined where it is none. */
export function readFrame(data: Buffer): FeishuFrame | undefined {
	const fields = fieldsOf(data);
	if (!fields) return undefined;
	const headers = new Map<string, string>();
	for (const { number, bytes } of fields) {
		if (number !== HEADERS) continue;
		const parts = fieldsOf(bytes);
		if (!parts) return undefined;
		const part = (which: number) =>
			parts.find((one) => one.number === which)?.bytes.toString('utf8');
		headers.set(part(1) ?? '', part(2) ?? '');
	}
	return {
		method: fields.findLast(({ number }) => number === METHOD)?.value ?? 0,
		headers,
		payload: fields.findLast(({ number }) => number === PAYLOAD)?.bytes ?? Buffer.alloc(0),
		envelope: Buffer.concat(
			fields
				.filter(({ number }) => number !== PAYLOAD)
				.map(({ start, end }) => data.subarray(start, end)),
		),
	};
}

/** What answers a frame: the same one with another payload, and with one more header. */
export function answerFrame(
	{ envelope }: FeishuFrame,
	header: [name: string, value: string],
	payload: string,
): Buffer {
	return Buffer.concat([
		envelope,
		headerField(...header),
		bytesField(PAYLOAD, Buffer.from(payload)),
	]);
}

/** A frame of the connection itself. @param service of the address. */
export function controlFrame(type: string, service: number): Buffer {
	const numbers = [0, 0, service, 0].map((value, index) => varintField(index + 1, value));
	return Buffer.concat([...numbers, headerField('type', type)]);
}

function headerField(name: string, value: string): Buffer {
	const header = [bytesField(1, Buffer.from(name)), bytesField(2, Buffer.from(value))];
	return bytesField(HEADERS, Buffer.concat(header));
}

function bytesField(number: number, bytes: Buffer): Buffer {
	return Buffer.concat([varint(number * 8 + BYTES), varint(bytes.length), bytes]);
}

function varintField(number: number, value: number): Buffer {
	return Buffer.concat([varint(number * 8 + VARINT), varint(value)]);
}

/** Of a whole number from 0 to 2^53. */
function varint(value: number): Buffer {
	const bytes: number[] = [];
	let left = value;
	while (left >= 0x80) {
		bytes.push((left % 0x80) + 0x80);
		left = Math.floor(left / 0x80);
	}
	return Buffer.from([...bytes, left]);
}

/** Undefined where the bytes are no message. */
function fieldsOf(data: Buffer): Field[] | undefined {
	const fields: Field[] = [];
	let at = 0;
	while (at < data.length) {
		if (fields.length === MOST_FIELDS) return undefined;
		const start = at;
		const key = readVarint(data, at);
		if (!key) return undefined;
		const number = Math.floor(key.value / 8);
		const body = readBody(data, key.end, key.value % 8);
		if (!body || number === 0) return undefined;
		at = body.end;
		fields.push({ number, start, ...body });
	}
	return fields;
}

const NO_BYTES = Buffer.alloc(0);

function readBody(
	data: Buffer,
	at: number,
	type: number,
): Pick<Field, 'value' | 'bytes' | 'end'> | undefined {
	switch (type) {
		case VARINT: {
			const read = readVarint(data, at);
			return read && { ...read, bytes: NO_BYTES };
		}
		case BYTES: {
			const length = readVarint(data, at);
			if (!length || length.value > data.length - length.end) return undefined;
			const end = length.end + length.value;
			return { value: 0, bytes: data.subarray(length.end, end), end };
		}
		case FIXED_64:
		case FIXED_32: {
			const end = at + (type === FIXED_64 ? 8 : 4);
			return end > data.length ? undefined : { value: 0, bytes: NO_BYTES, end };
		}
		default:
			return undefined;
	}
}

/** Beyond 2^53 the value is not exact: such numbers are ids, which go back as they came. */
function readVarint(data: Buffer, start: number): { value: number; end: number } | undefined {
	let value = 0;
	for (let index = 0; index < LONGEST_VARINT && start + index < data.length; index += 1) {
		const byte = data[start + index];
		value += (byte % 0x80) * 2 ** (7 * index);
		if (byte < 0x80) return { value, end: start + index + 1 };
	}
	return undefined;
}
