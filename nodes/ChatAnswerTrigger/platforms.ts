import type { Writing } from '../../src/answers/lines';
import type { AskPlatform, ChatDialect } from '../../src/chatApps/connection/dialect';
import { dingTalkAppName } from '../../src/chatApps/dingTalk/app';
import { dingTalkDialect } from '../../src/chatApps/dingTalk/dialect';
import { dingTalkVoice } from '../../src/chatApps/dingTalk/voice';
import { feishuAppName } from '../../src/chatApps/feishu/app';
import { feishuDialect } from '../../src/chatApps/feishu/dialect';
import { feishuVoice } from '../../src/chatApps/feishu/voice';
import { feishuWriting } from '../../src/chatApps/feishu/written';
import { plainWriting } from '../../src/chatApps/plainWriting';
import { slackAppName } from '../../src/chatApps/slack/app';
import { slackDialect } from '../../src/chatApps/slack/dialect';
import { slackVoice } from '../../src/chatApps/slack/voice';
import { slackWriting } from '../../src/chatApps/slack/written';
import type { ChatVoice } from '../../src/chatApps/voice';
import type { CredentialFields } from '../../src/robots/credential';
import { dingTalkAppOf } from '../../src/robots/dingTalk/address';
import { answeredDingTalkCard } from '../../src/robots/dingTalk/card';
import { feishuAppOf } from '../../src/robots/feishu/address';
import { answeredFeishuCard } from '../../src/robots/feishu/pressButtons';
import type { ShownAnswer } from '../../src/robots/notification/pressButtons';
import { slackAppOf } from '../../src/robots/slack/address';
import { answeredSlackMessage } from '../../src/robots/slack/pressButtons';
import { chatAppKey } from '../../src/runtime/chatConnections';
import type { Clock } from '../../src/time/clock';

/** One app of a platform, as its credential names it. */
export interface ChatApp {
	/** As its buttons are signed for it, and the store knows it. */
	name: string;
	/** With its secrets: another secret is another connection. */
	key: string;
	dialect: ChatDialect;
	voice(ask: AskPlatform, clock: Clock): ChatVoice;
}

/** What the trigger needs to know of a platform. */
export interface ChatPlatform {
	/** As its makers spell it. */
	name: string;
	/** With the other name that it has elsewhere. */
	names?: string;
	credentialType: string;
	/** What it shows of a press with the acknowledgement: the message, and a note to who pressed. */
	showsAtOnce: false | 'message' | 'messageAndNote';
	/** @throws {Error} in words for the person who filled in the credential. */
	appOf(fields: CredentialFields): ChatApp;
	writing(timeZone: string, clock: Clock): Writing;
	/** A message of a robot as it is from now on. @param sent as it was sent. */
	answered(sent: Record<string, unknown>, answer: ShownAnswer): Record<string, unknown>;
}

const dingTalk: ChatPlatform = {
	name: 'DingTalk',
	credentialType: 'dingTalkAppApi',
	showsAtOnce: 'message',
	appOf(fields) {
		const app = dingTalkAppOf(fields);
		return {
			name: dingTalkAppName(app.clientId),
			key: chatAppKey('dingTalk', app.baseUrl, app.clientId, app.clientSecret),
			dialect: dingTalkDialect(app),
			voice: (ask, clock) => dingTalkVoice(app, ask, clock),
		};
	},
	writing: plainWriting,
	answered: answeredDingTalkCard,
};

const feishu: ChatPlatform = {
	name: 'Feishu',
	names: 'Feishu / Lark',
	credentialType: 'feishuAppApi',
	showsAtOnce: 'messageAndNote',
	appOf(fields) {
		const app = feishuAppOf(fields);
		return {
			name: feishuAppName(app.appId),
			key: chatAppKey('feishu', app.baseUrl, app.appId, app.appSecret),
			dialect: feishuDialect(app),
			voice: (ask, clock) => feishuVoice(app, ask, clock),
		};
	},
	writing: feishuWriting,
	answered: answeredFeishuCard,
};

const slack: ChatPlatform = {
	name: 'Slack',
	credentialType: 'slackAppApi',
	showsAtOnce: false,
	appOf(fields) {
		const { baseUrl, botToken, appToken } = slackAppOf(fields);
		return {
			name: slackAppName(appToken),
			key: chatAppKey('slack', baseUrl, appToken),
			dialect: slackDialect({ baseUrl, appToken }),
			voice: (ask, clock) => slackVoice({ baseUrl, botToken }, ask, clock),
		};
	},
	writing: slackWriting,
	answered: answeredSlackMessage,
};

/** By the value of the parameter Platform. */
export const chatPlatforms: Readonly<Record<string, ChatPlatform>> = { dingTalk, feishu, slack };
