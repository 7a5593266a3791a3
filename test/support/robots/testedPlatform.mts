import type { ICredentialType, INodeParameters, INodeType } from 'n8n-workflow';

import type { WhenTooLong } from '../../../src/robots/notification/inParts.ts';
import type { Notification } from '../../../src/robots/notification/notification.ts';
import type { Language } from '../../../src/words/language.ts';
import type { ErrorAdvice } from '../../../src/robots/sending/response.ts';
import type { Reading } from './reading.mts';

export interface WriteOptions {
	style?: string;
	language?: Language;
	whenTooLong?: WhenTooLong;
	/** Somebody to mention, so that a mention that was not asked for can be told from it. */
	mentioned?: 'nobody' | 'one' | 'everybody';
}

/** How a platform is reached: its node, with a credential of one kind. */
export interface TestedRobot {
	name: string;
	node: INodeType;
	credential: ICredentialType;
	/** What somebody enters whose robot is at that base URL. `secret` makes another one each time it is asked. */
	fields(baseUrl: string, secret: () => string): Record<string, string>;
	/** Of every operation. */
	parameters: INodeParameters[];
}

/** A platform: how we write, what its document allows, and what its groups read. */
export interface TestedPlatform {
	name: string;
	/** Its page below docs/robots. */
	page: string;
	robots: TestedRobot[];
	/** The table that its node speaks by. */
	errors: Readonly<Record<string, ErrorAdvice>>;
	styles: readonly string[];
	write(notification: Notification, options?: WriteOptions): any[];
	schema: { safeParse(body: unknown): { success: boolean; error?: { issues: unknown[] } } };
	read(body: any): Reading;
	/** How this platform names who `one` mentions. */
	one: string;
	everybody: string;
	/** Bytes or characters that its document allows, and how long a message is. */
	limit: number;
	size(body: any): number;
}

/** The options that are the same everywhere. */
export const common = ({ language = 'en', whenTooLong = 'split' }: WriteOptions) =>
	({ language, whenTooLong }) as const;
/** Bytes of the whole body. */
export const bytes = (body: unknown) => Buffer.byteLength(JSON.stringify(body));
