import { Groups, type Group, type Received } from '../../test/support/n8n/groups.mts';
import { messageHtml } from '../../test/support/robots/chat.mts';
import type { PlayedPlatform } from '../../test/support/robots/playedPlatform.mts';
import { playedPlatforms } from '../../test/support/robots/playedPlatforms.mts';

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
	/** In one line, with the time, as for a terminal. */
	line: string;
}

export interface DemoGroups {
	/** The same service, on every platform. */
	service: DemoGroup[];
	/** Of those who hear that nobody replied. */
	manager: DemoGroup;
	onMessage(listener: (message: DemoMessage) => void): void;
	stop(): Promise<void>;
}

/** Starts fake platforms, which behave like the real ones, with a group on each. */
export async function startDemoGroups(): Promise<DemoGroups> {
	const groups = await Groups.start();
	const group = (id: string, platform: PlayedPlatform, name: string): DemoGroup => {
		const node = `${platform.name}Robot`;
		return Object.assign(groups.add(node)!, { id, platform, name, node });
	};
	return {
		service: playedPlatforms.map((platform) =>
			group(platform.name, platform, `${platform.called.en} group`),
		),
		manager: group('manager', playedPlatforms[0], 'Manager group'),
		onMessage: (listener) => groups.onMessage((received) => listener(messageOf(received))),
		stop: async () => await groups.stop(),
	};
}

function messageOf({ group: receiver, at, body, refusal }: Received): DemoMessage {
	const group = receiver as DemoGroup;
	const time = new Date(at).toTimeString().slice(0, 8);
	const begin = `${time}  ${group.name}: `;
	if (refusal) return { group, line: `${begin}refused with ${refusal}, and tried again` };
	const { html, text } = group.platform.read(body);
	const [headline] = text.replace(/<[^>]*>|\*\*|^#+ /g, '').split('\n');
	return { group, html: messageHtml(html, time), line: begin + headline };
}
