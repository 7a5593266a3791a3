import { injectDomainRestrictionFields, type ICredentialType, type INodeType } from 'n8n-workflow';

import { DingTalkRobotApi } from '../../../credentials/DingTalkRobotApi.credentials';
import { DiscordRobotApi } from '../../../credentials/DiscordRobotApi.credentials';
import { FeishuRobotApi } from '../../../credentials/FeishuRobotApi.credentials';
import { SlackBotApi } from '../../../credentials/SlackBotApi.credentials';
import { SlackWebhookApi } from '../../../credentials/SlackWebhookApi.credentials';
import { WeComRobotApi } from '../../../credentials/WeComRobotApi.credentials';
import { DingTalkRobot } from '../../../nodes/DingTalkRobot/DingTalkRobot.node';
import { DiscordRobot } from '../../../nodes/DiscordRobot/DiscordRobot.node';
import { FeishuRobot } from '../../../nodes/FeishuRobot/FeishuRobot.node';
import { SlackRobot } from '../../../nodes/SlackRobot/SlackRobot.node';
import { WeComRobot } from '../../../nodes/WeComRobot/WeComRobot.node';

const credentials: ICredentialType[] = [
	new DingTalkRobotApi(),
	new DiscordRobotApi(),
	new FeishuRobotApi(),
	new SlackBotApi(),
	new SlackWebhookApi(),
	new WeComRobotApi(),
];
const robots: INodeType[] = [
	new DingTalkRobot(),
	new DiscordRobot(),
	new FeishuRobot(),
	new SlackRobot(),
	new WeComRobot(),
];

describe('n8n adds nothing', () => {
	// load-nodes-and-credentials.ts of n8n, injectCustomApiCallOptions: to nodes of whose
	// credentials one has "authenticate", where the version is the default one.
	it.each(robots.map(({ description }) => [description.displayName, description] as const))(
		'to the operations of %s',
		(_, { version, defaultVersion }) => {
			const isLatestVersion = defaultVersion === undefined || defaultVersion === version;
			expect(isLatestVersion).toBe(false);
			expect([version].flat()).toContain(defaultVersion);
		},
	);

	it.each(credentials.map((credential) => [credential.displayName, credential] as const))(
		'to the fields of %s, which its HTTP Request node may not use',
		(_, credential) => {
			expect(credential.authenticate).toBeDefined();
			const properties = injectDomainRestrictionFields(credential);
			expect(properties).toEqual(credential.properties);
			expect(properties).toContainEqual(
				expect.objectContaining({
					name: 'allowedHttpRequestDomains',
					type: 'hidden',
					default: 'none',
				}),
			);
		},
	);
});
