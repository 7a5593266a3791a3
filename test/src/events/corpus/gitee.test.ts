import { gitee } from '../../../../src/events/sources/gitee';
import { giteeFacts, giteeTable } from '../../../support/sources/corpus/gitee.mts';
import { filledIn } from '../../../support/sources/corpus/table.mts';
import { eventIn } from '../../../support/sources/eventRequest.mts';

const rowOf = (name: string) => giteeTable.find(({ payload }) => payload === name);

it.each([...giteeFacts])('reads %s as the table says', (name, body) => {
	const row = rowOf(name);
	const { kind, conversation } = eventIn(gitee, { body });
	const { effect = '-', key = '-' } = conversation ?? {};
	expect({ kind, effect, key }).toEqual({
		kind: row?.kind ?? 'other',
		effect: row?.effect ?? '-',
		key: row ? filledIn(row.key, body) : '-',
	});
});

it('has a payload for each line of the table', () => {
	expect(giteeTable.filter(({ payload }) => !giteeFacts.has(payload))).toEqual([]);
});
