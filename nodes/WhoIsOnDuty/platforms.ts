import { dingTalk } from '../../src/robots/dingTalk/platform';
import { discord } from '../../src/robots/discord/platform';
import { feishu } from '../../src/robots/feishu/platform';
import { slackBot } from '../../src/robots/slack/platform';
import { weCom } from '../../src/robots/weCom/platform';

/** The ids of people: their columns in the panel, and the platform as people's ids are known by it. */
export const idColumns = [
	{
		name: 'dingTalk',
		displayName: 'DingTalk User IDs',
		platform: dingTalk.name,
		placeholder: 'e.g. manager1234',
	},
	{
		name: 'discord',
		displayName: 'Discord User IDs',
		platform: discord.name,
		placeholder: 'e.g. 80351110224678912',
	},
	{
		name: 'feishu',
		displayName: 'Feishu Open IDs',
		platform: feishu.name,
		placeholder: 'e.g. ou_c245b0a7dff2725cfa2fb104f8b48b9d',
	},
	{
		name: 'slack',
		displayName: 'Slack Member IDs or Emails',
		platform: slackBot.name,
		placeholder: 'e.g. U012AB3CD',
	},
	{
		name: 'weCom',
		displayName: 'WeCom User IDs',
		platform: weCom.name,
		placeholder: 'e.g. lilei',
	},
] as const;
