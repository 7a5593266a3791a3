import { NodeHelpers, type INode, type INodeParameters, type INodeType } from 'n8n-workflow';

import { DingTalkRobot } from '../../../nodes/DingTalkRobot/DingTalkRobot.node';
import { DiscordRobot } from '../../../nodes/DiscordRobot/DiscordRobot.node';
import { FeishuRobot } from '../../../nodes/FeishuRobot/FeishuRobot.node';
import { SlackRobot } from '../../../nodes/SlackRobot/SlackRobot.node';
import { WeComRobot } from '../../../nodes/WeComRobot/WeComRobot.node';
import { messageOf } from '../../support/nodes/robotNode.mts';

/** The options that n8n shows, and keeps when the workflow runs. */
function shownOptions({ description }: INodeType, parameters: INodeParameters): string[] {
	const { options = [] } = description.properties.find(({ name }) => name === 'options')!;
	const every = Object.fromEntries(options.map((option) => [option.name, 'x']));
	const node: INode = {
		id: 'robot',
		name: 'Robot',
		type: 'robot',
		typeVersion: 1,
		position: [0, 0],
		parameters: { ...parameters, options: every },
	};
	const kept = NodeHelpers.getNodeParameters(
		description.properties,
		node.parameters,
		true,
		false,
		node,
		description,
	);
	return Object.keys(kept!.options as object).toSorted();
}

const notification = { operation: 'sendNotification' };
const common = ['digestFrom', 'language', 'maximumWait', 'style', 'whenTooLong'];
const sender = ['avatarUrl', 'isSilent', 'threadId', 'threadName', 'username'];
const links = ['openLinksIn'];
const name = ['icon', 'username'];
const bot = { authentication: 'bot', channel: 'C0123456789' };
const update = { ...bot, operation: 'updateMessage' };

describe('the options of a robot are those that do something', () => {
	it.each<[string, INodeType, INodeParameters, string[]]>([
		['WeCom', new WeComRobot(), notification, common],
		['WeCom', new WeComRobot(), { ...notification, messageType: 'image' }, common],
		[
			'WeCom',
			new WeComRobot(),
			messageOf('markdown'),
			['allowMentionsInContent', 'maximumWait', 'whenTooLong'],
		],
		['WeCom', new WeComRobot(), messageOf('markdown_v2'), ['maximumWait', 'whenTooLong']],
		['WeCom', new WeComRobot(), messageOf('template_card'), ['maximumWait']],
		['WeCom', new WeComRobot(), { operation: 'uploadMedia' }, ['maximumWait']],
		['Feishu', new FeishuRobot(), { ...notification, messageType: 'interactive' }, common],
		[
			'Feishu',
			new FeishuRobot(),
			messageOf('text'),
			['allowMentionsInContent', 'maximumWait', 'whenTooLong'],
		],
		[
			'Feishu',
			new FeishuRobot(),
			messageOf('post'),
			['maximumWait', 'postLanguage', 'whenTooLong'],
		],
		['Feishu', new FeishuRobot(), messageOf('interactive'), ['maximumWait']],
		[
			'DingTalk',
			new DingTalkRobot(),
			{ ...notification, messageType: 'text' },
			[...common, ...links],
		],
		['DingTalk', new DingTalkRobot(), messageOf('markdown'), ['maximumWait', 'whenTooLong']],
		[
			'DingTalk',
			new DingTalkRobot(),
			messageOf('actionCard'),
			['areSideBySide', 'hideAvatar', 'maximumWait', ...links],
		],
		['Discord', new DiscordRobot(), notification, [...common, ...sender, 'oneThread']],
		[
			'Discord',
			new DiscordRobot(),
			messageOf('text'),
			[
				...['allowMentionsInContent', 'isMarkdown', 'maximumWait', 'showPreviews', 'whenTooLong'],
				...sender,
			],
		],
		[
			'Discord',
			new DiscordRobot(),
			messageOf('embed'),
			['allowMentionsInContent', 'maximumWait', ...sender],
		],
		[
			'Slack',
			new SlackRobot(),
			notification,
			['digestFrom', 'language', 'maximumWait', 'threadTs', 'whenTooLong', ...name],
		],
		[
			'Slack',
			new SlackRobot(),
			{ ...bot, ...notification },
			[
				...['digestFrom', 'language', 'maximumWait', 'oneThread'],
				...['replyBroadcast', 'threadTs', 'whenTooLong', ...name],
			],
		],
		[
			'Slack',
			new SlackRobot(),
			{ ...bot, ...messageOf('text') },
			['isMrkdwn', 'maximumWait', 'replyBroadcast', 'threadTs', 'unfurl', 'whenTooLong', ...name],
		],
		[
			'Slack',
			new SlackRobot(),
			{ ...bot, ...messageOf('blocks') },
			['maximumWait', 'replyBroadcast', 'threadTs', 'unfurl', ...name],
		],
		[
			'Slack',
			new SlackRobot(),
			{ ...update, messageType: 'text' },
			['isMrkdwn', 'maximumWait', 'whenTooLong'],
		],
		['Slack', new SlackRobot(), { ...update, messageType: 'blocks' }, ['maximumWait']],
		[
			'Slack',
			new SlackRobot(),
			{ ...bot, operation: 'uploadFile' },
			['isMrkdwn', 'maximumWait', 'threadTs'],
		],
	])('%s %#', (_name, type, parameters, options) => {
		expect(shownOptions(type, parameters)).toEqual(options.toSorted());
	});
});
