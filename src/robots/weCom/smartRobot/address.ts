import { chatAppKey } from '../../../chatApps/appKey';
import type { WeComRobot } from '../../../chatApps/weCom/app';
import { entered, withoutSlash, type CredentialFields } from '../../credential';

/** Where smart robots connect ("智能机器人长连接", path/101463); a private deployment has a host of its own. */
export const WECOM_SOCKET_URL = 'wss://openws.work.weixin.qq.com';

const WHERE =
	'In WeCom, open Workbench > Smart Robot (智能机器人) > the robot > API mode with a long connection (使用长连接).';

/** @throws {Error} in words for the person who pasted it, without repeating a secret. */
export function weComSmartRobotOf(fields: CredentialFields): WeComRobot & { name: string } {
	const botId = entered(fields, 'botId');
	const secret = entered(fields, 'secret');
	const socketUrl = withoutSlash(entered(fields, 'socketUrl')) || WECOM_SOCKET_URL;
	if (!/^[\w-]{1,128}$/.test(botId)) {
		throw new Error(`The WeCom Smart Robot credential has no Bot ID. ${WHERE}`);
	}
	if (!/^[\x21-\x7e]{1,256}$/.test(secret)) {
		throw new Error(`The WeCom Smart Robot credential has no Secret. ${WHERE}`);
	}
	if (!/^wss?:\/\/[^\s/]/.test(socketUrl) || !URL.canParse(socketUrl)) {
		throw new Error(
			'The WebSocket URL of the WeCom Smart Robot credential must begin with wss://. Leave the default, unless your company has a private deployment.',
		);
	}
	// As people mention it; empty where nobody has entered it.
	return { socketUrl, botId, secret, name: entered(fields, 'robotName').replace(/^@/, '') };
}

/** Of the connection: one for all nodes with this robot, whatever they call it. */
export function weComRobotKey({ socketUrl, botId, secret }: WeComRobot): string {
	return chatAppKey('weCom', socketUrl, botId, secret);
}

/** A group, or somebody whom the robot writes to alone. @throws {Error} in words for the person who entered it. */
export function weComChat(entry: string): string {
	const id = entry.trim();
	if (/^[\w.@-]{1,128}$/.test(id)) return id;
	throw new Error(
		id === ''
			? 'Chat is empty. Mention the robot in the group while a Chat Answer Trigger of it is published, and choose the group from the list.'
			: 'Chat is no ID of a chat. Choose one from the list: it has those in which someone has written to the robot.',
	);
}
