import type { FeishuMentions } from '../../src/robots/feishu/mentions';
import type { RobotItem } from '../shared/robot/robotItem';

export function mentionsOf(item: RobotItem): FeishuMentions {
	return { users: item.mentioned('users'), everybody: item.option('everybody', false, 'mention') };
}
