import type { IExecuteFunctions } from 'n8n-workflow';

import { ExplainedError } from '../../../src/explainedError';
import type { RobotAccess, RobotRequest } from '../../../src/robots/design/access';
import type { Threads } from '../../../src/robots/design/threads';
import { robotDigest } from '../../../src/robots/sending/rateStore';
import type { SentMessage } from '../../../src/store/transaction';
import { logProblem } from '../log';
import type { KnownConversation } from './namedStore';
import type { ThreadOutcome } from './threadOutcome';
import { sendFirst, sendOthers, sendParts, type Sent } from './messageParts';
import { orRefusal, type Refusal } from './refusal';
import type { Answered, RobotSession } from './robotSession';

/** The messages of one group about one conversation, of which the first is known to the store. */
export class ConversationThread<Access extends RobotAccess> {
	/** By which the store knows the robots of the session. */
	private readonly digests: string[];

	constructor(
		private readonly node: IExecuteFunctions,
		private readonly session: RobotSession<Access>,
		private readonly threads: Threads,
		private readonly conversation: KnownConversation,
		/** Whether the item says that somebody replied. */
		private readonly isEnd: boolean,
	) {
		const { platform, addresses } = session.access;
		this.digests = addresses.map((address) => robotDigest(platform.name, address));
	}

	/** Whether the first message will be changed, in place of a new one. */
	async willRewrite(): Promise<boolean> {
		return this.isEnd && (await this.first()) !== undefined;
	}

	/** Sends the parts of one message. @throws {ExplainedError} */
	async send(bodies: object[], deadline: number, request: RobotRequest): Promise<Sent> {
		const first = await this.first();
		if (!first) return await this.start(bodies, deadline, request, 'started');
		// It is for this robot to answer and to change its own message.
		const own = { ...request, robot: this.digests.indexOf(first.robot) };
		if (!this.isEnd) return await this.answer(first, bodies, deadline, own, request);
		const rewritten = await orRefusal(this.rewrite(first, bodies, deadline, own));
		if (!(rewritten instanceof ExplainedError)) return rewritten;
		const sent = await this.answer(first, bodies, deadline, own, request);
		return { ...sent, thread: { result: 'notRewritten', ...whyOf(rewritten) } };
	}

	private async rewrite(
		{ messageId }: SentMessage,
		bodies: object[],
		deadline: number,
		request: RobotRequest,
	): Promise<Sent> {
		const [body] = bodies;
		if (bodies.length > 1) {
			throw new ExplainedError('One message cannot become several', 'Shorten it.', {
				code: 'tooLong',
			});
		}
		const changed = this.threads.asChange({ ...request, body }, messageId);
		const first = await this.session.request(changed, deadline);
		return { response: first.response, messagesSent: 0, first, thread: { result: 'rewritten' } };
	}

	private async answer(
		{ messageId }: SentMessage,
		bodies: object[],
		deadline: number,
		own: RobotRequest,
		request: RobotRequest,
	): Promise<Sent> {
		const { session, threads } = this;
		const [body] = bodies;
		const asAnswer = threads.asAnswer({ ...own, body }, messageId);
		// Only its end will be told in the first message.
		if (!asAnswer) return await sendParts(session, bodies, deadline, request, threads);
		const first = await orRefusal(session.request(asAnswer, deadline));
		if (first instanceof ExplainedError) {
			const sent = await this.start(bodies, deadline, request, 'startedAgain');
			return sent.thread ? { ...sent, thread: { ...sent.thread, ...whyOf(first) } } : sent;
		}
		const isAnswer = threads.isAnswer(first);
		if (!isAnswer) await this.keep(first);
		const answered = isAnswer ? messageId : undefined;
		return {
			...(await sendOthers(session, first, bodies, deadline, own, threads, answered)),
			thread: { result: isAnswer ? 'continued' : 'startedAgain' },
		};
	}

	/** Sends it as the first message of a thread. */
	private async start(
		bodies: object[],
		deadline: number,
		request: RobotRequest,
		result: ThreadOutcome['result'],
	): Promise<Sent> {
		const { session, threads } = this;
		const first = await sendFirst(session, { ...request, body: bodies[0] }, deadline, threads);
		// Nothing comes after the end.
		const isKept = !this.isEnd && (await this.keep(first));
		const sent = await sendOthers(session, first, bodies, deadline, request, threads);
		return isKept ? { ...sent, thread: { result } } : sent;
	}

	/** Where the store fails, the message matters more than its thread. */
	private async first(): Promise<SentMessage | undefined> {
		const { runtime, escalationId } = this.conversation;
		try {
			return await runtime.store.transaction(
				async ({ sentMessages }) => await sentMessages.first(escalationId, this.digests),
			);
		} catch (error) {
			logProblem(this.node.logger, 'warn', 'The thread of a conversation was not found', error);
			return undefined;
		}
	}

	/** Whether later messages will find it. */
	private async keep(first: Answered): Promise<boolean> {
		const messageId = this.threads.messageId(first);
		if (messageId === undefined) return false;
		const { runtime, escalationId } = this.conversation;
		const { platform } = this.session.access;
		try {
			return await runtime.store.transaction(
				async ({ sentMessages, now }) =>
					await sentMessages.save({
						escalationId,
						platform: platform.name,
						robot: this.digests[first.robot],
						messageId,
						sentAt: now,
					}),
			);
		} catch (error) {
			const problem = 'The next reminder of a conversation begins another thread';
			logProblem(this.node.logger, 'warn', problem, error);
			return false;
		}
	}
}

const whyOf = ({ code, message }: Refusal) => ({ code, reason: message });
