import type { ChatAnswer } from '../../src/answers/answer';
import type { Writing } from '../../src/answers/lines';
import { chatAppKey } from '../../src/chatApps/appKey';
import type { AskPlatform, ChatDialect } from '../../src/chatApps/connection/dialect';
import { dingTalkAppName } from '../../src/chatApps/dingTalk/app';
import { dingTalkDialect } from '../../src/chatApps/dingTalk/dialect';
import { dingTalkVoice } from '../../src/chatApps/dingTalk/voice';
import { feishuAppName } from '../../src/chatApps/feishu/app';
import { feishuDialect } from '../../src/chatApps/feishu/dialect';
import { feishuVoice } from '../../src/chatApps/feishu/voice';
import { plainWriting } from '../../src/chatApps/plainWriting';
import { slackAppName } from '../../src/chatApps/slack/app';
import { slackDialect } from '../../src/chatApps/slack/dialect';
import { slackVoice } from '../../src/chatApps/slack/voice';
import { slackWriting } from '../../src/chatApps/slack/written';
import type { AppConnection } from '../../src/chatApps/connection/state';
import type { ChatResponse, Incoming } from '../../src/chatApps/incoming';
import type { ChatVoice, VoiceWithoutChange } from '../../src/chatApps/voice';
import { weComAppName } from '../../src/chatApps/weCom/app';
import { weComDialect } from '../../src/chatApps/weCom/dialect';
import { weComVoice } from '../../src/chatApps/weCom/voice';
import { withoutMention } from '../../src/chatApps/weCom/word';
import type { CredentialFields } from '../../src/robots/credential';
import { dingTalkAppOf } from '../../src/robots/dingTalk/address';
import { answeredDingTalkCard } from '../../src/robots/dingTalk/card';
import { feishuAppOf } from '../../src/robots/feishu/address';
import { answeredFeishuCard } from '../../src/robots/feishu/pressButtons';
import type { ShownAnswer } from '../../src/robots/notification/pressButtons';
import { slackAppOf } from '../../src/robots/slack/address';
import { answeredSlackMessage } from '../../src/robots/slack/pressButtons';
import { weComRobotKey, weComSmartRobotOf } from '../../src/robots/weCom/smartRobot/address';
import { answeredWeComCard, toldWeComCard } from '../../src/robots/weCom/smartRobot/pressCard';
import { weComWriting } from '../../src/robots/weCom/smartRobot/written';
import type { Clock } from '../../src/time/clock';

/** One app of a platform, as its credential names it. */
export interface ChatApp {
	/** As its buttons are signed for it, and the store knows it. */
	name: string;
	/** With its secrets: another secret is another connection. */
	key: string;
	dialect: ChatDialect;
	voice(ways: Ways): ChatVoice | VoiceWithoutChange;
	/** What somebody said, by what only the credential of the node knows: its connection may be that of others. */
	understood?(incoming: Incoming): Incoming;
}

/** How an app reaches its platform: over HTTP, or by its connection. */
export interface Ways {
	ask: AskPlatform;
	connection: Pick<AppConnection, 'ask'>;
	clock: Clock;
}

/** What came of a press, and what there is to show of it. */
export interface Pressed {
	outcome: ChatAnswer['outcome'];
	/** The platform's id of the message. */
	message: string;
	/** What whoever pressed is told; undefined where the message says it. */
	words: string | undefined;
	/** The message that was pressed, as it was sent; undefined where nobody knows it. */
	sent: Record<string, unknown> | undefined;
	/** What it shows from now on; undefined where nothing has changed. */
	shown: ShownAnswer | undefined;
}

/** What the trigger needs to know of a platform. */
export interface ChatPlatform {
	/** As its makers spell it. */
	name: string;
	/** With the other name that it has elsewhere. */
	names?: string;
	credentialType: string;
	/** What it shows with the acknowledgement of a press, and whether the words are in it; undefined where it shows nothing there. */
	atOnce?(pressed: Pressed): { response: ChatResponse; isTold: boolean } | undefined;
	/** @throws {Error} in words for the person who filled in the credential. */
	appOf(fields: CredentialFields): ChatApp;
	writing(timeZone: string, clock: Clock): Writing;
	/** A message of a robot as it is from now on. @param sent as it was sent. */
	answered(sent: Record<string, unknown>, answer: ShownAnswer): Record<string, unknown>;
}

const dingTalk: ChatPlatform = {
	name: 'DingTalk',
	credentialType: 'dingTalkAppApi',
	atOnce({ sent, shown }) {
		if (!sent || !shown) return undefined;
		return { response: { message: answeredDingTalkCard(sent, shown) }, isTold: false };
	},
	appOf(fields) {
		const app = dingTalkAppOf(fields);
		return {
			name: dingTalkAppName(app.clientId),
			key: chatAppKey('dingTalk', app.baseUrl, app.clientId, app.clientSecret),
			dialect: dingTalkDialect(app),
			voice: ({ ask, clock }) => dingTalkVoice(app, ask, clock),
		};
	},
	writing: plainWriting,
	answered: answeredDingTalkCard,
};

const feishu: ChatPlatform = {
	name: 'Feishu',
	names: 'Feishu / Lark',
	credentialType: 'feishuAppApi',
	atOnce({ outcome, words, sent, shown }) {
		const response = {
			...(words === undefined ? {} : { note: { tone: toneOf(outcome), text: words } }),
			...(sent && shown ? { message: answeredFeishuCard(sent, shown) } : {}),
		};
		return { response, isTold: true };
	},
	appOf(fields) {
		const app = feishuAppOf(fields);
		return {
			name: feishuAppName(app.appId),
			key: chatAppKey('feishu', app.baseUrl, app.appId, app.appSecret),
			dialect: feishuDialect(app),
			voice: ({ ask, clock }) => feishuVoice(app, ask, clock),
		};
	},
	writing: plainWriting,
	answered: answeredFeishuCard,
};

const slack: ChatPlatform = {
	name: 'Slack',
	credentialType: 'slackAppApi',
	appOf(fields) {
		const { baseUrl, botToken, appToken } = slackAppOf(fields);
		return {
			name: slackAppName(appToken),
			key: chatAppKey('slack', baseUrl, appToken),
			dialect: slackDialect({ baseUrl, appToken }),
			voice: ({ ask, clock }) => slackVoice({ baseUrl, botToken }, ask, clock),
		};
	},
	writing: slackWriting,
	answered: answeredSlackMessage,
};

const weCom: ChatPlatform = {
	name: 'WeCom',
	credentialType: 'weComSmartRobotApi',
	atOnce({ outcome, message, words, sent, shown }) {
		if (shown) {
			const card = answeredWeComCard(sent ?? { task_id: message }, shown);
			return { response: { message: card }, isTold: outcome === 'over' };
		}
		if (words === undefined) return undefined;
		return {
			response: { aside: toldWeComCard(sent ?? { task_id: message }, words) },
			isTold: true,
		};
	},
	appOf(fields) {
		const robot = weComSmartRobotOf(fields);
		return {
			name: weComAppName(robot),
			key: weComRobotKey(robot),
			dialect: weComDialect(robot),
			voice: ({ connection }) => weComVoice(connection),
			understood: (incoming) => withoutMention(incoming, robot.name),
		};
	},
	writing: weComWriting,
	answered: answeredWeComCard,
};

function toneOf(outcome: ChatAnswer['outcome']): 'success' | 'info' | 'warning' {
	if (outcome === 'done') return 'success';
	return outcome === 'over' ? 'info' : 'warning';
}

/** By the value of the parameter Platform. */
export const chatPlatforms: Readonly<Record<string, ChatPlatform>> = {
	dingTalk,
	feishu,
	slack,
	weCom,
};
