import { join } from 'node:path';

import { passes } from '../../src/events/filter';
import { eventSources } from '../../src/events/sources';
import { own } from '../../src/own';
import { itemNotification } from '../../src/robots/notification/fromItem';
import { explainedPostgres } from '../../src/store/postgres/errors';
import { githubIssue } from '../support/sources/codeHosting.mts';
import { defaultBody } from '../support/sources/dce.mts';
import { eventRequest } from '../support/sources/eventRequest.mts';
import { giteeHeaders, issueHook } from '../support/sources/gitee.mts';
import { lookupsByAnyText } from '../support/repository/lookupsByAnyText.mts';
import { everyPlatform } from '../support/robots/testedPlatforms.mts';
import { serviceEvents } from '../support/sources/serviceEvents.mts';
import { unreplied } from '../support/sources/twtChat.mts';

/** ECMA-262, "Properties of the Object Prototype Object": what every object answers to. */
const INHERITED = Object.getOwnPropertyNames(Object.prototype);

test('there are such words', () => {
	expect(INHERITED).toEqual(
		expect.arrayContaining(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf']),
	);
});

describe('a table', () => {
	test('has what it was given', () => {
		expect(own({ a: 1 }, 'a')).toBe(1);
		expect(own({ 7: 'seven' }, 7)).toBe('seven');
		expect(own(JSON.parse('{"constructor":1}'), 'constructor')).toBe(1);
		expect(own({ a: 1 }, 'b')).toBeUndefined();
	});

	test.each(INHERITED)('does not have %s', (name) => {
		expect(own({ a: 1 }, name)).toBeUndefined();
	});
});

/**
 * Lookups by a name that may be any text, each with the reason why nobody from
 * outside chooses that name. Everything else goes by `own`, or is a Map.
 */
const ALLOWED: Record<string, string> = {
	'src/own.ts: table[name]': 'this is own',
	'src/events/mapping/path.ts: (value as Record<string, unknown>)[name]':
		'asked before whether it is an own property',
	'src/events/request.ts: (container as Record<string, unknown>)[name]':
		'asked before whether it is an own property',
	'src/events/signature/hmac.ts: values[name]': 'asked before whether it is an own property',
	'src/events/resemblance.ts: request.headers[header]': 'the header is one of our list',
	'src/events/mapping/entries.ts: body[name]': 'one of its own names',
	'src/events/sources/gitea.ts: request.headers[name]': 'the header is one of our list',
	'src/events/signature/chooseSignature.ts: request.headers[name]': 'the header is one of our list',
	'src/events/signature/chooseSignature.ts: look.members[name]': 'the member is one of our list',
	'src/events/jsonBytes.ts: found[name]': 'written, to an object that inherits nothing',
	'src/inbox/common.ts: other[name]': 'asked before whether it is an own property',
	'nodes/ServiceEventTrigger/request.ts: headers[name]':
		'written, to an object that inherits nothing',
	'src/events/mapping/mappedSource.ts: request.headers[header]': 'our name of the header',
	'nodes/ServiceEventTrigger/authenticate.ts: [name]: secret': 'the user names the parameter',
	'nodes/ServiceEventTrigger/authenticate.ts: [name]: copied': 'the user names the parameter',
	'src/robots/markdown/lookAlikes.ts: LOOK_ALIKES[character]': 'one of the characters in it',
	'src/robots/feishu/markdown.ts: ENTITIES[character]': 'one of the characters in it',
	'src/store/postgres/statements.ts: entry[column]': 'our columns',
};

test('nothing is looked up by a name from outside that every object may answer to', () => {
	const found = lookupsByAnyText(join(__dirname, '../..'));
	const unexplained = found.filter(({ file, code }) => !own(ALLOWED, `${file}: ${code}`));
	expect(unexplained).toEqual([]);
	// A reason for what is there no more would excuse the next one.
	const there = new Set(found.map(({ file, code }) => `${file}: ${code}`));
	expect(Object.keys(ALLOWED).filter((entry) => !there.has(entry))).toEqual([]);
});

describe.each(INHERITED)('the word %s', (word) => {
	const answer = (body: unknown, status = 200) => ({ status, headers: {}, body });
	const events = (id: string, options: Parameters<typeof eventRequest>[0]) => {
		const parsed = eventSources[id].parse(eventRequest(options), {});
		return parsed.ok ? parsed.events : parsed.problem;
	};

	test('is no hook of Gitee', () => {
		const other = [{ kind: 'other' }];
		expect(events('gitee', { body: { ...issueHook('open'), hook_name: word } })).toMatchObject(
			other,
		);
		const { hook_name, ...body } = issueHook('open') as Record<string, unknown>;
		expect(events('gitee', { headers: giteeHeaders(word), body })).toMatchObject(other);
		const old = { 'X-Git-Oschina-Event': word };
		expect(events('gitee', { headers: old, body })).toMatchObject(other);
	});

	test('is no status and no event of TWT Chat', () => {
		expect(events('twtChat', { body: unreplied({ status: word }) })).toMatchObject([
			{ kind: 'message.unreplied', conversation: { status: undefined } },
		]);
		expect(events('twtChat', { body: unreplied({}, { event: word }) })).toMatchObject([
			{ kind: 'other', type: word },
		]);
	});

	test('is nothing that may have happened to a user of DCE', () => {
		for (const options of [
			{ query: { action: word } },
			{ headers: { 'X-DCE-Action': word } },
			{ body: { ...defaultBody, action: word } },
		]) {
			expect(events('dceUsers', { body: defaultBody, ...options })).toMatchObject([
				{ kind: 'other' },
			]);
		}
	});

	test('is no event of a source that names it in a header or a field', () => {
		const github = { headers: { 'X-GitHub-Event': word }, body: githubIssue('opened') };
		expect(events('github', github)).toMatchObject([{ kind: 'other' }]);
		for (const [id, body] of [
			['gitlab', { object_kind: word, project: {} }],
			['chatwoot', { event: word }],
			['intercom', { topic: word }],
			['alertmanager', { alerts: [{ status: word }] }],
			['zabbix', { event_value: word }],
			['zammad', { article: { sender: word } }],
			['zendesk', { type: word }],
			['uptimeKuma', { heartbeat: { status: word } }],
			['nightingale', { is_recovered: word }],
			['grafana', { alerts: [{ status: word }] }],
		] as const) {
			expect(events(id, { body })).toMatchObject([{ kind: 'other' }]);
		}
	});

	test('is no message type of a robot', () => {
		expect(events('groupRobot', { body: { msgtype: word } })).toMatchObject({ field: 'msgtype' });
		expect(events('groupRobot', { body: { msg_type: word } })).toMatchObject({ field: 'msg_type' });
		const block = { blocks: [{ type: word, text: word, elements: word }], text: 'hello' };
		expect(events('groupRobot', { body: block })).toMatchObject([{ text: 'hello' }]);
	});

	test('leads nowhere in a mapping', () => {
		const mapping = {
			conversationKey: { path: 'id' },
			parts: { text: { path: word }, title: { path: `said.${word}` } },
			repliedStatuses: [],
			waitingStatuses: [],
		};
		const request = eventRequest({ body: { id: 1, said: {} } });
		const parsed = eventSources.custom.parse(request, { mapping });
		expect(parsed).toMatchObject({ events: [{ text: undefined, title: undefined }] });
	});

	test('is no source, kind or severity of an event that somebody made up', () => {
		const [event] = serviceEvents;
		const filter = { sources: [], kinds: [], repositories: ['x'], branches: [], projects: [] };
		expect(passes({ ...event, source: word, project: { name: 'y' } }, filter)).toBe(true);
		const context = { language: 'en', timeZone: 'UTC' } as const;
		const made = itemNotification({ ...event, source: word, severity: word }, context);
		expect(made).toMatchObject({ source: word, severity: 'warning' });
		expect(itemNotification({ ...event, kind: word }, context)).toMatchObject({ severity: 'info' });
	});

	test('is no code in the table of a robot or a database', () => {
		const bodies = [
			{ errcode: word, errmsg: word },
			{ errcode: 310000, errmsg: word },
			{ code: word, msg: word },
			{ code: 11246, msg: `ErrCode: ${word}` },
			{ code: word, message: word },
			{ ok: false, error: word },
			word,
		];
		for (const { readResponse } of everyPlatform.flatMap(({ platforms }) => platforms)) {
			for (const read of bodies.map((body) => readResponse(answer(body, 400)))) {
				expect(read).toMatchObject({ ok: false, message: expect.any(String) });
				expect(JSON.stringify(read)).not.toMatch(/undefined|\[native code\]|\[object/);
			}
		}
		const error = Object.assign(new Error('failed'), { code: word });
		const settings = { host: 'db', port: 5432, database: 'n8n', password: '' } as Parameters<
			typeof explainedPostgres
		>[1];
		expect(String(explainedPostgres(error, settings))).not.toMatch(/undefined|function|object/);
	});
});
