import { readFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';

import { messageStyle, withDots } from '../../test/support/groupView/page.mts';
import { listen } from '../lib/listen.mts';
import { root } from '../lib/paths.mts';
import type { DemoGroups, ShownMessage } from './demoGroups.mts';

export interface GroupChatsOptions {
	groups: DemoGroups;
	/** What the page's buttons do; each resolves with a line that says what happened. */
	actions: Record<string, () => Promise<string>>;
	/** Shown at the top: the way to the editor and what to expect. */
	editorUrl: string;
	schedule: string;
}

/** A page that shows, live, what the robots posted into their groups. */
export class GroupChats {
	private readonly server: Server;

	private readonly streams = new Set<ServerResponse>();

	private readonly options: GroupChatsOptions;

	private constructor(options: GroupChatsOptions) {
		this.options = options;
		this.server = createServer((request, response) => {
			this.answer(request.method ?? 'GET', request.url ?? '/', response).catch((error: Error) => {
				response.writeHead(500, { 'content-type': 'text/plain' }).end(error.message);
			});
		});
		options.groups.onMessage((message) => this.tell(message));
	}

	static async start(options: GroupChatsOptions): Promise<GroupChats> {
		const page = new GroupChats(options);
		await listen(page.server);
		return page;
	}

	get url(): string {
		const address = this.server.address();
		return typeof address === 'object' && address ? `http://127.0.0.1:${address.port}/` : '';
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	private async answer(method: string, path: string, response: ServerResponse): Promise<void> {
		if (method === 'GET' && path === '/') {
			const page = await readFile(join(root, 'scripts/demo/groupChats.html'));
			response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
		} else if (method === 'GET' && path === '/messages.css') {
			response.writeHead(200, { 'content-type': 'text/css' }).end(messageStyle);
		} else if (method === 'GET' && path === '/groups') {
			const { schedule, editorUrl, groups } = this.options;
			const names = [groups.service, ...groups.others, groups.manager].map(({ name }) => name);
			respondJson(response, { groups: names, schedule, editorUrl });
		} else if (method === 'GET' && path === '/messages') {
			response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
			this.streams.add(response);
			response.on('close', () => this.streams.delete(response));
			response.write(': open\n\n');
			for (const message of this.options.groups.messages) write(response, message);
		} else if (method === 'POST' && path.slice(1) in this.options.actions) {
			respondJson(response, { happened: await this.options.actions[path.slice(1)]() });
		} else {
			response.writeHead(404).end();
		}
	}

	private tell(message: ShownMessage): void {
		for (const stream of this.streams) write(stream, message);
	}
}

function write(stream: ServerResponse, message: ShownMessage): void {
	const shown = { ...message, html: withDots(message.html) };
	stream.write(`data: ${JSON.stringify(shown)}\n\n`);
}

function respondJson(response: ServerResponse, body: object): void {
	response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
