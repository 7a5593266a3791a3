import type { RobotNode } from '../design/access';
import { WECOM_SEND_PATH, weComRobotsOf } from './address';
import { weCom, type WeComAccess } from './platform';
import { smartRobotAccess } from './smartRobot/access';

/** How the node reaches WeCom. */
export async function weComAccess(node: RobotNode): Promise<WeComAccess> {
	if (node.text('authentication') === 'smartRobot') {
		return await node.credential('weComSmartRobotApi', (fields) => smartRobotAccess(fields, node));
	}
	return await node.credential('weComRobotApi', (fields) => {
		const robots = weComRobotsOf(fields);
		return {
			platform: weCom,
			addresses: robots.map(({ baseUrl, key }) => `${baseUrl} ${key}`),
			secrets: robots.map(({ key }) => key),
			request: { url: WECOM_SEND_PATH },
		};
	});
}
