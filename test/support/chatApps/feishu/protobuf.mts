import protobuf from 'protobufjs';

/** The schema that the vendor's clients publish, read by another implementation than ours. */
const schema = protobuf.parse(
	`
	syntax = "proto2";
	message Header { required string key = 1; required string value = 2; }
	message Frame {
		required uint64 SeqID = 1; required uint64 LogID = 2;
		required int32 service = 3; required int32 method = 4;
		repeated Header headers = 5; optional string payloadEncoding = 6;
		optional string payloadType = 7; optional bytes payload = 8; optional string LogIDNew = 9;
	}`,
	{ keepCase: true },
);
const Frame = schema.root.lookupType('Frame');

export interface FeishuFrame {
	SeqID: string;
	LogID: string;
	service: number;
	method: number;
	headers: Array<{ key: string; value: string }>;
	payload?: Buffer;
	LogIDNew?: string;
}

export function encodeFrame(frame: FeishuFrame): Buffer {
	return Buffer.from(Frame.encode(Frame.fromObject(frame)).finish());
}

/** @throws where it is none. */
export function decodeFrame(data: Buffer): FeishuFrame {
	const object = Frame.toObject(Frame.decode(data), { longs: String }) as FeishuFrame;
	return { ...object, payload: object.payload && Buffer.from(object.payload) };
}

export const headerOf = ({ headers }: FeishuFrame, name: string): string | undefined =>
	headers.find(({ key }) => key === name)?.value;
