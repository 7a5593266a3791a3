import { dingTalk } from './dingTalk/played.mts';
import { discord } from './discord/played.mts';
import { feishu } from './feishu/played.mts';
import type { PlayedPlatform } from './playedPlatform.mts';
import { slack } from './slack/played.mts';
import { weCom } from './weCom/played.mts';

/** What this machine can play: the groups of the demo, of its pictures and of the tests with the real n8n. */
export const playedPlatforms: PlayedPlatform[] = [weCom, feishu, dingTalk, slack, discord];
