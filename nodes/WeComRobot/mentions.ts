import { withEverybody, type WeComMentions } from '../../src/robots/weCom/mentions';
import type { RobotItem } from '../shared/robot/robotItem';

export function mentionsOf(item: RobotItem): WeComMentions {
	return withEverybody({
		users: item.mentioned('users'),
		mobiles: item.mentionedMobiles(),
		everybody: item.option('everybody', false, 'mention'),
	});
}
