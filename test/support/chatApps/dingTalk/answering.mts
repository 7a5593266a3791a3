import { DingTalkAppApi } from '../../../../credentials/DingTalkAppApi.credentials.ts';
import { DingTalkRobot } from '../../../../nodes/DingTalkRobot/DingTalkRobot.node.ts';
import { runRobotNode } from '../../nodes/robotNode.mts';
import { FakeDingTalkApi } from '../../robots/dingTalk/fakeDingTalkApi.mts';
import { readDingTalk } from '../../robots/dingTalk/view.mts';
import type { Reading } from '../../robots/reading.mts';
import type { AnsweringApp, AnsweringPlatform } from '../answeringApp.mts';
import { buttonsOf, FakeDingTalkApp } from './fakeDingTalkApp.mts';

const CHATS = ['cid1==', 'cid2==', 'cid3==', 'cid4=='];
/** What nobody said to the robot is not delivered. */
const UNDELIVERED = 'undelivered';

export interface DingTalkAnsweringApp extends AnsweringApp {
	api: FakeDingTalkApi;
	app: FakeDingTalkApp;
}

const NAMES: Readonly<Record<string, string>> = {
	staff1: 'Ann',
	staff2: 'Bob',
	staff3: '@all & [bank](https://evil.example)',
};

export const dingTalkAnswers: AnsweringPlatform<DingTalkAnsweringApp> = {
	platform: 'dingTalk',
	name: 'DingTalk',
	lacks: ['overhearing', 'tellingGuests'],
	start: async () => await startDingTalk({ hasTemplate: true }),
};

/** @param hasTemplate whether the credential has one of cards with buttons. */
export async function startDingTalk({
	hasTemplate,
}: {
	hasTemplate: boolean;
}): Promise<DingTalkAnsweringApp> {
	const api = await FakeDingTalkApi.start({
		groups: CHATS.map((id) => ({ id })),
		staff: Object.entries(NAMES).map(([id, name]) => ({ id, name })),
	});
	const app = await FakeDingTalkApp.start(0, api);
	const credentials = {
		dingTalkAppApi: {
			type: new DingTalkAppApi(),
			data: {
				clientId: app.clientId,
				clientSecret: app.clientSecret,
				customBaseUrl: app.url,
				cardTemplateId: hasTemplate ? api.templates[0] : '',
			},
		},
	};
	const acknowledgements = new Map<string, number>();
	app.onAnswered = (id) => acknowledgements.set(id, (acknowledgements.get(id) ?? 0) + 1);
	const variablesOf = (id: string) => api.cards.find((card) => card.id === id)?.variables ?? {};
	const isCard = (id: string) => api.cards.some((card) => card.id === id);
	/** As the template shows it. */
	const readCard = (id: string): Reading => {
		const { title, content, line } = variablesOf(id);
		const text = [title, content, line].join('\n\n');
		return readDingTalk({ msgtype: 'markdown', markdown: { text } });
	};
	const read = (id: string) => (isCard(id) ? readCard(id) : readDingTalk(api.message(id).body));
	return {
		api,
		app,
		chats: CHATS,
		ann: 'staff1',
		bob: 'staff2',
		marked: 'staff3',
		credentials,
		async send(items, chat = 'cid1==', options = {}) {
			const sent = await runRobotNode(new DingTalkRobot(), {
				items,
				parameters: { authentication: 'app', chat, options },
				credentials,
			});
			return sent.map(({ json }) =>
				String((json.result as { outTrackId?: string })?.outTrackId ?? json.processQueryKey),
			);
		},
		contentOf: (id) => read(id).text,
		// What stands in the line is plain text.
		mentionsAndLinksOf(id) {
			const { mentions, links } = read(id);
			return [...mentions, ...links];
		},
		buttonsOf: (id) => buttonsOf(variablesOf(id)).map(({ text }) => text),
		valueOf: (id) => buttonsOf(variablesOf(id))[0].value,
		changesOf: (id) => api.card(id).changes,
		pressIn: (id, label, { user = 'staff1', isForeign } = {}) =>
			app.pressIn(id, label, { user, ...(isForeign ? { user: 'stranger' } : {}) }),
		press: (value, message, chat) => app.press({ value, message, chat }),
		say(text, { repliesTo, isToApp = true } = {}) {
			if (!isToApp) return UNDELIVERED;
			const key = isCard(repliesTo ?? '') ? api.card(repliesTo!).carrier : repliesTo;
			// What a robot has said is named, and not repeated.
			const quoted = repliesTo === undefined ? {} : { quoted: { id: `msg ${repliesTo}`, key } };
			return app.say({ text, name: 'Ann', ...quoted });
		},
		acknowledgement: async (delivery) =>
			delivery === UNDELIVERED ? undefined : await app.answerTo(delivery),
		acknowledgements: (delivery) => acknowledgements.get(delivery) ?? 0,
		repeat: (delivery) => app.repeat(delivery),
		told: () => [
			...api.replies.map(({ user = '', text }): [string, string] => [
				user,
				text.replace(/^@… /, ''),
			]),
			...api.whispers.map(({ user, text }): [string, string] => [user, text]),
		],
		refuse: (isRefused) => app.refuse(isRefused ? 'ServiceUnavailable' : undefined),
		drop: () => app.drop(),
		connections: () => app.connections,
		async stop() {
			await app.stop();
			await api.stop();
		},
	};
}
