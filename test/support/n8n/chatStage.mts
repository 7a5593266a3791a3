import { randomUUID } from 'node:crypto';

import { optionGroups } from '../nodes/optionGroups.mts';
import { linksOf } from '../robots/weCom/linksOf.mts';
import { unreplied } from '../sources/twtChat.mts';
import { chatAnswerWorkflow, type ListenedPlatform } from './chatAnswerWorkflow.mts';
import { PACKAGE } from './demoWorkflow.mts';
import { getConversationWorkflow } from './getConversationWorkflow.mts';
import { until } from './n8nApi.mts';
import { ALWAYS_ONE_MORE, post, type Stage } from './stage.mts';

/** What the buttons of a reminder say. */
export const ON_IT = "I'm on it";
export const SNOOZE = 'Snooze 30 min';
export const REPLIED = 'Mark as replied';

/** For n8n: hours and words as in China. */
export const CHAT_ENV = { GENERIC_TIMEZONE: 'Asia/Shanghai' };

/** An app of a platform, and the robot that it is. */
export interface ChatRobot extends ListenedPlatform {
	/** The type of its node, without the package. */
	robot: string;
	/** Fields of its credential. */
	data: Record<string, unknown>;
	/** Of the robot's node: where it speaks. */
	parameters: Record<string, unknown>;
}

/**
 * The service group is in the chat of an app, which somebody listens to. The managers
 * read the same in WeCom, with links.
 */
export type ChatStage = Awaited<ReturnType<typeof startChatStage>>;

export async function startChatStage(stage: Stage, robot: ChatRobot) {
	const { api } = stage;
	const { credentialType, data, parameters } = robot;
	const credential = await api.createCredential('App', credentialType, data);
	const listening = await api.createWorkflow(chatAnswerWorkflow(credential, {}, robot));
	await api.publish(listening);
	const credentials = { [credentialType]: { id: credential, name: 'App' } };
	const type = `${PACKAGE}.${robot.robot}`;
	const main = await stage.publish({
		policy: {
			...ALWAYS_ONE_MORE,
			remindEvery: 1,
			remindEveryUnit: 'hours',
			firstReminderAfter: 1,
			options: optionGroups({ links: { show: 'always' } }),
		},
		change: (workflow, nodeNamed) => {
			for (const name of ['Service group', 'Service group: handled']) {
				Object.assign(nodeNamed(name), { type, parameters, credentials });
			}
			const outputs = (workflow.connections as any)['Repeat Until Replied'].main;
			outputs[0].push({ node: 'Manager group', type: 'main', index: 0 });
		},
	});
	const { url: boardUrl } = await stage.boardLink();
	const lookUp = randomUUID();
	await api.publish(await api.createWorkflow(getConversationWorkflow(lookUp)));

	/** What the managers were linked to about a customer, by what the links say. */
	async function linksAbout(visitor: string): Promise<Map<string, string>> {
		const card = await until('the card in WeCom', () => main.manager(visitor)[0]);
		return linksOf(card.body);
	}

	/** What the operation Get knows of a customer. */
	async function known(visitor: string): Promise<any> {
		const conversationKey = `twt:test:name=${visitor}`;
		const url = `${stage.n8n.url}/webhook/${lookUp}`;
		return (await post(url, JSON.stringify({ conversationKey }))).body;
	}

	return {
		linksAbout,
		known,

		/** The workflow of the Chat Answer Trigger. */
		listening,

		/** A customer writes. @param find what the chat reads of it. */
		async reminded<Message>(visitor: string, find: () => Message | undefined): Promise<Message> {
			const body = unreplied({ visitor_name: visitor });
			await until('the event is accepted', async () => (await main.send(body)).body.accepted === 1);
			return await until('a reminder in the chat', find);
		},

		/** As whoever opens the link and fills in a name. Gives the HTTP status. */
		async answerByLink(visitor: string, label: string, name: string): Promise<number> {
			const url = (await linksAbout(visitor)).get(label)!;
			const { status } = await post(url, new URLSearchParams({ name }).toString(), {
				'content-type': 'application/x-www-form-urlencoded',
			});
			return status;
		},

		/** The rows of a customer on the board, undefined where there is none. */
		async rowsOf(visitor: string): Promise<{ waiting: any; ended: any }> {
			const { waiting, ended } = (await (await fetch(`${boardUrl}&data=1`)).json()) as any;
			const of = (rows: any[]) => rows.find(({ who }) => who === visitor);
			return { waiting: of(waiting), ended: of(ended) };
		},

		/** Who acknowledged the conversation of a customer, as the history has it. */
		async acknowledgedBy(visitor: string): Promise<{ actor: string; actorId: string }> {
			const { timeline } = await known(visitor);
			const { actor, actorId } = timeline.find(({ what }: any) => what === 'acknowledged');
			return { actor, actorId };
		},

		/** Resolves when the Chat Answer Trigger has put out an item with these words. */
		async hasPutOut(words: RegExp): Promise<void> {
			await until(`an execution with ${words.source}`, async () => {
				for (const { id } of await api.executions(listening.id)) {
					const { data: run } = await api.execution(id);
					if (words.test(JSON.stringify(run))) return true;
				}
				return false;
			});
		},

		/** What the Test button of the credential says. */
		testCredential: async () =>
			await api.testCredential({ id: credential, name: 'App', type: credentialType, data }),

		/** The chats that the panel of the robot lists. */
		async listedChats(): Promise<Array<{ name: string; value: string }>> {
			const path = '/rest/dynamic-node-parameters/resource-locator-results';
			const { results } = await api.call('POST', path, {
				path: 'parameters.chat',
				methodName: 'searchChats',
				nodeTypeAndVersion: { name: type, version: 1 },
				currentNodeParameters: parameters,
				credentials,
			});
			return results;
		},

		/** Nobody listens any more. */
		stopListening: async () => await api.unpublish(listening.id),
	};
}
