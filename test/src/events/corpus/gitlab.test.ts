import { gitlab } from '../../../../src/events/sources/gitlab';
import { gitlabFacts, gitlabTable } from '../../../support/sources/corpus/gitlab.mts';
import { filledIn } from '../../../support/sources/corpus/table.mts';
import { eventIn } from '../../../support/sources/eventRequest.mts';

const rowOf = (name: string) => gitlabTable.find(({ payload }) => payload === name);

it.each([...gitlabFacts])('reads %s as the table says', (name, body) => {
	const row = rowOf(name);
	const { kind, conversation } = eventIn(gitlab, { body });
	const { effect = '-', key = '-' } = conversation ?? {};
	expect({ kind, effect, key }).toEqual({
		kind: row?.kind ?? 'other',
		effect: row?.effect ?? '-',
		key: row ? filledIn(row.key, body) : '-',
	});
});

it('has a payload for each line of the table', () => {
	expect(gitlabTable.filter(({ payload }) => !gitlabFacts.has(payload))).toEqual([]);
});
