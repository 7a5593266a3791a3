import type { DingTalkMentions } from '../../src/robots/dingTalk/mentions';
import type { RobotItem } from '../shared/robot/robotItem';

export function mentionsOf(item: RobotItem): DingTalkMentions {
	return {
		userIds: item.mentioned('users'),
		mobiles: item.mentionedMobiles(),
		everybody: item.option('everybody', false, 'mention'),
	};
}
