import { Groups, type Group, type Received } from '../../test/support/n8n/groups.mts';
import { PlayedSlackApp, type Whisper } from '../../test/support/chatApps/slack/playedSlackApp.mts';
import { messageHtml } from '../../test/support/robots/chat.mts';
import type { PlayedPlatform } from '../../test/support/robots/playedPlatform.mts';
import { playedPlatforms } from '../../test/support/robots/playedPlatforms.mts';
import { shops } from './customers.mts';
import type { DemoLanguage } from './words.mts';

/** A group chat of the demo, and how a workflow speaks to it. */
export interface DemoGroup extends Group {
	/** The name of its platform, or `manager`. */
	id: string;
	platform: PlayedPlatform;
	/** Its robot node on the canvas. */
	name: string;
	/** The type of the node, without the name of the package. */
	node: string;
}

/** What came for a group. */
export interface DemoMessage {
	group: DemoGroup;
	/** What the group sees; undefined when the platform refused it, of which a group hears nothing. */
	html?: string;
	/** Where it can be changed: which one it is, and whether this is what it says from now on. */
	message?: { id: string; isChange: boolean };
	/** Whoever looks at the page sees it alone. */
	isWhisper?: boolean;
	/** In one line, with the time, as for a terminal. */
	line: string;
}

export interface DemoGroups {
	/** The same service, on every platform. */
	service: DemoGroup[];
	/** Of those who hear that nobody replied. */
	manager: DemoGroup;
	/** The one of them in which people answer. */
	answering: DemoGroup;
	/** What the robot of that group is, and who speaks to it. */
	app: PlayedSlackApp;
	onMessage(listener: (message: DemoMessage) => void): void;
	stop(): Promise<void>;
}

/** Of the platforms the one on which the robot is an app. */
const ANSWERING = 'slack';

/** Starts fake platforms, which behave like the real ones, with a group on each. */
export async function startDemoGroups(): Promise<DemoGroups> {
	const app = await PlayedSlackApp.start(
		Object.entries(shops).map(([language, { agent }]) => ({
			id: answererIn(language as DemoLanguage),
			name: agent,
		})),
	);
	const groups = await Groups.start(
		playedPlatforms.map((platform) =>
			platform.name === ANSWERING ? { ...platform, start: async () => app } : platform,
		),
	).catch(async (error: Error) => {
		await app.stop();
		throw error;
	});
	const group = (id: string, platform: PlayedPlatform, name: string): DemoGroup => {
		const node = `${platform.name}Robot`;
		return Object.assign(groups.add(node)!, { id, platform, name, node });
	};
	const service = playedPlatforms.map((platform) =>
		group(platform.name, platform, `${platform.called.en} group`),
	);
	const answering = service.find(({ platform }) => platform.name === ANSWERING)!;
	return {
		service,
		manager: group('manager', playedPlatforms[0], 'Manager group'),
		answering,
		app,
		onMessage(listener) {
			groups.onMessage((received) => listener(messageOf(received)));
			app.onWhisper((whisper) => listener(whisperOf(answering, whisper)));
		},
		stop: async () => await groups.stop(),
	};
}

/** The page and n8n are on this machine. */
const TIME_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The id of the person who looks at the page, as the platform knows them. */
export const answererIn = (language: DemoLanguage) => `U${language.toUpperCase()}`;

function messageOf({ group: receiver, at, body, refusal, message }: Received): DemoMessage {
	const group = receiver as DemoGroup;
	const time = clockText(at);
	const begin = `${time}  ${group.name}: `;
	if (refusal) return { group, line: `${begin}refused with ${refusal}, and tried again` };
	const { html, text } = group.platform.read(body, TIME_ZONE);
	const [headline] = text.replace(/<[^>]*>|\*\*|^#+ /g, '').split('\n');
	const isChange = message?.isChange === true;
	return {
		group,
		html: messageHtml(html, message ? clockText(message.postedAt) : time),
		line: begin + (isChange ? `changed: ${headline}` : headline),
		...(message ? { message: { id: message.id, isChange } } : {}),
	};
}

function whisperOf(group: DemoGroup, { text }: Whisper): DemoMessage {
	const time = clockText(Date.now());
	const { html, text: told } = group.platform.read({ text });
	const [first] = told.split('\n');
	return {
		group,
		html: messageHtml(`<p>${html}</p>`, time),
		isWhisper: true,
		line: `${time}  ${group.name}, to one person alone: ${first}`,
	};
}

/** As a clock on the wall shows it. @param at ms since 1970. */
export function clockText(at: number): string {
	return new Date(at).toTimeString().slice(0, 8);
}
