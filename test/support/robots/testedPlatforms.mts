import { languages } from '../../../src/words/language.ts';
import { dingTalk } from './dingTalk/platform.mts';
import { discord } from './discord/platform.mts';
import { feishu } from './feishu/platform.mts';
import { slack } from './slack/platform.mts';
import type { TestedPlatform } from './testedPlatform.mts';
import { weCom } from './weCom/platform.mts';

/** Every robot. A new one is one file beside these and one line here: it is then held to what all of them promise. */
export const testedPlatforms: TestedPlatform[] = [weCom, feishu, dingTalk, slack, discord];

export const inEveryLanguage = testedPlatforms.flatMap((platform) =>
	languages.map((language) => ({ name: platform.name, language, platform })),
);
