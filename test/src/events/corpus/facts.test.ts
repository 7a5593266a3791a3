import { eventSources } from '../../../../src/events/sources';
import { chatwootFacts, chatwootTable } from '../../../support/sources/corpus/chatwoot.mts';
import { giteaFacts, giteaTable } from '../../../support/sources/corpus/gitea.mts';
import { giteeFacts, giteeTable } from '../../../support/sources/corpus/gitee.mts';
import { gitlabFacts, gitlabTable } from '../../../support/sources/corpus/gitlab.mts';
import { intercomFacts, intercomTable } from '../../../support/sources/corpus/intercom.mts';
import {
	nightingaleFacts,
	nightingaleTable,
} from '../../../support/sources/corpus/nightingale.mts';
import { uptimeKumaFacts, uptimeKumaTable } from '../../../support/sources/corpus/uptimeKuma.mts';
import { zabbixFacts, zabbixTable } from '../../../support/sources/corpus/zabbix.mts';
import { zammadFacts, zammadTable } from '../../../support/sources/corpus/zammad.mts';
import { zendeskFacts, zendeskTable } from '../../../support/sources/corpus/zendesk.mts';
import { filledIn, Tally } from '../../../support/sources/corpus/table.mts';
import { eventIn } from '../../../support/sources/eventRequest.mts';

describe.each([
	['chatwoot', chatwootFacts, chatwootTable],
	['gitea', giteaFacts, giteaTable],
	['gitee', giteeFacts, giteeTable],
	['gitlab', gitlabFacts, gitlabTable],
	['intercom', intercomFacts, intercomTable],
	['nightingale', nightingaleFacts, nightingaleTable],
	['uptimeKuma', uptimeKumaFacts, uptimeKumaTable],
	['zabbix', zabbixFacts, zabbixTable],
	['zammad', zammadFacts, zammadTable],
	['zendesk', zendeskFacts, zendeskTable],
])('of what %s sends', (id, facts, table) => {
	it.each([...facts])('"%s" is read as the table says', (name, body) => {
		const row = table.find(({ payload }) => payload === name);
		const { kind, conversation } = eventIn(eventSources[id], { body });
		const { effect = '-', key = '-' } = conversation ?? {};
		expect({ kind, effect, key }).toEqual({
			kind: row?.kind ?? 'other',
			effect: row?.effect ?? '-',
			key: row ? filledIn(row.key, body) : '-',
		});
	});

	it('each line of the table has its payloads', () => {
		const tally = new Tally();
		for (const name of facts.keys()) tally.note(name);
		expect(tally.of(table)).toEqual(table.map(({ payload, count }) => ({ payload, count })));
	});
});
