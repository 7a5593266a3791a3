import { FakeServer, type FakeRequest, type FakeResponse } from '../robots/fakeServer.mts';

interface ToolCall {
	name: string;
	arguments: Record<string, unknown>;
}

/** What the model does next, given what it was told so far. */
export type Model = (messages: any[]) => ToolCall | string;

/**
 * A chat model on loopback that speaks like OpenAI's "Create chat completion",
 * without streaming: it calls a tool, or answers in words.
 */
export class FakeOpenAi {
	/** The names of the tools that it was offered. */
	readonly offeredTools = new Set<string>();

	private server!: FakeServer;

	private constructor() {}

	static async start(model: Model): Promise<FakeOpenAi> {
		const fake = new FakeOpenAi();
		fake.server = await FakeServer.start((request) => fake.answer(model, request));
		return fake;
	}

	get baseUrl(): string {
		return `${this.server.url}/v1`;
	}

	async stop(): Promise<void> {
		await this.server.stop();
	}

	private answer(model: Model, { url, json: body }: FakeRequest): FakeResponse {
		if (url.pathname !== '/v1/chat/completions') return { status: 404, body: { error: {} } };
		if (body.stream) {
			return { status: 400, body: { error: { message: 'This model does not stream' } } };
		}
		for (const tool of body.tools ?? []) this.offeredTools.add(tool.function.name);
		const next = model(body.messages);
		const message =
			typeof next === 'string'
				? { role: 'assistant', content: next }
				: {
						role: 'assistant',
						content: null,
						tool_calls: [
							{
								id: `call_${body.messages.length}`,
								type: 'function',
								function: { name: next.name, arguments: JSON.stringify(next.arguments) },
							},
						],
					};
		return {
			status: 200,
			body: {
				id: `chatcmpl-${body.messages.length}`,
				object: 'chat.completion',
				created: Math.floor(Date.now() / 1_000),
				model: body.model,
				choices: [
					{ index: 0, message, finish_reason: typeof next === 'string' ? 'stop' : 'tool_calls' },
				],
				usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
			},
		};
	}
}
