import type { IExecuteFunctions } from 'n8n-workflow';

import type { SendingOptions } from '../../../src/robots/design/item';
import { waysWhenTooLong } from '../../../src/robots/notification/inParts';
import { oneOf } from '../../../src/robots/values';
import { SECOND } from '../../../src/time/duration';
import { languages, type Language } from '../../../src/words/language';
import { ownLanguage } from '../../../src/words/ownLanguage';

/** The language of all robots: see `ownLanguage`. */
export const AUTOMATIC = 'auto';
/** How long a message may wait for its turn; WeCom's and DingTalk's windows are a minute. */
export const DEFAULT_WAIT_SECONDS = 75;
/** Repeat Until Replied hands out up to five reminders one by one. */
export const DEFAULT_DIGEST_FROM = 6;

/** What the collection "Options" of every robot node says. @throws {ExplainedError} */
export function sendingOptions(node: IExecuteFunctions, item: number): SendingOptions {
	const options = node.getNodeParameter('options', item, {}) as {
		language?: unknown;
		whenTooLong?: unknown;
		maximumWait?: number;
		digestFrom?: number;
	};
	const seconds = Number(options.maximumWait ?? DEFAULT_WAIT_SECONDS);
	return {
		language: languageOf(options.language),
		whenTooLong: oneOf(options.whenTooLong, waysWhenTooLong, 'split', 'When Too Long'),
		wait: Math.max(0, seconds) * SECOND,
		digestFrom: Number(options.digestFrom ?? DEFAULT_DIGEST_FROM),
	};
}

/** Of the option, or of all robots. @throws {ExplainedError} */
function languageOf(chosen: unknown): Language {
	const language = oneOf(chosen, [AUTOMATIC, ...languages], AUTOMATIC, 'Language');
	return language === AUTOMATIC ? ownLanguage() : language;
}
