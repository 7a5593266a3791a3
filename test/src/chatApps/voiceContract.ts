import type {
	AskPlatform,
	PlatformAnswer,
	PlatformRequest,
} from '../../../src/chatApps/connection/dialect';
import type { ChatVoice, KnownPerson } from '../../../src/chatApps/voice';
import { HOUR, SECOND } from '../../../src/time/duration';
import { FakeClock } from '../../support/time/fakeClock.mts';

/** What is not given is as of an empty answer with HTTP 200. */
export type GivenAnswer = Partial<PlatformAnswer> | Error | 'never';

/** A platform that answers what a test says, anew for each test. */
export interface AskedPlatform {
	readonly clock: FakeClock;
	/** Without what tokens were asked for by. */
	readonly asked: PlatformRequest[];
	/** How many tokens it has given. */
	readonly tokens: number;
	/** Of the next requests, in order. */
	answers: GivenAnswer[];
	ask: AskPlatform;
}

/**
 * Called where the tests are described. @param tokens where the platform hands
 * them out: the end of the address, and the body that brings the n-th.
 */
export function askedPlatform(
	tokens: { path: string; body: (number: number) => unknown } | undefined = undefined,
): AskedPlatform {
	let clock: FakeClock;
	let asked: PlatformRequest[];
	let given: number;
	const platform: AskedPlatform = {
		get clock() {
			return clock;
		},
		get asked() {
			return asked;
		},
		get tokens() {
			return given;
		},
		answers: [],
		async ask(request) {
			if (tokens && request.url.endsWith(tokens.path)) {
				given += 1;
				return { status: 200, headers: {}, body: tokens.body(given) };
			}
			asked.push(request);
			const answer = platform.answers.shift() ?? {};
			if (answer === 'never') return await new Promise(() => undefined);
			if (answer instanceof Error) throw answer;
			return { status: 200, headers: {}, body: {}, ...answer };
		},
	};
	beforeEach(() => {
		clock = new FakeClock();
		asked = [];
		given = 0;
		platform.answers = [];
	});
	return platform;
}

/** A platform's own answers to what all platforms are asked. */
export interface VoiceExamples {
	platform: AskedPlatform;
	voice(): ChatVoice;
	person: {
		id: string;
		request: PlatformRequest;
		answer: GivenAnswer;
		is: KnownPerson;
		/** What else does not say who it is. */
		unsaid: Array<[what: string, GivenAnswer]>;
	};
	change: {
		chat: string;
		message: string;
		body: Record<string, unknown>;
		request: PlatformRequest;
		answer: GivenAnswer;
		/** Will never be. */
		refused: Array<[code: string, GivenAnswer]>;
		/** Is tried again, after so many ms. */
		passing: Array<[code: string, GivenAnswer, waitFor: number]>;
	};
}

/** What every platform's voice holds that asks by HTTP. */
export function voiceContract({ platform, voice, person, change }: VoiceExamples): void {
	describe('who somebody is', () => {
		it('is asked once in an hour', async () => {
			platform.answers = [person.answer];
			const { person: personOf } = voice();
			expect(await personOf(person.id)).toEqual(person.is);
			expect(await personOf(person.id)).toEqual(person.is);
			expect(platform.asked).toEqual([person.request]);
			await platform.clock.advance(HOUR);
			await personOf(person.id);
			expect(platform.asked).toHaveLength(2);
		});

		it.each<[string, GivenAnswer]>([
			['fails', new Error('socket hang up')],
			['is a page', { body: '<html>' }],
			...person.unsaid,
		])('is not known where the answer %s, and asked again', async (_, answer) => {
			platform.answers = [answer, person.answer];
			const { person: personOf } = voice();
			expect(await personOf(person.id)).toBeUndefined();
			expect(await personOf(person.id)).toEqual(person.is);
			expect(platform.asked).toHaveLength(2);
		});

		it('is not waited for: platforms tell whoever pressed after three seconds that it failed', async () => {
			platform.answers = ['never'];
			const asked = voice().person(person.id);
			await platform.clock.advance(2 * SECOND);
			expect(await asked).toBeUndefined();
		});
	});

	describe('a change', () => {
		const { chat, message, body } = change;

		it('names what the message is to be', async () => {
			platform.answers = [change.answer];
			expect(await voice().change(chat, message, body)).toEqual({ is: 'changed' });
			expect(platform.asked).toEqual([change.request]);
		});

		it.each(change.refused)('that is refused with %s will never be', async (code, answer) => {
			platform.answers = [answer];
			expect(await voice().change(chat, message, body)).toEqual({ is: 'refused', code });
		});

		it.each<[string, GivenAnswer, number]>([
			['no answer', new Error('socket hang up'), 5 * SECOND],
			['HTTP 502', { status: 502, body: '<html>' }, 5 * SECOND],
			...change.passing,
		])('comes later after %s', async (code, answer, waitFor) => {
			platform.answers = [answer];
			expect(await voice().change(chat, message, body)).toEqual({ is: 'later', code, waitFor });
		});

		it('is not waited for longer than a quarter of a minute', async () => {
			platform.answers = ['never'];
			const asked = voice().change(chat, message, body);
			await platform.clock.advance(15 * SECOND);
			expect(await asked).toEqual({ is: 'later', code: 'no answer', waitFor: 5 * SECOND });
		});
	});
}
