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
		const authentication = find({ source }, 'authentication');
		const signs = source === DETECT || eventSources[source].signature !== undefined;
		expect(optionsOf(authentication).includes('signature')).toBe(signs);
		expect(authentication?.default).toBe(signs ? 'signature' : 'header');
	});

	it('offers the events that it sends, where there is a choice', () => {
		const kinds = source === DETECT ? [...eventKinds] : [...eventSources[source].kinds];
		const offered = optionsOf(find({ source }, 'events'));
		expect(offered.sort()).toEqual(kinds.length > 1 ? kinds.sort() : []);
	});
});

describe('the panel', () => {
	it('offers every source, and all of them at once', () => {
		expect(optionsOf(find({}, 'source')).sort()).toEqual([...sources].sort());
	});

	it('asks what concerns only some sources of these alone', () => {
		const namesFor = (values: INodeParameters) => shown(values).map(({ name }) => name);
		const base = namesFor({ source: 'twtChat', authentication: 'none' });
		expect(base).toEqual([
			'source',
			'urlNotice',
			'authentication',
			'credentials',
			'events',
			'filters',
			'options',
		]);
		const more = (values: INodeParameters) =>
			namesFor({ authentication: 'none', ...values }).filter((name) => !base.includes(name));
		expect(more({ source: 'gitee' })).toEqual([]);
		expect(more({ source: 'groupRobot' })).toEqual([
			'conversationLine',
			'statusLine',
			'repliedWords',
		]);
		expect(more({ source: 'dceUsers' })).toEqual(['messageBody', 'userAction']);
		const mapping = ['conversationKey', 'text', 'time', 'status', 'moreFields'];
		expect(more({ source: 'dceUsers', messageBody: 'own' })).toEqual(['messageBody', ...mapping]);
		expect(more({ source: 'custom' })).toEqual(mapping);
		expect(more({ source: 'custom', status: 'chat.state' })).toContain('repliedStatuses');
		expect(more({ source: 'twtChat', authentication: 'header' })).toEqual(['headerName']);
		expect(more({ source: 'twtChat', authentication: 'query' })).toEqual(['queryName']);
		expect(more({ source: 'custom', authentication: 'signature' })).toEqual([
			'signatureFormat',
			'signatureHeader',
			'signatureDetails',
			...mapping,
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
