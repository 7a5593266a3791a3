import { github } from '../../../../src/events/sources/github';
import {
	githubPayloadName,
	githubPayloads,
	githubTable,
	type GithubPayload,
} from '../../../support/sources/corpus/github.mts';
import { filledIn, Tally } from '../../../support/sources/corpus/table.mts';
import { eventIn } from '../../../support/sources/eventRequest.mts';

const eventOf = ({ event, body }: GithubPayload) =>
	eventIn(github, { headers: { 'X-GitHub-Event': event }, body });

it('reads each of the 726 published payloads as the table says', () => {
	const tally = new Tally();
	for (const payload of githubPayloads) {
		const name = githubPayloadName(payload);
		tally.note(name);
		const row = githubTable.find(({ payload: named }) => named === name);
		const { kind, conversation } = eventOf(payload);
		const { effect = '-', key = '-' } = conversation ?? {};
		expect({ name, kind, effect, key }).toEqual({
			name,
			kind: row?.kind ?? 'other',
			effect: row?.effect ?? '-',
			key: row ? filledIn(row.key, payload.body) : '-',
		});
	}
	expect(githubPayloads).toHaveLength(726);
	expect(tally.of(githubTable)).toEqual(
		githubTable.map(({ payload, count }) => ({ payload, count })),
	);
});

it('knows what the table has of it without its header too', () => {
	for (const { event, body } of githubPayloads) {
		const isRead = githubTable.some(
			({ payload }) => payload === githubPayloadName({ event, body }),
		);
		if (isRead) expect(eventIn(github, { body }).kind).toBe(eventOf({ event, body }).kind);
	}
});

/** What a hook of the organisation or of an app adds. */
const OF_THE_HOOK = ['organization', 'installation', 'enterprise'];
const withoutHook = (body: object) =>
	Object.fromEntries(Object.entries(body).filter(([name]) => !OF_THE_HOOK.includes(name)));

it('counts an event once that comes by hooks of a repository, of its organisation and of an app', () => {
	for (const { event, body } of githubPayloads) {
		const alone = withoutHook(body);
		const byApp = { ...alone, organization: { login: 'octo-org' }, installation: { id: 2 } };
		const ids = [body, alone, byApp, { enterprise: {}, ...alone }].map(
			(sent) => eventOf({ event, body: sent }).id,
		);
		expect(new Set(ids).size).toBe(1);
	}
});

it('has no two that say something else under one id', () => {
	const saidBy = new Map<string, string>();
	for (const payload of githubPayloads) {
		const { id } = eventOf(payload);
		const said = JSON.stringify(withoutHook(payload.body));
		expect(saidBy.get(id) ?? said).toBe(said);
		saidBy.set(id, said);
	}
});
