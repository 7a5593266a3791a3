import { notificationLanguages } from '../../src/robots/notification/words.ts';
import { dingTalk } from './platforms/dingTalk.mts';
import { discord } from './platforms/discord.mts';
import { feishu } from './platforms/feishu.mts';
import { slack } from './platforms/slack.mts';
import type { TestedPlatform } from './platforms/testedPlatform.mts';
import { weCom } from './platforms/weCom.mts';

/** Every robot. A new one is one file beside these and one line here: it is then held to what all of them promise. */
export const testedPlatforms: TestedPlatform[] = [weCom, feishu, dingTalk, slack, discord];

export const inEveryLanguage = testedPlatforms.flatMap((platform) =>
	notificationLanguages.map((language) => ({ name: platform.name, language, platform })),
);
