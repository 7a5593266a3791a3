import type { ChatPress, ChatWord, Incoming } from '../chatApps/incoming';
import type { KnownPerson } from '../chatApps/voice';
import type { EscalationWithEvent } from '../escalation/escalation';
import { actorFrom } from '../web/actor';
import { escalationNamedBy } from '../web/button/token';
import type { Links } from '../web/links';
import type { ConversationAction } from '../web/link/token';
import { isBySamePerson, visit, type Conversations } from '../web/link/visit';
import { refusalOf, type AnswerRules, type ChatAnswer } from './answer';
import { findConversation, type Found, type Reminded } from './find';
import type { Said } from './grammar';

/** What is known of the messages that an app has sent. */
export interface SentMessages {
	/** What a message is about; undefined of one that nobody noted. */
	about(chat: string, message: string): Promise<Reminded[] | undefined>;
	/** Those that are open and of which this chat was reminded. */
	open(chat: string): Promise<Reminded[]>;
}

export interface AnswerContext extends Conversations {
	/** The platform and its id of the app, as buttons are signed for it. */
	app: string;
	rules: AnswerRules;
	links: Pick<Links, 'readButton'>;
	sent: SentMessages;
	/** What the platform says of somebody when it is asked; undefined where it does not say. */
	personOf?(id: string): Promise<KnownPerson | undefined>;
}

/** Does what somebody said in a chat, if they may. It is stored when this resolves. */
export async function act(context: AnswerContext, incoming: Incoming): Promise<ChatAnswer> {
	return incoming.kind === 'press'
		? await actOnPress(context, incoming)
		: await actOnWord(context, incoming);
}

/** Whether it is for this node to say what came of it: another may have another store, or take answers from that chat. */
export function isKnown(answer: ChatAnswer): boolean {
	if (answer.outcome === 'refused') return answer.why !== 'otherChat';
	return answer.outcome !== 'unknown' && answer.outcome !== 'ignored';
}

async function actOnPress(context: AnswerContext, pressed: ChatPress): Promise<ChatAnswer> {
	const { app, engine, links, rules, sent } = context;
	const id = escalationNamedBy(pressed.value);
	const escalation = id === undefined ? undefined : await engine.findOne({ id });
	if (!escalation) return { incoming: pressed, outcome: 'unknown' };
	const [press, reading, about] = await Promise.all([
		identified(context, pressed),
		links.readButton(escalation.scope, app, pressed.value),
		sent.about(pressed.chat, pressed.message),
	]);
	const refused = (why: Extract<ChatAnswer, { outcome: 'refused' }>['why']): ChatAnswer => ({
		incoming: press,
		outcome: 'refused',
		why,
	});
	if (!reading.ok) return refused(reading.reason);
	if (about && !about.some(({ escalationId }) => escalationId === escalation.id)) {
		return refused('otherMessage');
	}
	const why = refusalOf(press, rules);
	if (why) return refused(why);
	return await change(context, press, reading.link, escalation);
}

async function actOnWord(context: AnswerContext, written: ChatWord): Promise<ChatAnswer> {
	const { rules, sent } = context;
	const repliedTo = await repliedToBy(written, sent);
	// What is said in a thread of something else is not for us, however much it sounds so.
	if (!written.isToApp && repliedTo.length === 0) return { incoming: written, outcome: 'ignored' };
	const open = await sent.open(written.chat);
	const found = findConversation(written, { repliedTo, open, added: rules.words });
	const meant = meantBy(found, rules);
	// What people say to one another is not for us, whoever they are.
	if (meant === 'ignored') return { incoming: written, outcome: 'ignored' };
	const word = await identified(context, written);
	if (typeof meant === 'string') {
		if (refusalOf(word, rules) !== undefined) return { incoming: word, outcome: 'ignored' };
		return meant === 'list'
			? { incoming: word, outcome: meant, among: open }
			: { incoming: word, outcome: meant };
	}
	const why = refusalOf(word, rules);
	if (why) return { incoming: word, outcome: 'refused', why };
	if (found.which === 'none') return { incoming: word, outcome: 'unknown' };
	if (found.which === 'ask') return { incoming: word, outcome: 'ambiguous', among: found.among };
	const { escalationId } = found.reminded;
	const escalation = await context.engine.findOne({ id: escalationId });
	if (!escalation) return { incoming: word, outcome: 'unknown' };
	return await change(context, word, { ...meant, escalationId }, escalation);
}

/** With what the platform says when it is asked: what it delivers has not the name that people see, nor every guest. */
async function identified<One extends Incoming>(
	{ personOf }: AnswerContext,
	incoming: One,
): Promise<One> {
	const { by } = incoming;
	const person = by.isComplete ? undefined : await personOf?.(by.id);
	if (!person) return incoming;
	const isGuest = by.isGuest || person.isGuest;
	return { ...incoming, by: { ...by, name: person.name ?? by.name, isGuest } };
}

/** The nearest message that something is known of. */
async function repliedToBy({ chat, repliesTo }: ChatWord, sent: SentMessages): Promise<Reminded[]> {
	for (const message of repliesTo) {
		const about = await sent.about(chat, message);
		if (about) return about;
	}
	return [];
}

type Meant = { action: ConversationAction; minutes: number } | 'help' | 'list' | 'ignored';

function meantBy(found: Found, rules: AnswerRules): Meant {
	const { said } = found;
	if (said.is === 'help' || said.is === 'list') return said.is;
	if (said.is !== 'unknown') return { action: said.is, minutes: minutesOf(said, rules) };
	const isAboutOne = found.which === 'one' && (found.by === 'reply' || found.by === 'code');
	if (!isAboutOne) return rules.otherWords === 'ignore' ? 'ignored' : 'help';
	if (rules.otherWords !== 'acknowledge') return rules.otherWords === 'help' ? 'help' : 'ignored';
	return { action: 'acknowledge', minutes: rules.acknowledgeMinutes };
}

function minutesOf(said: Said, { acknowledgeMinutes, snoozeMinutes }: AnswerRules): number {
	if (said.is === 'acknowledge') return said.minutes ?? acknowledgeMinutes;
	return said.is === 'snooze' ? (said.minutes ?? snoozeMinutes) : 0;
}

async function change(
	context: AnswerContext,
	incoming: Incoming,
	link: { action: ConversationAction; minutes: number; escalationId: string },
	before: EscalationWithEvent,
): Promise<ChatAnswer> {
	const { app } = context;
	const { action, minutes } = link;
	const who = whoOf(app, incoming);
	const visited = await visit(context, before.scope, {
		link,
		isConfirmed: true,
		...who,
		delivery: `chat ${app} ${incoming.id}`,
	});
	if (visited.kind === 'unknown') return { incoming, outcome: 'unknown' };
	const { escalation } = visited;
	if (visited.kind === 'over') return { incoming, outcome: 'over', action, escalation };
	const found = 'before' in visited ? (visited.before ?? before) : before;
	const { lastHold, heldUntil } = found;
	const wasOnIt = lastHold?.kind === 'acknowledged' && (heldUntil ?? 0) > context.clock.now();
	const isOther = wasOnIt && !isBySamePerson(lastHold, who);
	const takenOverFrom = isOther ? lastHold : null;
	return { incoming, outcome: 'done', action, minutes, escalation, takenOverFrom };
}

/** Who it was, as what they did keeps it; `actorId` for good, whatever they call themselves. See `Hold.byId`. */
export function whoOf(app: string, { by }: Incoming): { actor: string | null; actorId: string } {
	return { actor: actorFrom(by.name ?? by.id), actorId: `${app.split(' ')[0]}:${by.id}` };
}
