import { passes, type EventFilter } from '../../../src/events/filter';
import { gitee } from '../../../src/events/sources/gitee';
import { twtChat } from '../../../src/events/sources/twtChat';
import { eventIn } from '../../support/sources/eventRequest.mts';
import { issueHook, push } from '../../support/sources/gitee.mts';
import { unrepliedExample } from '../../support/sources/twtChat.mts';

const message = eventIn(twtChat, { body: unrepliedExample });
const issue = eventIn(gitee, { body: issueHook('open') });
const pushed = eventIn(gitee, { body: push });

const through = (filter: Partial<EventFilter>) => {
	const all = { sources: [], kinds: [], repositories: [], branches: [], projects: [], ...filter };
	return Object.entries({ message, issue, pushed })
		.filter(([, event]) => passes(event, all))
		.map(([name]) => name);
};

describe('a filter', () => {
	it.each<[string, Partial<EventFilter>, string[]]>([
		['nothing', {}, ['message', 'issue', 'pushed']],
		['sources', { sources: ['twtChat'] }, ['message']],
		['kinds', { kinds: ['message.unreplied', 'code.pushed'] }, ['message', 'pushed']],
		['projects, which repositories are none of', { projects: ['other'] }, ['issue', 'pushed']],
		['projects by pattern', { projects: ['te*'] }, ['message', 'issue', 'pushed']],
		['repositories, which projects are none of', { repositories: ['other/*'] }, ['message']],
		['repositories by pattern', { repositories: ['KIT/*'] }, ['message', 'issue', 'pushed']],
		['branches, which not all have', { branches: ['main'] }, ['message', 'issue']],
		['branches by pattern', { branches: ['main', 'feat-*'] }, ['message', 'issue', 'pushed']],
	])('of %s', (_, filter, names) => {
		expect(through(filter)).toEqual(names);
	});
});
