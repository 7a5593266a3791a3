import { NodeOperationError, type IDataObject, type ITriggerFunctions } from 'n8n-workflow';

import { act, isKnown } from '../../src/answers/act';
import type { AnswerRules, ChatAnswer } from '../../src/answers/answer';
import type { Writing } from '../../src/answers/lines';
import { SAID_EVERY } from '../../src/store/listeningApps';
import { MessageUpdates, sentMessage, shownAtOnce } from '../../src/answers/messageUpdates';
import { sayBack } from '../../src/answers/sayBack';
import { shownAnswer } from '../../src/answers/shownAnswer';
import { storedMessages } from '../../src/answers/storedMessages';
import type { AskPlatform, ChatReply, ChatRequest } from '../../src/chatApps/connection/dialect';
import { isFinal, type ConnectionState } from '../../src/chatApps/connection/state';
import type { ChatPress, ChatResponse, Incoming } from '../../src/chatApps/incoming';
import type { ChatVoice, VoiceWithoutChange } from '../../src/chatApps/voice';
import {
	joinChatApp,
	type Acted,
	type ChatHolder,
	type ChatLink,
} from '../../src/runtime/chatConnections';
import type { MovableClock, Runtime } from '../../src/runtime/runtime';
import { vocabularyOf, type Language } from '../../src/words/language';
import { inOneLine } from '../../src/text/utf8';
import type { Vocabulary } from '../../src/words/vocabulary';
import { logProblem } from '../shared/log';
import { answerItem } from './answerItem';
import { platformRequest } from '../shared/platformRequest';
import type { ChatApp, ChatPlatform } from './platforms';

export interface ChatListenerOptions {
	scope: string;
	platform: ChatPlatform;
	app: ChatApp;
	rules: AnswerRules;
	language: Language;
	/** Whether its workflow is published: only then reminders have buttons, and the log tells of the connection. */
	isPublished: boolean;
}

/** What the holders of one connection tell one another, whichever version of the package they are. */
interface Outcome {
	answer: ChatAnswer;
	/** Who did it. */
	holder: symbol;
	/** Whether who said it was told with the acknowledgement. */
	isTold: boolean;
}

/** One Chat Answer Trigger at work: does what people say, tells them, and keeps its messages true. */
export class ChatListener implements ChatHolder, MovableClock {
	readonly ask: AskPlatform;

	readonly scope: string;

	/** Nothing of it waits for n8n. */
	readonly standstill = undefined;

	private readonly holder = Symbol('holder');

	private readonly name: string;

	private readonly voice: ChatVoice | VoiceWithoutChange;

	private readonly vocabulary: Vocabulary;

	private readonly writing: Writing;

	/** Undefined where messages change only with the answer to a press. */
	private readonly updates: MessageUpdates | undefined;

	private readonly stopping = new AbortController();

	/** What is still to be done when it stops. */
	private readonly atWork = new Set<Promise<unknown>>();

	private link: ChatLink | undefined;

	private state: ConnectionState | undefined;

	/** One after the other, so that the last word stays. */
	private saying: Promise<unknown> = Promise.resolve();

	/** What the log was told last of the connection. */
	private told = '';

	/** Whether a person publishes it just now, and sees what is wrong. */
	private isWatched = false;

	constructor(
		private readonly trigger: ITriggerFunctions,
		private runtime: Runtime,
		private readonly options: ChatListenerOptions,
	) {
		const { app, platform, language, scope } = options;
		const { clock } = runtime;
		this.scope = scope;
		this.name = trigger.getNode().name;
		this.ask = platformRequest(trigger);
		const connection = {
			ask: async (request: ChatRequest): Promise<ChatReply> =>
				(await this.link?.ask(request)) ?? { is: 'unsent' },
		};
		this.voice = app.voice({ ask: this.ask, connection, clock });
		this.vocabulary = vocabularyOf(language);
		this.writing = platform.writing(trigger.getTimezone(), clock);
		this.updates = 'change' in this.voice ? this.updatesBy(this.voice) : undefined;
	}

	private updatesBy(voice: ChatVoice): MessageUpdates {
		const { app, platform } = this.options;
		const { logger } = this.trigger;
		return new MessageUpdates({
			app: app.name,
			conversations: () => this.runtime,
			clock: this.runtime.clock,
			change: async (...message) => await voice.change(...message),
			rewrite: (sent, now) =>
				platform.answered(sent, shownAnswer(now, this.vocabulary, this.writing)),
			onRefused: (code) => {
				logger.info(
					`"${this.name}": a message stays as it is, since ${platform.name} does not let it be changed (${code})`,
				);
			},
			onError: (error) =>
				logProblem(
					logger,
					'warn',
					`"${this.name}" could not look which messages to change; it keeps trying`,
					error,
				),
		});
	}

	/** Takes part in the connection of the app. `settled` resolves as soon as it is known whether it works. */
	start(isWatched: boolean): { settled(): Promise<ConnectionState> } {
		const { app } = this.options;
		this.isWatched = isWatched;
		this.runtime.clocks.add(this);
		const link = joinChatApp(app, this, this.runtime.clock);
		this.link = link;
		this.state = link.state;
		if (this.updates) this.run(this.updates.run(this.stopping.signal));
		if (this.options.isPublished) this.run(this.keepSaying());
		return {
			settled: async () => {
				const state = await link.settled();
				this.isWatched = false;
				return state;
			},
		};
	}

	/** Leaves the connection. Resolves when nothing of it is left. */
	async stop(): Promise<void> {
		this.stopping.abort('stopped');
		this.runtime.clocks.delete(this);
		this.link?.release();
		await Promise.allSettled(this.atWork);
		if (!this.options.isPublished) return;
		const { app } = this.options;
		await this.inTurn(async () => await this.runtime.listeningApps.leave(app.name, this.scope));
	}

	/** Newer code in the process has opened the store. */
	moveTo(newer: Runtime): void {
		this.runtime = newer;
	}

	async act(incoming: Incoming): Promise<Acted<Outcome>> {
		const { app, rules } = this.options;
		const { engine, clock, links, store } = this.runtime;
		const answer = await act(
			{
				app: app.name,
				rules,
				engine,
				clock,
				links,
				wake: (scope) => this.runtime.wake(scope),
				sent: storedMessages(store, app.name),
				personOf: async (id) => await this.voice.person(id),
			},
			app.understood?.(incoming) ?? incoming,
		);
		const atOnce = await this.atOnce(answer);
		return {
			isKnown: isKnown(answer),
			...(atOnce ? { response: atOnce.response } : {}),
			outcome: { answer, holder: this.holder, isTold: atOnce?.isTold ?? false },
		};
	}

	/** What people see with the acknowledgement of a press, where the platform can show it there. */
	private async atOnce(
		answer: ChatAnswer,
	): Promise<{ response: ChatResponse; isTold: boolean } | undefined> {
		const { platform } = this.options;
		const { incoming, outcome } = answer;
		if (!platform.atOnce || incoming.kind !== 'press') return undefined;
		const { vocabulary, writing } = this;
		const now =
			'escalation' in answer ? shownAtOnce(answer.escalation, this.runtime.clock.now()) : undefined;
		return platform.atOnce({
			outcome,
			message: incoming.message,
			words: sayBack(answer, vocabulary, writing),
			sent: await this.pressedMessage(incoming),
			shown: now && shownAnswer(now, vocabulary, writing),
		});
	}

	/** As it was sent; undefined where nobody knows it, or it cannot be looked up now. */
	private async pressedMessage({ chat, message }: ChatPress) {
		try {
			return await sentMessage(this.runtime.store, { app: this.options.app.name, chat, message });
		} catch (error) {
			// It is stored what they said: the message follows.
			logProblem(this.trigger.logger, 'warn', `"${this.name}" shows an answer later`, error);
			return undefined;
		}
	}

	tell(_incoming: Incoming, { outcome }: Acted): void {
		const { answer, holder, isTold } = outcome as Outcome;
		this.run(this.emit(answer));
		this.run(this.noteChat(answer.incoming, answer.outcome));
		if (holder === this.holder) this.run(this.followUp(answer, isTold));
	}

	become(state: ConnectionState): void {
		this.state = state;
		this.logState(state);
		if (this.options.isPublished) this.run(this.say());
	}

	leaveOut(what: string): void {
		this.trigger.logger.warn(`"${this.name}" left out ${what}`);
	}

	/** The message shows what was said; who said it is told what it does not show. */
	private async followUp(answer: ChatAnswer, isTold: boolean): Promise<void> {
		if ('escalation' in answer) this.updates?.hurry(answer.escalation.id);
		const { incoming } = answer;
		const words = sayBack(answer, this.vocabulary, this.writing);
		if (words === undefined || isTold) return;
		// Who is refused is told so alone.
		const isPublic = incoming.kind === 'word' && answer.outcome !== 'refused';
		if (isPublic && (await this.voice.reply?.(incoming, words))) return;
		const thread = incoming.kind === 'word' ? incoming.repliesTo.at(-1) : undefined;
		await this.voice.whisper({ chat: incoming.chat, person: incoming.by.id, thread }, words);
	}

	/** So that it is offered where the robot of the app is set up. An answer tells nobody which chat it was given in; other words may. */
	private async noteChat(incoming: Incoming, outcome: ChatAnswer['outcome']): Promise<void> {
		const { knownChat } = incoming;
		if (!knownChat) return;
		const isAnswer = !['help', 'ignored', 'unknown'].includes(outcome);
		const said = incoming.kind === 'press' || isAnswer ? '' : incoming.text;
		const isNew = await this.runtime.knownChats.note(this.options.app.name, knownChat, said);
		if (!isNew) return;
		const name = inOneLine(knownChat.title ?? said);
		this.trigger.logger.info(
			`"${this.name}" was written to in the chat "${name}" (${knownChat.id})`,
		);
	}

	private async emit(answer: ChatAnswer): Promise<void> {
		const { app, platform } = this.options;
		const from = { platform: platform.name, app: app.name };
		const json = await answerItem(answer, from, this.runtime);
		if (json) this.trigger.emit([[{ json: json as IDataObject }]]);
	}

	private async keepSaying(): Promise<void> {
		const { signal } = this.stopping;
		while (!signal.aborted) {
			// Without it reminders have no buttons after a while, and a later one may succeed.
			await this.say().catch((error: unknown) =>
				logProblem(
					this.trigger.logger,
					'warn',
					`"${this.name}" could not say that it listens`,
					error,
				),
			);
			await this.runtime.clock.sleep(SAID_EVERY, signal);
		}
	}

	/** Whether it hears what is pressed, for whoever sends reminders. */
	private async say(): Promise<void> {
		const { app, rules } = this.options;
		const { acknowledgeMinutes, snoozeMinutes } = rules;
		await this.inTurn(async () => {
			if (this.stopping.signal.aborted) return;
			const problem = problemOf(this.state);
			const listening = { acknowledgeMinutes, snoozeMinutes, problem };
			await this.runtime.listeningApps.say(app.name, this.scope, listening);
		});
	}

	private async inTurn(work: () => Promise<void>): Promise<void> {
		const done = this.saying.then(work);
		this.saying = done.catch(() => undefined);
		await done;
	}

	/** Once for each thing that there is to tell. */
	private logState(state: ConnectionState): void {
		const { logger } = this.trigger;
		const { platform, isPublished } = this.options;
		if (state.is === 'closed') return;
		const problem = 'problem' in state ? state.problem : undefined;
		const others = state.is === 'ready' ? state.others : 0;
		const words = problem
			? `${problem.message}. ${problem.advice}`
			: others > 0
				? `The ${platform.name} app has other connections (${others}), and each gets a part of the answers. Stop the other programs, or give n8n an app of its own.`
				: '';
		if (words === this.told || (state.is === 'connecting' && problem === undefined)) return;
		this.told = words;
		if (words === '') {
			logger.info(`"${this.name}" is connected to ${platform.name} again`);
			return;
		}
		logger[isFinal(state) ? 'error' : 'warn'](`"${this.name}": ${words}`);
		// While a person publishes it, that fails with the same words.
		if (isFinal(state) && isPublished && !this.isWatched) {
			// Older versions of n8n have no such thing.
			(this.trigger as Partial<ITriggerFunctions>).saveFailedExecution?.(
				new NodeOperationError(this.trigger.getNode(), words),
			);
		}
	}

	/** What nobody waits for: it fails into the log. */
	private run(work: Promise<void>): void {
		const done = work.catch((error: unknown) =>
			logProblem(this.trigger.logger, 'warn', `"${this.name}" could not finish an answer`, error),
		);
		this.atWork.add(done);
		void done.finally(() => this.atWork.delete(done));
	}
}

/** Why no answer comes, for people; null where answers come. */
function problemOf(state: ConnectionState | undefined): string | null {
	if (state?.is === 'ready') return null;
	const problem = state && 'problem' in state ? state.problem : undefined;
	return problem ? `${problem.message}. ${problem.advice}` : 'Connecting';
}
