import { setTimeout as sleep } from 'node:timers/promises';

import type { PlayedRobot, ReceivedByRobot, RunningFake } from '../../robots/playedPlatform.mts';
import { FakeSlack, type SlackReceived } from '../../robots/slack/fakeSlack.mts';
import { FakeSlackApp } from './fakeSlackApp.mts';

const BOT_TOKEN = 'xoxb-played';
const SCOPES = ['chat:write', 'users:read'];
/** ms within which Slack wants an answer. */
const ANSWERED_WITHIN = 3_000;
const LOOK_EVERY = 20;

/** What became of what somebody pressed or wrote. `noAnswer`: in the time that Slack gives. `noButton`: the message has no such button any more. */
export type Delivered = 'done' | 'notConnected' | 'noAnswer' | 'noButton';

/** What is told to one person alone. */
export interface Whisper {
	/** The group. */
	robot: string;
	text: string;
}

/** Slack as people use it who answer in it: groups whose robot is an app that hears them. */
export class PlayedSlackApp implements RunningFake {
	private readonly channels: Array<{ id: string }>;

	private readonly slack: FakeSlack;

	private readonly gateway: FakeSlackApp;

	private constructor(channels: Array<{ id: string }>, slack: FakeSlack, gateway: FakeSlackApp) {
		this.channels = channels;
		this.slack = slack;
		this.gateway = gateway;
	}

	/** @param users of the workspace. */
	static async start(users: Array<{ id: string; name: string }>): Promise<PlayedSlackApp> {
		const channels: Array<{ id: string }> = [];
		const bots = [{ token: BOT_TOKEN, scopes: SCOPES }];
		const slack = await FakeSlack.start({ bots, channels, users });
		try {
			return new PlayedSlackApp(channels, slack, await FakeSlackApp.start(0, slack));
		} catch (error) {
			await slack.stop();
			throw error;
		}
	}

	/** What the user enters in the credential of the app. */
	get credential(): Record<string, string> {
		const { appToken, apiUrl } = this.gateway;
		return { botToken: BOT_TOKEN, appToken, baseUrl: apiUrl };
	}

	/** Whether somebody hears what is pressed and written. */
	get isConnected(): boolean {
		return this.gateway.ready.length > 0;
	}

	/** A channel that the app is in. */
	add(): PlayedRobot {
		const channel = `C${String(this.channels.length + 1).padStart(10, '0')}`;
		this.channels.push({ id: channel });
		return {
			robot: channel,
			credentialType: 'slackAppApi',
			credential: this.credential,
			parameters: { authentication: 'app', channel },
		};
	}

	messagesOf(robot: string): SlackReceived[] {
		return this.slack.messagesOf(robot);
	}

	onMessage(listener: (message: ReceivedByRobot) => void): void {
		this.slack.onMessage((received) => {
			const { code, method, robot, body, at } = received;
			if (code !== 'ok') {
				listener({ ...received, refusal: code });
				return;
			}
			const isChange = method === 'chat.update';
			const posted = this.slack.messagesOf(robot).find((one) => one.body.ts === body.ts);
			listener({ ...received, message: { id: body.ts, postedAt: posted?.at ?? at, isChange } });
		});
	}

	onWhisper(listener: (whisper: Whisper) => void): void {
		this.slack.onWhisper(({ channel, text }) => listener({ robot: channel, text }));
	}

	/** Somebody presses a button of a message. @param value of the button. */
	async press(robot: string, message: string, value: string, user: string): Promise<Delivered> {
		const button = this.gateway.buttonsIn(robot, message).find((one) => one.value === value);
		if (!button) return 'noButton';
		return await this.delivered(() =>
			this.gateway.press({ ...button, channel: robot, message, user }),
		);
	}

	/** Somebody mentions the app and writes something. */
	async say(robot: string, text: string, user: string): Promise<Delivered> {
		// "Formatting message text": what would be a mention or an entity.
		const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
		return await this.delivered(() =>
			this.gateway.say({ text: `<@UBOT> ${escaped}`, channel: robot, user }),
		);
	}

	async stop(): Promise<void> {
		await this.gateway.stop();
		await this.slack.stop();
	}

	/** @param send gives the id of the envelope. */
	private async delivered(send: () => string): Promise<Delivered> {
		if (!this.isConnected) return 'notConnected';
		const envelope = send();
		const deadline = Date.now() + ANSWERED_WITHIN;
		for (;;) {
			const isAnswered = this.gateway.acknowledged.some(
				({ envelope_id }) => envelope_id === envelope,
			);
			if (isAnswered) return 'done';
			if (Date.now() > deadline) return 'noAnswer';
			await sleep(LOOK_EVERY);
		}
	}
}
