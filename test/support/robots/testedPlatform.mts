import type { ICredentialType, INodeParameters, INodeType } from 'n8n-workflow';

import type { WhenTooLong } from '../../../src/robots/notification/inParts.ts';
import type { Notification } from '../../../src/robots/notification/notification.ts';
import type { Language } from '../../../src/words/language.ts';
import type { Platform } from '../../../src/robots/sending/platform.ts';
import type { ErrorAdvice } from '../../../src/robots/sending/response.ts';
import type { GatewayAnswers } from './echoingGateway.mts';
import type { PlayedPlatform } from './playedPlatform.mts';

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
	/** Requests of the test of the credential, one for each secret; 1 where it says nothing. */
	testedBy?: number;
	/** Of every operation. */
	parameters: INodeParameters[];
	/** How its platform refuses a request in words of its own, and how it says that it has sent a message. */
	answers: GatewayAnswers;
}

type TextWriters = Record<string, (text: string) => unknown>;

/** A platform: how we write, what its document allows, and what its groups read. */
export interface TestedPlatform extends PlayedPlatform {
	/** Its page below docs/robots. */
	page: string;
	robots: TestedRobot[];
	/** What sending knows of it: one for each way in which it answers. */
	platforms: Platform[];
	/** The table that its node speaks by. */
	errors: Readonly<Record<string, ErrorAdvice>>;
	styles: readonly string[];
	write(notification: Notification, options?: WriteOptions): any[];
	schema: { safeParse(body: unknown): { success: boolean; error?: { issues: unknown[] } } };
	/** How this platform names who `one` mentions. */
	one: string;
	everybody: string;
	/** Bytes or characters that its document allows, and how long a message is. */
	limit: number;
	size(body: any): number;
	/** What of its markup somebody could write who wants to be taken for the platform. */
	markup: readonly string[];
	/** Whatever it writes of a markdown. */
	markdownWriters: TextWriters;
	/** Whatever else it makes of a text of any length. */
	writers: TextWriters;
}

/** The options that are the same everywhere. */
export const common = ({ language = 'en', whenTooLong = 'split' }: WriteOptions) =>
	({ language, whenTooLong }) as const;
/** Bytes of the whole body. */
export const bytes = (body: unknown) => Buffer.byteLength(JSON.stringify(body));
