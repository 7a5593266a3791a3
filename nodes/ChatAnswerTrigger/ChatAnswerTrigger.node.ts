import {
	NodeConnectionTypes,
	type INodeType,
	type INodeTypeDescription,
	type ITriggerFunctions,
	type ITriggerResponse,
} from 'n8n-workflow';

import { isFinal } from '../../src/chatApps/connection/state';
import { scopeOf } from '../../src/nodeScope';
import { dingTalkAppCredentialTest } from '../../src/robots/dingTalk/robot';
import { feishuAppCredentialTest } from '../../src/robots/feishu/robot';
import { slackAppCredentialTest } from '../../src/robots/slack/robot';
import { weComSmartRobotTest } from '../../src/robots/weCom/smartRobot/credentialTest';
import { refuseEngine2 } from '../shared/engine2';
import { toActivationError } from '../shared/nodeErrors';
import { testByResponse } from '../shared/robot/credentialTest';
import { postgresStoreApiTest, runtimeOf, storedInPostgres } from '../shared/store';
import { ChatListener } from './chatListener';
import { chatAppOf, settingsOf } from './parameters';
import { onlyFor, properties, subtitle } from './properties';

/** Nobody watches while n8n starts: what fails then is tried again by whoever publishes the workflow. */
const UNWATCHED = ['init', 'leadershipChange'];

export class ChatAnswerTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Chat Answer Trigger',
		name: 'chatAnswerTrigger',
		icon: {
			light: 'file:../../icons/chatAnswer.svg',
			dark: 'file:../../icons/chatAnswer.dark.svg',
		},
		group: ['trigger'],
		version: [1],
		// See the Slack Robot.
		defaultVersion: 1,
		subtitle,
		description:
			'Lets people answer reminders in the chat, with buttons and words, and starts the workflow when they do',
		eventTriggerDescription:
			'Press a button of a reminder, or write to the app. What you say while you listen counts.',
		activationMessage: 'Answers in the chat now count, and start this workflow.',
		triggerPanel: {
			header: 'Answer a reminder in the chat',
			executionsHelp: {
				inactive:
					'<b>While you build the workflow</b>, press the button and answer a reminder in the chat. What you say counts, and is shown here. Reminders have buttons only while the workflow is published; words count as soon as you listen.<br /><br /><b>Once the workflow is published</b>, answers count by themselves and start it. You find them in the list of executions.',
				active:
					'<b>To try something</b>, press the button and answer a reminder in the chat. What you say counts, and is shown here.<br /><br /><b>The workflow is published</b>: answers count by themselves and start it. You find them in the <a data-key="executions">list of executions</a>.',
			},
			activationHint:
				'When the workflow is ready, publish it: reminders then have buttons. It needs no other node.',
		},
		defaults: { name: 'Chat Answer Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'dingTalkAppApi',
				required: true,
				testedBy: 'dingTalkAppTest',
				displayOptions: onlyFor('dingTalk'),
			},
			{
				name: 'feishuAppApi',
				required: true,
				testedBy: 'feishuAppTest',
				displayOptions: onlyFor('feishu'),
			},
			{
				name: 'slackAppApi',
				required: true,
				testedBy: 'slackAppTest',
				displayOptions: onlyFor('slack'),
			},
			{
				name: 'weComSmartRobotApi',
				required: true,
				testedBy: 'weComSmartRobotTest',
				displayOptions: onlyFor('weCom'),
			},
			{
				name: 'postgresStoreApi',
				required: true,
				testedBy: 'postgresStoreApiTest',
				displayOptions: storedInPostgres,
			},
		],
		properties,
	};

	methods = {
		credentialTest: {
			dingTalkAppTest: testByResponse(dingTalkAppCredentialTest),
			feishuAppTest: testByResponse(feishuAppCredentialTest),
			slackAppTest: testByResponse(slackAppCredentialTest),
			weComSmartRobotTest: testByResponse(weComSmartRobotTest),
			postgresStoreApiTest,
		},
	};

	/** Does what people say in the chat, also in a test: there is one connection, and what was said was said. */
	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		const isPublished = this.getMode() !== 'manual';
		if (isPublished) refuseEngine2(this);
		const settings = settingsOf(this);
		const { platform, app } = await chatAppOf(this);
		const scope = scopeOf(this.getWorkflow().id, this.getNode().id);
		const runtime = await runtimeOf(this).catch((error) => {
			throw toActivationError(this.getNode(), error);
		});
		const listener = new ChatListener(this, runtime, {
			...settings,
			scope,
			platform,
			app,
			isPublished,
		});
		const isWatched = !UNWATCHED.includes(this.getActivationMode());
		const settling = listener.start(isWatched).settled();
		if (isWatched) {
			const state = await settling;
			if (isFinal(state) && 'problem' in state) {
				await listener.stop();
				throw toActivationError(this.getNode(), state.problem);
			}
		}
		return { closeFunction: async () => await listener.stop() };
	}
}
