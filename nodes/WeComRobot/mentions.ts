import type { WeComMentions } from '../../src/robots/weCom/mentions';
import type { RobotItem } from '../shared/robot/robotItem';

export function mentionsOf(item: RobotItem): WeComMentions {
	return {
		users: item.mentioned('users'),
		mobiles: item.mentioned('mobiles'),
		everybody: item.option('everybody', false, 'mention'),
	};
}
