import type { INodeParameters } from 'n8n-workflow';

import { PERSON_WITHIN } from '../../../src/chatApps/asking.ts';
import { closeChatApps } from '../../../src/runtime/chatConnections.ts';
import { closeRuntime } from '../../../src/runtime/getRuntime.ts';
import { systemClock } from '../../../src/time/clock.ts';
import {
	activateChatTrigger,
	type ChatTriggerOptions,
	type RunningChatTrigger,
} from '../nodes/chatTrigger.mts';
import { storeFolder } from '../store/storeFolder.mts';
import type { AnsweringApp } from './answeringApp.mts';

/** An n8n with a store of its own, and an app, anew for each test. */
export interface AnsweringStage<App extends AnsweringApp> {
	readonly app: App;
	/** The app's only credential, changed as given. */
	credential(part?: Record<string, string>): ChatTriggerOptions['credentials'];
	/** Publishes a Chat Answer Trigger, until the test is over. */
	publish(
		options?: INodeParameters,
		rest?: Partial<ChatTriggerOptions>,
	): Promise<RunningChatTrigger>;
}

/** Called where the tests are described. @param platform as the trigger calls it. */
export function answeringStage<App extends AnsweringApp>(
	platform: string,
	start: () => Promise<App>,
): AnsweringStage<App> {
	const folder = storeFolder();
	const environment = process.env;
	const running: RunningChatTrigger[] = [];
	let app: App;
	beforeEach(async () => {
		waitForNames();
		process.env = { ...environment, N8N_USER_FOLDER: folder.file('.') };
		app = await start();
	});
	afterEach(async () => {
		while (running.length > 0) await running.pop()!.close();
		await closeChatApps();
		await closeRuntime();
		await app.stop();
		jest.restoreAllMocks();
		process.env = environment;
	});
	return {
		get app() {
			return app;
		},
		credential(part = {}) {
			const [[name, { type, data }]] = Object.entries(app.credentials);
			return { [name]: { type, data: { ...data, ...part } } };
		},
		async publish(options = {}, rest = {}) {
			const { credentials } = app;
			const trigger = await activateChatTrigger({
				credentials,
				parameters: { platform, options },
				...rest,
			});
			running.push(trigger);
			return trigger;
		},
	};
}

/** Who people are is waited for however long it takes: on a slow machine they would have no names. */
function waitForNames(): void {
	const sleep = systemClock.sleep.bind(systemClock);
	jest.spyOn(systemClock, 'sleep').mockImplementation(async (milliseconds, signal) => {
		if (milliseconds !== PERSON_WITHIN) return await sleep(milliseconds, signal);
		await new Promise((resolve) => signal.addEventListener('abort', resolve));
	});
}
