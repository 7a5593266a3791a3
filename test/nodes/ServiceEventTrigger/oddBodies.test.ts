import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { DETECT } from '../../../nodes/ServiceEventTrigger/parameters';
import { ServiceEventTrigger } from '../../../nodes/ServiceEventTrigger/ServiceEventTrigger.node';
import { eventSources } from '../../../src/events/sources';
import { missedFirst } from '../../support/sources/missedFirst.mts';
import { TestTrigger } from '../../support/nodes/trigger.mts';

const userFolder = mkdtempSync(join(tmpdir(), 'until-replied-odd-'));

beforeAll(() => {
	process.env.N8N_USER_FOLDER = userFolder;
});
afterAll(() => rmSync(userFolder, { recursive: true, force: true }));

/** Bodies that are of no source. */
const ODD: Record<string, string> = {
	'an empty object': '{}',
	'another field': '{"foo":1}',
	'an empty list': '[]',
	'a list of nothing': '[null]',
	'a list of lists': '[[1]]',
	'a list of objects': '[{"foo":1}]',
	null: 'null',
	'a text': '"x"',
	'a number': '42',
	'a truth value': 'false',
	'nested objects': '{"foo":{"bar":[{"baz":null}]}}',
	'one field of the wrong type everywhere': JSON.stringify(
		Object.fromEntries(
			[
				...['event', 'content', 'alerts', 'events', 'ticket', 'article', 'heartbeat', 'monitor'],
				...['msgtype', 'msg_type', 'text', 'hook_name', 'object_kind', 'action', 'status', 'id'],
				...['event_id', 'event_value', 'is_recovered', 'hash', 'labels', 'conversation', 'chat'],
			].map((name) => [name, [[]]]),
		),
	),
	'no JSON': 'Hello',
	'a half': '{"foo":',
	nothing: '',
	'a form': 'foo=1&bar=2',
};

/** What nobody says: zod's words, JavaScript's. */
const NO_WORDS = /\bInvalid\b|undefined|\bNaN\b|nonoptional|expected string|\[object|\breceived\b/i;

const MAPPING = { conversationKey: 'chat.id' };

async function answerTo(source: string, body: string) {
	const node = new TestTrigger(new ServiceEventTrigger(), {
		parameters: { source, authentication: 'none', ...(source === 'custom' ? MAPPING : {}) },
	});
	const answer = await node.send({ body });
	return { ...answer, stored: await node.stored() };
}

const MISSED: Record<string, string> = { [DETECT]: '', ...missedFirst };
const sources = [DETECT, ...Object.keys(eventSources)];

describe.each(sources)('%s', (source) => {
	it.each(Object.entries(ODD))('says what is wrong with %s, in words', async (name, body) => {
		const { status, body: answer, stored } = await answerTo(source, body);
		if (status === 200 && answer.ignored === undefined) {
			// What was taken is kept, and DCE's trial of an address asks for nothing.
			expect(answer.accepted ?? stored.length).toBe(stored.length);
			expect(`${source}, ${name}`).toMatch(TAKEN);
			return;
		}
		expect(stored).toEqual([]);
		const problem = answer.error ?? answer.problems[0];
		expect(status).toBe(answer.error ? 400 : 200);
		expect(problem.message).toMatch(/\S/);
		expect(JSON.stringify(answer)).not.toMatch(NO_WORDS);
		// A sentence begins with the field, where one is named, or with what it is about.
		if (problem.field === '') expect(problem.message).toMatch(/^The /);
		if (answer.error) expect(problem.advice).toMatch(/^[A-Z].*\.$/s);
	});

	it.each(['{}', '{"foo":1}', '{"foo":{"bar":[{"baz":null}]}}'])(
		'names what is missing first in %s',
		async (body) => {
			const { body: answer } = await answerTo(source, body);
			const { field, message } = answer.error ?? answer.problems[0];
			expect(field).toBe(MISSED[source]);
			expect(message).toMatch(source === DETECT ? /matches none of these sources/ : /required/);
		},
	);
});

/** What a source makes an event of, or asks for nothing. */
const TAKEN = /^(dceUsers, nothing|nightingale, an empty list)$/;
