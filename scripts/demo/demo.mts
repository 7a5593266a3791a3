import { setTimeout as sleep } from 'node:timers/promises';

import type { Board } from '../../src/web/board/board.ts';
import { customerAfter, shops, type Script } from './customers.mts';
import type { Delivered } from '../../test/support/chatApps/slack/playedSlackApp.mts';
import { escapeHtml, mentionHtml } from '../../test/support/robots/reading.mts';
import { personMessageHtml } from '../../test/support/robots/chat.mts';
import {
	answererIn,
	clockText,
	type DemoGroup,
	type DemoGroups,
	type DemoMessage,
} from './demoGroups.mts';
import type { DemoN8n } from './demoN8n.mts';
import { nightAt } from './night.mts';
import { progressOf, proofOf, type Progress, type Proof } from './progress.mts';
import type { DemoLanguage } from './words.mts';

type Mark = 'killed' | 'back' | 'night' | 'morning';

/** Something that appears in the chats: a message in one group, or a mark in all of them. */
type Shown =
	| {
			group: DemoGroup['id'];
			html: string;
			/** As its platform knows it, where it can be changed. */
			message?: string;
			isWhisper?: boolean;
	  }
	| { mark: Mark; until?: number; seconds?: number };

interface ChatLine {
	from: 'customer' | 'agent';
	text: string;
	/** `stored`: n8n has answered that it has it; `trying`: it has not answered yet when it was asked. */
	delivery: 'sending' | 'trying' | 'stored';
}

interface Customer {
	script: Script;
	language: DemoLanguage;
	lines: ChatLine[];
}

/** What the page shows. Times in ms since 1970. */
export interface DemoState {
	now: number;
	/** What was shown before has been cleared away. */
	firstId: number;
	/** In their order; `revision` grows with all that is new or changed. */
	shown: Array<Shown & { id: number; revision: number }>;
	/** Of the group in which people answer: whether anybody hears what they press and write. */
	isAnswering: boolean;
	n8n: {
		status: 'running' | 'killed' | 'starting';
		pid?: number;
		/** Who waited when it was killed. */
		waited: string[];
	};
	/** What is being done, so that nothing else can be begun. */
	busy: string | null;
	/** When the night ends. */
	nightUntil: number | null;
	customer: { name: string; lines: ChatLine[]; progress: Progress } | null;
	/** What the next customer would write, in the language of the page. */
	suggestion: Script;
	proof: Proof | null;
	problem: string | null;
}

/** As many as a page shows; the oldest go. */
const MOST_SHOWN = 400;
/** A chat system tries again where nobody answers; how often TWT Chat does is not documented. */
const TRY_AGAIN = 1_000;
/** How long all that was taken before a kill has to be known after it. */
const MUST_BE_KNOWN_WITHIN = 30_000;

/** What can be done on the page, and what comes of it. */
export class Demo {
	private readonly n8n: DemoN8n;

	private readonly groups: DemoGroups;

	private readonly timeZone: string;

	private shown: DemoState['shown'] = [];

	private nextId = 1;

	private firstId = 1;

	private status: DemoState['n8n']['status'] = 'running';

	private busy: string | null = null;

	private nightUntil: number | null = null;

	private morning: NodeJS.Timeout | undefined;

	private hasHours = false;

	private customer: Customer | undefined;

	private customers = 0;

	/** One after the other, as the chat system tells of them. */
	private deliveries: Promise<void> = Promise.resolve();

	private board: Board | undefined;

	private killedAt = 0;

	/** Who waited when n8n was killed. */
	private waited: Array<{ who: string; sent: number }> = [];

	private proof: Proof | null = null;

	/** In which the page was opened last. */
	private language: DemoLanguage = 'en';

	/** One change of the language after the other. */
	private speaking: Promise<void> = Promise.resolve();

	private problem: string | null = null;

	constructor(n8n: DemoN8n, groups: DemoGroups, timeZone: string) {
		this.n8n = n8n;
		this.groups = groups;
		this.timeZone = timeZone;
		groups.onMessage((message) => this.show(message));
	}

	get isRunning(): boolean {
		return this.status === 'running';
	}

	/** @param since what the page has already. */
	async state(since: number, language: DemoLanguage): Promise<DemoState> {
		await this.look();
		const { customer } = this;
		return {
			now: Date.now(),
			firstId: this.firstId,
			shown: this.shown.filter(({ revision }) => revision > since),
			isAnswering: this.isRunning && this.groups.app.isConnected,
			n8n: { status: this.status, pid: this.n8n.pid, waited: this.waited.map(({ who }) => who) },
			busy: this.busy,
			nightUntil: this.nightUntil,
			customer: customer
				? {
						name: customer.script.name,
						lines: customer.lines,
						progress: progressOf(this.board, customer.script.name),
					}
				: null,
			suggestion: customerAfter(this.customers, language),
			proof: this.proof,
			problem: this.problem,
		};
	}

	/** Somebody has opened the page: the first who does sees a customer write. */
	open(language: DemoLanguage): void {
		if (this.customers === 0) this.begin(language);
		this.speak(language);
	}

	/** Whoever looks at the page presses a button of a message. */
	async press(message: string, value: string, language: DemoLanguage): Promise<Delivered> {
		const { app, answering } = this.groups;
		return await app.press(answering.robot, message, value, answererIn(language));
	}

	/** They write to the robot of the group in which people answer. */
	async say(text: string, language: DemoLanguage): Promise<Delivered> {
		const { app, answering } = this.groups;
		if (!app.isConnected) return 'notConnected';
		const html = `${mentionHtml('Until Replied')} ${escapeHtml(text)}`;
		const time = clockText(Date.now());
		this.add({
			group: answering.id,
			html: personMessageHtml(shops[language].agent, html, time),
		});
		return await app.say(answering.robot, text, answererIn(language));
	}

	/** The customer writes; or the next one, where that one is done with. */
	async write(text: string, language: DemoLanguage): Promise<void> {
		await this.look();
		const { customer } = this;
		if (!customer || progressOf(this.board, customer.script.name).isOver)
			this.begin(language, text);
		else this.tell(customer, { from: 'customer', text });
	}

	/** Somebody else writes, beside whoever waits. */
	another(language: DemoLanguage): void {
		this.begin(language);
	}

	/** The agent replies to the customer. */
	answer(): void {
		const { customer } = this;
		if (customer) this.tell(customer, { from: 'agent', text: customer.script.reply });
	}

	/** Night falls, and a customer writes. */
	async night(language: DemoLanguage): Promise<void> {
		await this.alone('night', async () => {
			await this.n8n.cancelAll();
			this.clear();
			const { hours, opensAt } = nightAt(Date.now(), this.timeZone);
			await this.n8n.setHours(hours);
			this.hasHours = true;
			this.nightUntil = opensAt;
			this.add({ mark: 'night', until: opensAt });
			this.morning = setTimeout(() => this.endNight({ mark: 'morning' }), opensAt - Date.now());
			this.begin(language);
		});
	}

	/** Kills n8n while somebody waits; when nobody does, as soon as n8n has taken a message. */
	async kill(language: DemoLanguage): Promise<void> {
		await this.alone('kill', async () => {
			await this.look();
			if (this.board?.waiting.length === 0) {
				this.begin(language);
				await this.deliveries;
			}
			await this.look();
			const { customer, board } = this;
			this.waited = (board?.waiting ?? []).map(({ who, reminderCount }) => ({
				who,
				sent: reminderCount,
			}));
			await this.n8n.kill();
			this.status = 'killed';
			this.killedAt = Date.now();
			this.proof = null;
			this.add({ mark: 'killed' });
			// What n8n has taken a moment ago it may not have looked at yet.
			const isKnown = customer && progressOf(board, customer.script.name).state !== 'none';
			if (customer?.lines[0].delivery === 'stored' && !isKnown) {
				this.waited.push({ who: customer.script.name, sent: 0 });
			}
		});
	}

	async start(): Promise<void> {
		await this.alone('start', async () => await this.startAgain());
	}

	/** An empty stage, and a customer who writes. */
	async startOver(language: DemoLanguage): Promise<void> {
		await this.alone('startOver', async () => {
			if (this.status === 'killed') await this.startAgain();
			await this.n8n.cancelAll();
			if (this.hasHours) await this.n8n.setHours(undefined);
			this.hasHours = false;
			this.endNight();
			this.clear();
			this.begin(language);
		});
	}

	stop(): void {
		this.clear();
		this.endNight();
	}

	private async startAgain(): Promise<void> {
		this.status = 'starting';
		try {
			await this.n8n.startAgain();
		} catch (error) {
			this.status = 'killed';
			throw error;
		}
		this.status = 'running';
		this.speak(this.language);
		const seconds = Math.round((Date.now() - this.killedAt) / 1_000);
		this.add({ mark: 'back', seconds });
		const deadline = Date.now() + MUST_BE_KNOWN_WITHIN;
		for (;;) {
			await this.look();
			this.proof = proofOf(this.waited, this.board, seconds);
			if (this.proof.rows.every(({ after }) => after !== null) || Date.now() > deadline) return;
			await sleep(200);
		}
	}

	/** Does one thing at a time: what is asked for meanwhile is not done. */
	private async alone(what: string, act: () => Promise<void>): Promise<void> {
		if (this.busy !== null) return;
		this.busy = what;
		this.problem = null;
		try {
			await act();
		} catch (error) {
			this.problem = (error as Error).message;
		} finally {
			this.busy = null;
		}
	}

	/** The app answers in the language of the page. */
	private speak(language: DemoLanguage): void {
		this.language = language;
		this.speaking = this.speaking.then(async () => {
			// While n8n is dead it cannot; it does when it is back.
			if (this.isRunning) await this.n8n.speak(this.language).catch(() => undefined);
		});
	}

	/** The next customer writes. */
	private begin(language: DemoLanguage, text?: string): void {
		const script = customerAfter(this.customers, language);
		this.customers += 1;
		this.customer = { script, language, lines: [] };
		this.tell(this.customer, { from: 'customer', text: text ?? script.message });
	}

	private tell(customer: Customer, line: Omit<ChatLine, 'delivery'>): void {
		const added: ChatLine = { ...line, delivery: 'sending' };
		customer.lines.push(added);
		const { firstId } = this;
		const at = Date.now();
		this.deliveries = this.deliveries.then(async () => {
			while (this.firstId === firstId) {
				const isStored = await this.n8n.send(contentOf(customer, line), at);
				added.delivery = isStored ? 'stored' : 'trying';
				if (isStored) return;
				await sleep(TRY_AGAIN);
			}
		});
	}

	private async look(): Promise<void> {
		if (this.isRunning) this.board = (await this.n8n.board()) ?? this.board;
	}

	private endNight(shown?: { mark: Mark }): void {
		clearTimeout(this.morning);
		this.nightUntil = null;
		if (shown) this.add(shown);
	}

	private clear(): void {
		this.shown = [];
		// So that it is another one, also when nothing was shown yet.
		this.nextId += 1;
		this.firstId = this.nextId;
		this.customer = undefined;
		this.proof = null;
	}

	private show({ group, html, message, isWhisper }: DemoMessage): void {
		if (html === undefined) return;
		if (!message?.isChange) {
			this.add({ group: group.id, html, message: message?.id, isWhisper });
			return;
		}
		const changed = this.shown.find((one) => 'message' in one && one.message === message.id);
		// What was cleared away stays so.
		if (changed) Object.assign(changed, { html, revision: this.takeNumber() });
	}

	private takeNumber(): number {
		this.nextId += 1;
		return this.nextId - 1;
	}

	private add(shown: Shown): void {
		const id = this.takeNumber();
		this.shown.push({ ...shown, id, revision: id });
		if (this.shown.length > MOST_SHOWN) this.shown.shift();
	}
}

/** What TWT Chat says of it. */
function contentOf({ script, language }: Customer, { from, text }: Omit<ChatLine, 'delivery'>) {
	const shop = shops[language];
	return {
		visitor_name: script.name,
		visitor_nickname: '',
		subject: '',
		property_name: shop.name,
		assigned_agent_nickname: shop.agent,
		push_times: 1,
		...(from === 'customer' ? { message_content: text } : { status: '4' }),
	};
}
