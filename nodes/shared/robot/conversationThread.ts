import type { IExecuteFunctions } from 'n8n-workflow';

import { ExplainedError } from '../../../src/explainedError';
import type { RobotAccess, RobotRequest } from '../../../src/robots/design/access';
import type { Posted, Threads } from '../../../src/robots/design/threads';
import { robotDigest } from '../../../src/robots/sending/rateStore';
import type { Accepted } from '../../../src/robots/sending/send';
import type { SentMessage } from '../../../src/store/transaction';
import { logProblem } from '../log';
import type { KnownConversation } from './namedStore';
import type { ThreadOutcome } from './threadOutcome';
import { afterOthers, type RobotSession, type Sent } from './robotSession';

/** A message that was refused for good: another way may be taken. */
type Refusal = ExplainedError & { code: string };

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
		return { first, response: first.response, messagesSent: 0, thread: { result: 'rewritten' } };
	}

	private async answer(
		{ messageId }: SentMessage,
		bodies: object[],
		deadline: number,
		own: RobotRequest,
		request: RobotRequest,
	): Promise<Sent> {
		const [body] = bodies;
		const asAnswer = this.threads.asAnswer({ ...own, body }, messageId);
		// Only its end will be told in the first message.
		if (!asAnswer) return await this.session.deliver(bodies, deadline, request);
		const first = await orRefusal(this.session.request(asAnswer, deadline));
		if (first instanceof ExplainedError) {
			const sent = await this.start(bodies, deadline, request, 'startedAgain');
			return sent.thread ? { ...sent, thread: { ...sent.thread, ...whyOf(first) } } : sent;
		}
		const posted = { request: asAnswer, response: first.response };
		const isAnswer = this.threads.isAnswer(posted);
		if (!isAnswer) await this.keep(posted, first);
		return {
			...(await this.rest(posted, first, bodies, deadline, own, isAnswer ? messageId : undefined)),
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
		const [body] = bodies;
		const { posted, first } = await this.post({ ...request, body }, deadline);
		// Nothing comes after the end.
		const isKept = !this.isEnd && (await this.keep(posted, first));
		const sent = await this.rest(posted, first, bodies, deadline, request);
		return isKept ? { ...sent, thread: { result } } : sent;
	}

	/** Sends what is about several conversations: to no thread of any of them. @throws {ExplainedError} */
	async sendApart(bodies: object[], deadline: number, request: RobotRequest): Promise<Sent> {
		const { posted, first } = await this.post({ ...request, body: bodies[0] }, deadline);
		return await this.rest(posted, first, bodies, deadline, request);
	}

	/** Once more where the platform wants it otherwise. */
	private async post(
		request: RobotRequest,
		deadline: number,
	): Promise<{ first: Accepted; posted: Posted }> {
		const asked = this.session.request(request, deadline);
		const answer = await orRefusal(asked);
		const isRefused = answer instanceof ExplainedError;
		const instead = isRefused ? this.threads.instead?.(request, answer.code) : undefined;
		const first = instead ? await this.session.request(instead, deadline) : await asked;
		return { first, posted: { request: instead ?? request, response: first.response } };
	}

	/** The further parts of a message: in the thread of the first part, where that is no answer itself. */
	private async rest(
		posted: Posted,
		first: Accepted,
		[, ...others]: object[],
		deadline: number,
		request: RobotRequest,
		messageId = this.threads.messageId(posted),
	): Promise<Sent> {
		let { response } = first;
		const messagesSent = 1 + others.length;
		for (const [index, body] of others.entries()) {
			const plain = { ...request, robot: first.robot, body };
			const asAnswer = messageId && this.threads.asAnswer(plain, messageId);
			try {
				({ response } = await this.session.request(asAnswer || plain, deadline));
			} catch (error) {
				throw afterOthers(error, index + 1, messagesSent);
			}
		}
		return { first, response, messagesSent };
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
	private async keep(posted: Posted, { robot }: Accepted): Promise<boolean> {
		const messageId = this.threads.messageId(posted);
		if (messageId === undefined) return false;
		const { runtime, escalationId } = this.conversation;
		const { platform } = this.session.access;
		try {
			return await runtime.store.transaction(
				async ({ sentMessages, now }) =>
					await sentMessages.save({
						escalationId,
						platform: platform.name,
						robot: this.digests[robot],
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

/** By the platform, and for good: the message is not in the group, and will not be. */
function isRefusal(error: unknown): error is Refusal {
	return (
		error instanceof ExplainedError &&
		error.code !== undefined &&
		!error.isTemporary &&
		!error.isUncertain
	);
}

/** What was sent, or why it is refused. @throws any other error. */
async function orRefusal<Result>(sending: Promise<Result>): Promise<Result | Refusal> {
	const [outcome] = await Promise.allSettled([sending]);
	const isRefused = outcome.status === 'rejected' && isRefusal(outcome.reason);
	return isRefused ? (outcome.reason as Refusal) : await sending;
}

const whyOf = ({ code, message }: Refusal) => ({ code, reason: message });
