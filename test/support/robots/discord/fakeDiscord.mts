import type { z } from 'zod';

import { FakeServer, htmlPage, type FakeRequest, type FakeResponse } from '../fakeServer.mts';
import { readDiscord } from './view.mts';
import { discordBody } from './schema.mts';

export interface DiscordReceived {
	at: number;
	/** The id of the webhook. */
	robot: string;
	/** 0, or the code that was answered; 429 for a rate limit. */
	code: number;
	threadId?: string;
	/** Of an accepted message. */
	id: string;
	body: any;
	/** What the channel reads, of an accepted message. */
	content: string;
}

export interface FakeDiscordWebhook {
	id: string;
	token: string;
	/** Threads of its channel. */
	threads?: string[];
	isForum?: boolean;
}

export interface FakeDiscordOptions {
	webhooks: FakeDiscordWebhook[];
	now?: () => number;
}

/** Of the webhook, and of its channel: 5 in 2 seconds and 30 in a minute. */
const LIMITS = [
	{ count: 5, interval: 2_000 },
	{ count: 30, interval: 60_000 },
];

/**
 * Behaves like Discord's webhooks ("Webhook Resource", "Rate Limits", "Error
 * Messages"): real statuses with a code in the body, the limits of embeds,
 * threads and forums, rate limit headers on every answer, no answer without `wait`.
 */
export class FakeDiscord {
	readonly received: DiscordReceived[] = [];

	readonly failures: Array<number | 'hangUp' | 'htmlPage' | 'cloudflare'> = [];

	/** What messages were changed to, in order. */
	readonly edits: Array<{ id: string; body: any }> = [];

	private readonly deleted = new Set<string>();

	private readonly listeners = new Set<(message: DiscordReceived) => void>();

	private server!: FakeServer;

	private readonly options: Required<FakeDiscordOptions>;

	private constructor(options: Required<FakeDiscordOptions>) {
		this.options = options;
	}

	static async start(options: FakeDiscordOptions, port = 0): Promise<FakeDiscord> {
		const fake = new FakeDiscord({ now: Date.now, ...options });
		fake.server = await FakeServer.start((request) => fake.answer(request), port);
		return fake;
	}

	get url(): string {
		return this.server.url;
	}

	webhookUrl(id: string, token = this.webhook(id)?.token ?? ''): string {
		return `${this.url}/api/webhooks/${id}/${token}`;
	}

	messagesOf(id: string): DiscordReceived[] {
		return this.received.filter(({ robot, code }) => robot === id && code === 0);
	}

	onMessage(listener: (message: DiscordReceived) => void): () => void {
		this.listeners.add(listener);
		return () => this.listeners.delete(listener);
	}

	async stop(): Promise<void> {
		await this.server.stop();
	}

	private webhook(id: string): FakeDiscordWebhook | undefined {
		return this.options.webhooks.find((known) => known.id === id);
	}

	private answer(request: FakeRequest): FakeResponse | 'hangUp' {
		const path = /^\/api(?:\/v\d+)?\/webhooks\/(\d+)\/([\w-]+)(?:\/messages\/(\d+))?$/.exec(
			request.url.pathname,
		);
		if (!path) return refusal(404, 0, '404: Not Found');
		const failure = this.failures.shift();
		if (failure === 'hangUp') return 'hangUp';
		if (failure === 'htmlPage') return htmlPage;
		// "Invalid Request Limit aka Cloudflare bans".
		if (failure === 'cloudflare') {
			return {
				status: 429,
				headers: { 'retry-after': '1' },
				body: '<html>error code: 1015</html>',
			};
		}
		const [, id, token, messageId] = path;
		const webhook = this.webhook(id);
		if (!webhook) return this.refuse(id, request, refusal(404, 10015, 'Unknown Webhook'));
		if (webhook.token !== token) {
			return this.refuse(id, request, refusal(401, 50027, 'Invalid Webhook Token'));
		}
		if (request.method === 'GET') {
			return {
				status: 200,
				body: { type: 1, id, token, name: 'Robot', channel_id: channelOf(id) },
			};
		}
		if (failure) return this.refuse(id, request, refusal(400, failure, 'injected'));
		if (messageId !== undefined) {
			return request.method === 'PATCH'
				? this.edit(webhook, messageId, request)
				: refusal(405, 0, '405: Method Not Allowed');
		}
		return this.execute(webhook, request);
	}

	/** Somebody deletes a message, or a whole thread. */
	delete(id: string): void {
		this.deleted.add(id);
	}

	/** "Edit Webhook Message": what is not named stays as it was. */
	private edit(webhook: FakeDiscordWebhook, messageId: string, request: FakeRequest): FakeResponse {
		const threadId = request.url.searchParams.get('thread_id') ?? undefined;
		const message = this.messagesOf(webhook.id).find(({ id }) => id === messageId);
		const isThere = message && !this.isDeleted(messageId) && !this.isDeleted(message.threadId);
		if (!isThere || message.threadId !== threadId) return refusal(404, 10008, 'Unknown Message');
		const body = { ...message.body, ...shownOf(request) };
		const parsed = discordBody.safeParse(body);
		if (!parsed.success) {
			return refusal(400, 50035, 'Invalid Form Body', { errors: formErrors(parsed.error.issues) });
		}
		const limited = this.limited(webhook.id);
		if (limited) return limited;
		this.edits.push({ id: messageId, body });
		message.body = body;
		message.content = readDiscord(body).text;
		return {
			status: 200,
			headers: this.rateHeaders(webhook.id),
			body: {
				id: messageId,
				channel_id: threadId ?? channelOf(webhook.id),
				webhook_id: webhook.id,
			},
		};
	}

	private isDeleted(id: string | undefined): boolean {
		return id !== undefined && this.deleted.has(id);
	}

	private execute(webhook: FakeDiscordWebhook, request: FakeRequest): FakeResponse {
		const { searchParams } = request.url;
		const givenThread = searchParams.get('thread_id') ?? undefined;
		const refused =
			this.limited(webhook.id) ??
			refusedMessage(
				{ ...webhook, threads: webhook.threads?.filter((id) => !this.isDeleted(id)) },
				givenThread,
				request.json,
			);
		if (refused) return this.refuse(webhook.id, request, refused);
		const id = String(1_100_000_000_000_000_000n + BigInt(this.received.length + 1));
		// A post of a forum has the ID of its first message.
		const threadId = request.json.thread_name === undefined ? givenThread : id;
		if (threadId === id) (webhook.threads ??= []).push(id);
		this.remember(webhook.id, 0, shownOf(request), threadId, id);
		const headers = this.rateHeaders(webhook.id);
		if (searchParams.get('wait') !== 'true') return { status: 204, headers, body: '' };
		return {
			status: 200,
			headers,
			body: {
				id,
				channel_id: threadId ?? channelOf(webhook.id),
				webhook_id: webhook.id,
				content: request.json.content ?? '',
				embeds: request.json.embeds ?? [],
			},
		};
	}

	private limited(id: string): FakeResponse | undefined {
		const full = LIMITS.find(({ count, interval }) => this.sentWithin(id, interval) >= count);
		if (!full) return undefined;
		const oldest = this.messagesOf(id).at(-full.count)!;
		const wait = Math.max(0.3, (oldest.at + full.interval - this.options.now()) / 1_000);
		return {
			status: 429,
			headers: { 'retry-after': String(Math.ceil(wait)), 'x-ratelimit-scope': 'user' },
			body: { message: 'You are being rate limited.', retry_after: wait, global: false },
		};
	}

	private rateHeaders(id: string): Record<string, string> {
		const [{ count, interval }] = LIMITS;
		return {
			'x-ratelimit-limit': String(count),
			'x-ratelimit-remaining': String(count - this.sentWithin(id, interval)),
			'x-ratelimit-reset-after': String(interval / 1_000),
			'x-ratelimit-bucket': 'abcd1234',
		};
	}

	private sentWithin(id: string, interval: number): number {
		const since = this.options.now() - interval;
		return this.messagesOf(id).filter(({ at }) => at > since).length;
	}

	private refuse(id: string, { json, method }: FakeRequest, response: FakeResponse): FakeResponse {
		const { code = response.status } = response.body as { code?: number };
		if (method === 'POST') this.remember(id, code, json);
		return response;
	}

	private remember(robot: string, code: number, body: any, threadId?: string, id = ''): void {
		const content = code === 0 ? readDiscord(body).text : '';
		const message = { at: this.options.now(), robot, code, threadId, id, body, content };
		this.received.push(message);
		for (const listener of this.listeners) listener(message);
	}
}

function channelOf(webhookId: string): string {
	return `9${webhookId.slice(1)}`;
}

/** "The components field will be ignored unless" it is asked for. */
function shownOf({ url, json: { components, ...body } }: FakeRequest): FakeRequest['json'] {
	const isAsked = components && url.searchParams.get('with_components') === 'true';
	return isAsked ? { ...body, components } : body;
}

function refusal(status: number, code: number, message: string, more = {}): FakeResponse {
	return { status, body: { message, code, ...more } };
}

function refusedMessage(
	{ threads = [], isForum = false }: FakeDiscordWebhook,
	threadId: string | undefined,
	body: any,
): FakeResponse | undefined {
	if (typeof body !== 'object' || body === null) {
		return refusal(400, 50109, 'The request body contains invalid JSON.');
	}
	const parsed = discordBody.safeParse(body);
	if (!parsed.success) {
		return refusal(400, 50035, 'Invalid Form Body', { errors: formErrors(parsed.error.issues) });
	}
	if (!body.content?.trim() && !(body.embeds?.length > 0)) {
		return refusal(400, 50006, 'Cannot send an empty message');
	}
	if (threadId !== undefined && !threads.includes(threadId)) {
		return refusal(400, 10003, 'Unknown Channel');
	}
	if (isForum && threadId === undefined && body.thread_name === undefined) {
		return refusal(
			400,
			220001,
			'Webhooks posted to forum channels must have a thread_name or thread_id',
		);
	}
	const name: unknown = body.thread_name;
	if (name !== undefined && threadId !== undefined) {
		return refusal(400, 220002, 'Webhooks cannot have both a thread_name and thread_id');
	}
	if (name !== undefined && !isForum) {
		return refusal(400, 220003, 'Webhooks can only create threads in forum channels');
	}
	return undefined;
}

/** "Error Messages": a tree of the body with `_errors` at the places that are wrong. */
function formErrors(issues: z.core.$ZodIssue[]): object {
	const tree: any = {};
	for (const { path, message } of issues) {
		let node = tree;
		for (const key of path) node = node[key] ??= {};
		node._errors = [{ code: 'INVALID', message }];
	}
	return tree;
}
