import { customerOf, type ToldEvent } from '../events/toldEvent';
import { shortened } from '../text/characters';
import { inOneLine } from '../text/utf8';
import { matterOf, type Matter } from './matter';
import { fill, nameFor, type Text } from './text';
import type { Vocabulary } from './vocabulary';

/** How many of its words a headline has, in UTF-16 code units: behind them stands how long it waits. */
const LONGEST_WORDS = 90;

/** What waits, in words. */
export interface NamedMatter {
	matter: Matter;
	/** Its name by itself; undefined for a customer of whom none is known. */
	name: string | undefined;
	/** With what its source says of it, where that is more. */
	told: string | undefined;
	/** `Pull request #12`: of what people refer to so. */
	ref?: string;
}

/** A conversation by what its event says of it: a key is for machines. */
export function nameMatter(event: ToldEvent, vocabulary: Vocabulary): NamedMatter {
	const matter = matterOf(event);
	switch (matter) {
		case 'customer': {
			const name = customerOf(event);
			return { matter, name, told: name };
		}
		case 'alert':
			return { matter, ...nameAlert(event, vocabulary) };
		case 'other':
			return { matter, ...named(actInWords(event, vocabulary)) };
		case 'message':
			return { matter, ...named(ownTitle(event)!) };
		case 'missing':
			return { matter, ...named(ownTitle(event) ?? event.conversation?.key ?? '') };
		case 'ticket':
			return { matter, ref: vocabulary.shared.refs.ticket, ...titled(event, vocabulary) };
		default:
			return { matter, ref: refOf(matter, event, vocabulary), ...titled(event, vocabulary) };
	}
}

function titled(event: ToldEvent, vocabulary: Vocabulary): Pick<NamedMatter, 'name' | 'told'> {
	return named(ownTitle(event) ?? kindInWords(event, vocabulary));
}

function named(words: string): Pick<NamedMatter, 'name' | 'told'> {
	const name = inShort(words);
	return { name, told: name };
}

function ownTitle({ title, conversation }: ToldEvent): string | undefined {
	return title?.trim() || conversation?.subject?.trim() || undefined;
}

/** What happened, and of a user to whom. */
function actInWords(event: ToldEvent, vocabulary: Vocabulary): string {
	const says = eventTitle(event, vocabulary);
	const user = event.kind?.startsWith('user.') ? customerOf(event) : undefined;
	return user ? `${says}${vocabulary.shared.colon}${user}` : says;
}

/** Which rule, and where, with the summary of what is wrong. */
function nameAlert(event: ToldEvent, vocabulary: Vocabulary): Pick<NamedMatter, 'name' | 'told'> {
	const { alertOn, colon } = vocabulary.shared;
	const title = event.title?.trim() || undefined;
	const rule = event.conversation?.subject?.trim() || title || kindInWords(event, vocabulary);
	const where = instanceOf(event);
	const name = where && !rule.includes(where) ? fill(alertOn, { what: rule, where }) : rule;
	const both = (named: string) => inOneLine(`${named}${colon}${title}`.replace(/[.。]$/, ''));
	// Where there is not room for all, the summary mostly names the target too.
	const told = title && title !== rule ? [name, rule].map(both) : [name];
	const fitting = told.find((words) => words.length <= LONGEST_WORDS);
	return { name: inShort(name), told: fitting ?? inShort(told.at(-1)!) };
}

/** As Prometheus calls the target that an alert is about. */
function instanceOf({ fields = [] }: ToldEvent): string | undefined {
	return fields.find(({ name }) => name === 'instance')?.value.trim() || undefined;
}

/** The number in the address of its page: GitHub, GitLab and Gitee write it so. */
const NUMBERED =
	/\/(issues|work_items|discussions|pulls?|merge_requests)\/([A-Z0-9]{1,12})(?![^/?#])/;

/** `Issue #12`, or `Merge request !12` as GitLab writes them; without the number where the title has it. */
function refOf(
	matter: 'issue' | 'pullRequest',
	{ url = '', title = '' }: ToldEvent,
	{ shared: { refs } }: Vocabulary,
): string {
	const [, where, number = ''] = NUMBERED.exec(url) ?? [];
	const isMerge = where === 'merge_requests';
	const noun = refs[matter === 'pullRequest' && isMerge ? 'mergeRequest' : matter];
	const isTold = title.includes(`#${number}`) || title.includes(`!${number}`);
	return number === '' || isTold ? noun : `${noun} ${isMerge ? '!' : '#'}${number}`;
}

/** What happened, by the kind of the event. */
export function kindInWords(event: ToldEvent, { shared, messages }: Vocabulary): string {
	const kind = event.kind ?? 'other';
	// Has a place for one of them, or for none.
	const text = messages.kinds[kind] as Text<'who' | 'project'>;
	return fill(text, {
		who: nameFor(text, 'who', customerOf(event), shared.customer),
		project: event.project?.name ?? messages.aProject,
	});
}

/** The title of an event. */
export function eventTitle(event: ToldEvent, vocabulary: Vocabulary): string {
	const { kind = 'other' } = event;
	const says = kindInWords(event, vocabulary);
	const title = event.title?.trim();
	// What sources call the acts of users says the same again.
	if (!title || kind.startsWith('user.')) return says;
	return kind === 'notice' || kind === 'other'
		? title
		: `${says}${vocabulary.shared.colon}${title}`;
}

function inShort(words: string): string {
	return shortened(inOneLine(words), LONGEST_WORDS);
}

/** What the source calls it, where a headline of it does not have that whole. */
export function unsaidSubject(event: ToldEvent, headline: string): string | undefined {
	const { kind = '', conversation, title } = event;
	// What sources call the acts of users says the same again.
	if (kind.startsWith('user.')) return undefined;
	const said = inOneLine(headline);
	return [conversation?.subject, title].find(
		(one) => one?.trim() && !said.includes(inOneLine(one)),
	);
}

/** Of what its name is made: what a headline has of it need not be said again. */
export function partsOfName(event: ToldEvent, headline: string): string[] {
	const { kind = '', conversation, title } = event;
	const user = kind.startsWith('user.') ? customerOf(event) : undefined;
	return [title, conversation?.subject, instanceOf(event), user].flatMap((part) =>
		part?.trim() && headline.includes(inOneLine(part)) ? [part.trim()] : [],
	);
}

/** What people are called who wait for it, and who are to answer. */
export function roleNames(
	matter: Matter,
	{ facts }: Pick<Vocabulary['shared'], 'facts'>,
): { customer: string; agent: string } {
	switch (matter) {
		case 'issue':
		case 'pullRequest':
			return { customer: facts.author, agent: facts.assignee };
		case 'alert':
		case 'missing':
		case 'other':
			return { customer: facts.customer, agent: facts.assignee };
		default:
			return { customer: facts.customer, agent: facts.agent };
	}
}
