import { readFileSync } from 'node:fs';
import { NodeHelpers, type INode, type INodeParameters, type INodeProperties } from 'n8n-workflow';

import { DETECT } from '../../../nodes/ServiceEventTrigger/parameters';
import { ServiceEventTrigger } from '../../../nodes/ServiceEventTrigger/ServiceEventTrigger.node';
import { eventKinds } from '../../../src/events/serviceEvent';
import { eventSources } from '../../../src/events/sources';
import { DEFAULT_QUOTA } from '../../../src/inbox/quota';

const { description } = new ServiceEventTrigger();
const node = { typeVersion: 1.1 } as INode;

/** The parameters that the panel shows for these values. */
function shown(values: INodeParameters): INodeProperties[] {
	const all = NodeHelpers.getNodeParameters(
		description.properties,
		values,
		true,
		false,
		node,
		description,
	)!;
	return description.properties.filter((property) =>
		NodeHelpers.displayParameter(all, property, node, description),
	);
}

function optionsOf(property: INodeProperties | undefined): string[] {
	return (property?.options ?? []).map((option) => String('value' in option ? option.value : ''));
}

const sources = [DETECT, ...Object.keys(eventSources)];
const find = (values: INodeParameters, name: string) =>
	shown(values).find((property) => property.name === name);

describe.each(sources)('the panel of %s', (source) => {
	it.each(['none', 'header', 'query', 'signature'])(
		'shows no parameter twice, with authentication %s',
		(authentication) => {
			const names = shown({ source, authentication, messageBody: 'own' }).map(({ name }) => name);
			expect(new Set(names).size).toBe(names.length);
		},
	);

	it('says where to enter the URL', () => {
		expect(find({ source }, 'urlNotice')?.displayName).toContain('Enter the URL above');
	});

	it('offers a signature to those alone that sign', () => {
		const signs = source === DETECT || eventSources[source].signature !== undefined;
		expect(optionsOf(find({ source }, 'authentication')).includes('signature')).toBe(signs);
	});

	it('offers the events that it sends, where there is a choice', () => {
		const kinds = source === DETECT ? [...eventKinds] : [...eventSources[source].kinds];
		const offered = optionsOf(filtersOf(source).find(({ name }) => name === 'events'));
		expect(offered.sort()).toEqual(kinds.length > 1 ? kinds.sort() : []);
	});
});

/** The filters that can be added for a source. */
function filtersOf(source: string): INodeProperties[] {
	const { options = [] } = find({ source }, 'filters') ?? {};
	return (options as INodeProperties[]).filter(({ displayOptions }) =>
		[displayOptions?.show?.['/source'] ?? []].flat().includes(source),
	);
}

/** What everybody does, with the secret of the source or one of their own. */
const SIGNING = ['source', 'urlNotice', 'authentication', 'secretNotice', 'credentials'];
const BY_HEADER = [...SIGNING, 'headerName'];
const BY_QUERY = [...SIGNING, 'queryName'];
const MORE = ['filters', 'options'];

/** All that the panel of a new node shows once the source is chosen. Whoever adds to it has to have a reason. */
const FIRST_SCREEN: Record<string, string[]> = {
	[DETECT]: [...BY_HEADER, ...MORE],
	twtChat: [...SIGNING, ...MORE],
	gitee: [...SIGNING, ...MORE],
	weiyu: [...BY_QUERY, ...MORE],
	dceInsight: [...BY_HEADER, ...MORE],
	dceUsers: [...BY_HEADER, 'messageBody', 'userAction', ...MORE],
	chatwoot: [...SIGNING, 'siteUrl', ...MORE],
	gitea: [...SIGNING, ...MORE],
	github: [...SIGNING, ...MORE],
	gitlab: [...SIGNING, ...MORE],
	zammad: [...SIGNING, 'siteUrl', ...MORE],
	intercom: [...SIGNING, 'siteUrl', ...MORE],
	zendesk: [...SIGNING, 'siteUrl', ...MORE],
	grafana: [...SIGNING, ...MORE],
	alertmanager: [...BY_HEADER, ...MORE],
	nightingale: [...BY_HEADER, 'siteUrl', ...MORE],
	uptimeKuma: [...BY_HEADER, 'siteUrl', ...MORE],
	zabbix: [...BY_HEADER, 'siteUrl', ...MORE],
	// One kind of event, and no projects: nothing to filter.
	groupRobot: [...BY_QUERY, 'conversationLine', 'statusLine', 'repliedWords', 'options'],
	custom: [
		...BY_HEADER,
		'sampleBody',
		'conversationKey',
		'text',
		'time',
		'status',
		'moreFields',
		...MORE,
	],
};

describe('the first screen', () => {
	it('is that of all sources at once', () => {
		expect(shown({}).map(({ name }) => name)).toEqual(FIRST_SCREEN[DETECT]);
		expect(find({}, 'source')?.default).toBe(DETECT);
		expect(find({}, 'authentication')?.default).toBe('header');
	});

	it.each(sources)('of %s shows what there is to do, and nothing else', (source) => {
		expect(shown({ source }).map(({ name }) => name)).toEqual(FIRST_SCREEN[source]);
	});

	it.each(sources)(
		'of %s says in one sentence each where to enter the URL and the secret',
		(source) => {
			const notices = shown({ source }).filter(({ type }) => type === 'notice');
			expect(notices.map(({ name }) => name)).toEqual(['urlNotice', 'secretNotice']);
			expect(notices[1].displayName).toMatch(/^In the credential, enter /);
		},
	);

	it.each(['header', 'query', 'signature'])(
		'says what to enter in the credential, with authentication %s',
		(authentication) => {
			for (const source of sources) {
				const { options = [] } = find({ source }, 'authentication') ?? {};
				if (!options.some((option) => 'value' in option && option.value === authentication))
					continue;
				expect(find({ source, authentication }, 'secretNotice')).toBeDefined();
				expect(find({ source, authentication: 'none' }, 'secretNotice')).toBeUndefined();
			}
		},
	);

	it.each(Object.keys(eventSources))('of %s is set to what its page asks for', (source) => {
		const page = source.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
		const text = readFileSync(`docs/sources/${page}.md`, 'utf8');
		const asked = /Authentication \*\*([^*]+)\*\*/.exec(text)?.[1];
		const authentication = find({ source }, 'authentication');
		const { name } = (authentication?.options ?? []).find(
			(option) => 'value' in option && option.value === authentication?.default,
		)!;
		expect(name).toBe(asked);
	});
});

describe('the panel', () => {
	it('offers every source, and all of them at once', () => {
		expect(optionsOf(find({}, 'source')).sort()).toEqual([...sources].sort());
	});

	it('asks what concerns only some sources of these alone', () => {
		const namesFor = (values: INodeParameters) => shown(values).map(({ name }) => name);
		const base = namesFor({ source: 'twtChat', authentication: 'none' });
		const more = (values: INodeParameters) =>
			namesFor({ authentication: 'none', ...values }).filter((name) => !base.includes(name));
		const mapping = ['sampleBody', 'conversationKey', 'text', 'time', 'status', 'moreFields'];
		expect(more({ source: 'dceUsers', messageBody: 'own' })).toEqual(['messageBody', ...mapping]);
		expect(more({ source: 'custom', status: 'chat.state' })).toContain('repliedStatuses');
		const status = { __rl: true, mode: 'list', value: 'chat.state' };
		expect(more({ source: 'custom', status })).toContain('repliedStatuses');
		expect(more({ source: 'custom', sampleBody: '{}' })).toEqual([...mapping, 'preview']);
		expect(more({ source: 'twtChat', authentication: 'header' })).toEqual([
			'secretNotice',
			'headerName',
		]);
		expect(more({ source: 'twtChat', authentication: 'query' })).toEqual([
			'secretNotice',
			'queryName',
		]);
		expect(more({ source: 'custom', authentication: 'signature' })).toEqual([
			'secretNotice',
			'signatureFormat',
			'signatureHeader',
			'signatureDetails',
			...mapping,
		]);
	});

	it('asks for bot accounts where the source says which account has answered', () => {
		const options = find({}, 'options')?.options as INodeProperties[];
		const asked = options.find(({ name }) => name === 'botAccounts')?.displayOptions?.show;
		expect([...(asked?.['/source'] ?? [])].sort()).toEqual([
			...['chatwoot', DETECT, 'gitea', 'gitee', 'github', 'gitlab'],
			...['intercom', 'zammad', 'zendesk'],
		]);
	});

	it('proposes the header that the source can send', () => {
		const preset = (source: string) =>
			find({ source, authentication: 'header' }, 'headerName')?.default;
		expect(preset('twtChat')).toBe('X-Webhook-Secret');
		expect(preset(DETECT)).toBe('X-Webhook-Secret');
		// Prometheus, Alerting configuration, http_config: "authorization" sets the Authorization header.
		expect(preset('alertmanager')).toBe('Authorization');
	});

	it('proposes the quota that holds where none is set', () => {
		const options = find({}, 'options')?.options as INodeProperties[];
		const preset = (name: string) => options.find((option) => option.name === name)?.default;
		expect(preset('mostWaiting')).toBe(DEFAULT_QUOTA.events);
		expect(preset('mostStored')).toBe(DEFAULT_QUOTA.bytes / 1024 ** 2);
	});

	it('shows one URL, of POST, though other methods are taken', () => {
		const { webhooks } = description;
		expect(webhooks?.filter(({ ndvHideUrl }) => !ndvHideUrl)).toMatchObject([
			{ httpMethod: 'POST' },
		]);
		expect(webhooks?.map(({ httpMethod }) => httpMethod).sort()).toEqual(
			['DELETE', 'GET', 'HEAD', 'PATCH', 'POST', 'PUT'].sort(),
		);
		// An expression would cost a V8 isolate for each request.
		expect(JSON.stringify(webhooks)).not.toContain('={{');
	});
});
