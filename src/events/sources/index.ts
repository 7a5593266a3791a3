import type { EventSource } from '../source';
import { alertmanager } from './alertmanager';
import { chatwoot } from './chatwoot';
import { custom } from './custom';
import { dceInsight } from './dceInsight';
import { dceUsers } from './dceUsers';
import { gitea } from './gitea';
import { gitee } from './gitee';
import { github } from './github';
import { gitlab } from './gitlab';
import { grafana } from './grafana';
import { groupRobot } from './groupRobot';
import { intercom } from './intercom';
import { nightingale } from './nightingale';
import { twtChat } from './twtChat';
import { uptimeKuma } from './uptimeKuma';
import { weiyu } from './weiyu';
import { zabbix } from './zabbix';
import { zammad } from './zammad';
import { zendesk } from './zendesk';

/**
 * Every source. A new one is one file and one line here. When a request looks
 * like two of them equally, or bears the signatures of two, it is taken for the
 * first: GitHub signs as Zammad and Intercom do besides.
 */
const sources: readonly EventSource[] = [
	twtChat,
	gitee,
	weiyu,
	dceInsight,
	dceUsers,
	chatwoot,
	gitea,
	github,
	gitlab,
	zammad,
	intercom,
	zendesk,
	grafana,
	alertmanager,
	nightingale,
	uptimeKuma,
	zabbix,
	groupRobot,
	custom,
];

export const eventSources: Readonly<Record<string, EventSource>> = Object.fromEntries(
	sources.map((source) => [source.id, source]),
);
