/*
 * A process of its own that listens to an app and does what people say, as
 * n8n does, until it is killed: by itself in the middle of an answer, if it is
 * told to. Says in a line of JSON that it is connected.
 */
import { act } from '../../../src/answers/act.ts';
import { storedMessages } from '../../../src/answers/storedMessages.ts';
import { ChatConnection } from '../../../src/chatApps/connection/connection.ts';
import type { FeishuApp } from '../../../src/chatApps/feishu/app.ts';
import { feishuDialect } from '../../../src/chatApps/feishu/dialect.ts';
import { slackDialect, type SlackApp } from '../../../src/chatApps/slack/dialect.ts';
import { createRuntime } from '../../../src/runtime/runtime.ts';
import { openSqliteStore } from '../../../src/store/sqlite/store.ts';
import { systemClock } from '../../../src/time/clock.ts';
import { askPlatform } from './platformRequest.mts';

export interface ListeningTask {
	/** Of the store. */
	file: string;
	/** As buttons are signed for it. */
	app: string;
	/** Who connects. */
	as: { slack: SlackApp } | { feishu: FeishuApp };
	/** When it kills itself: before the first answer is stored, or between that and its acknowledgement. */
	dies?: 'unstored' | 'stored';
}

const task = JSON.parse(process.argv[2]) as ListeningTask;
const { file, app, as, dies } = task;
const store = openSqliteStore(file, systemClock);
const runtime = createRuntime(store);
const die = () => process.kill(process.pid, 'SIGKILL');

new ChatConnection({
	dialect: 'slack' in as ? slackDialect(as.slack) : feishuDialect(as.feishu),
	clock: systemClock,
	ask: askPlatform,
	async onIncoming(incoming) {
		if (dies === 'unstored') die();
		const rules = {
			...{ acknowledgeMinutes: 30, snoozeMinutes: 30, words: {}, mayAnswer: [], chats: [] },
			...({ otherWords: 'acknowledge', guests: 'refuse' } as const),
		};
		const sent = storedMessages(store, app);
		await act({ ...runtime, wake: () => undefined, app, rules, sent }, incoming);
		if (dies === 'stored') die();
		return undefined;
	},
	onState({ is }) {
		if (is === 'ready') process.stdout.write('"ready"\n');
	},
}).start();
