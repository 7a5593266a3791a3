import { webAddress } from '../mapping/event';
import { bodyValue, type EventRequest } from '../request';
import type { Problem } from '../source';
import { readLines, type ReadLines } from './lines';
import { plainText } from './plainText';
import { readRobotMessage, robotPlatformOf, type Field, type RobotPlatform } from './robotMessage';

/** A robot's message as text for people. */
export interface Notice extends ReadLines {
	platform: RobotPlatform;
	/** The platform's own name of the message type. */
	type: string;
	url?: string;
	deliveryId?: string;
}

export type NoticeReading = { ok: true; notice: Notice } | { ok: false; problem: Problem };

const HINT =
	'Send the message as to a robot of WeCom, DingTalk, Feishu or Slack: as JSON, with the fields that the platform documents for its message type.';

/** Reads the message of a request that is meant for a robot. */
export function readNotice(request: EventRequest): NoticeReading {
	const body = bodyValue(request);
	const platform = robotPlatformOf(body);
	if (!platform) {
		return {
			ok: false,
			problem: {
				field: 'msgtype',
				message:
					'missing, and so are msg_type, text, blocks and attachments: this is no message for a robot',
				hint: HINT,
			},
		};
	}
	const reading = readRobotMessage(body, platform);
	if (!reading.ok) {
		return { ok: false, problem: { field: reading.field, message: reading.message, hint: HINT } };
	}
	const { type, title, content, fields, url, deliveryId } = reading.message;
	const lines = readLines(content);
	return {
		ok: true,
		notice: {
			...lines,
			platform,
			type,
			title: lines.title ?? (title && plainText(title)),
			fields: [
				...lines.fields,
				...fields.map(({ name, value }) => ({ name: plainText(name), value: plainText(value) })),
			],
			url: webAddress(url),
			deliveryId,
		},
	};
}

/** The lines that say more than what was taken from the lines with these names; undefined when there are none. */
export function otherLines(
	{ fields }: ReadLines,
	taken: ReadonlyArray<readonly string[]>,
): Field[] | undefined {
	const names = taken.flat().map((name) => name.toLowerCase());
	const rest = fields.filter(({ name }) => !names.includes(name.toLowerCase()));
	return rest.length > 0 ? rest : undefined;
}

/** What the sender sent, without the proof that it was the sender. */
export function withoutSignature(body: unknown): unknown {
	if (typeof body !== 'object' || body === null) return body;
	const { sign, timestamp, ...rest } = body as Record<string, unknown>;
	return rest;
}

/** The value of the line with the first of these names that the message has. */
export function lineValue(notice: ReadLines, names: readonly string[]): string | undefined {
	for (const wanted of names) {
		const line = notice.fields.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
		if (line) return line.value;
	}
	return undefined;
}
