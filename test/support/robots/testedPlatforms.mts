import { languages } from '../../../src/words/language.ts';
import { carrierPigeon } from './carrierPigeon/platform.mts';
import { dingTalk } from './dingTalk/platform.mts';
import { discord } from './discord/platform.mts';
import { feishu } from './feishu/platform.mts';
import { slack } from './slack/platform.mts';
import type { TestedPlatform } from './testedPlatform.mts';
import { weCom } from './weCom/platform.mts';

/** Every platform that is shipped. */
export const testedPlatforms: TestedPlatform[] = [weCom, feishu, dingTalk, slack, discord];

/** And one that is invented: what is promised of all platforms is promised of these. */
export const everyPlatform: TestedPlatform[] = [...testedPlatforms, carrierPigeon];

export const inEveryLanguage = everyPlatform.flatMap((platform) =>
	languages.map((language) => ({ name: platform.name, language, platform })),
);
