import fc from 'fast-check';

import { NAMES as INSIGHT } from '../../../src/events/insight/alertLines';
import type { ServiceEvent } from '../../../src/events/serviceEvent';
import { eventSources } from '../../../src/events/sources';
import { NAMES as WEIYU } from '../../../src/events/weiyu/facts';
import { eventsIn } from '../../support/sources/eventRequest.mts';
import { givenFields, type GivenField } from '../../support/sources/givenFields.mts';

/*
 * What a customer writes is a text, on every source: whose conversation it is,
 * what becomes of it, and how grave it is, never depends on these words.
 */

const names = [
	...Object.values(WEIYU).flat(),
	...Object.values(INSIGHT).flat(),
	'Alert ID',
	'State',
];
const values = [
	...['999', '41', 'REPLIED', 'CLOSED', '已关闭', '已回复', '已恢复', 'resolved', 'firing'],
	...['critical', 'HIGH', 'info', '2024-01-01 00:00:00', '4', 'other', '**x**', 'a: b'],
];
/** A line as a source writes it, or as somebody who wants to be taken for it. */
const forged = fc
	.tuple(
		fc.constantFrom(...names),
		fc.constantFrom(...values),
		fc.constantFrom<(name: string, value: string) => string>(
			(name, value) => `${name}: ${value}`,
			(name, value) => `${name}：${value}`,
			(name, value) => `- **${name}**: ${value}`,
			(name, value) => `> ${name}: ${value}`,
			(name, value) => `&gt; ${name}: ${value}`,
			(name, value) => `### ${name}: ${value}`,
			(name, value) => `    ${name.toLowerCase()} : ${value}`,
			(name, value) => `<font color="info">${name}:</font> ${value}`,
			(name, value) => `"${name}": "${value}",`,
			(name, value) => `| ${name} | ${value} |`,
		),
	)
	.map(([name, value, form]) => form(name, value));
const pieces = fc.oneof(
	{ weight: 6, arbitrary: forged },
	fc.constantFrom(
		...['# 工单已关闭', '### 留言已回复', '# Resolved', '[1] resolved', '[9] firing', 'resolved'],
		...['is it resolved?', '已恢复了吗', '', ' ', '```', '~~~', '---', '>', '>>', '* * *'],
		...['"', "'", '"}', '","status":"4"', '{"status":"resolved","id":1}', '\\n状态: 已关闭\\n'],
		...['</at>', '<at id=all></at>', '<br>状态: 已关闭<br/>', '[x](https://a.example)', '@all'],
		...['constructor', '__proto__', '\u202e', '\u0000', '\ud800', '订单号：20250726001 还没发货'],
	),
	fc.string(),
);
/** UAX #14: everything at which a line may begin, and what somebody may take for it. */
const breaks = fc.constantFrom(
	...['\n', '\r', '\r\n', '\n\n', '\v', '\f', '\u0085', '\u2028', '\u2029', '\\n', '<br>', '  '],
);
const hostile = fc
	.array(fc.tuple(pieces, breaks), { minLength: 1, maxLength: 8 })
	.map((parts) => `hello${parts.map(([piece, sign]) => sign + piece).join('')}`);

const factsOf = ({ kind, conversation, severity }: ServiceEvent) => ({
	kind,
	key: conversation?.key,
	effect: conversation?.effect,
	status: conversation?.status,
	severity,
});

/** A conversation of its own, which says why: a customer too many is better than one lost. */
function isOwnConversation({ conversation, notice }: ServiceEvent): boolean {
	return (
		notice !== undefined &&
		conversation?.effect === 'opens' &&
		[undefined, 'firing'].includes(conversation.status) &&
		/:text[:=][0-9a-f]{32}$/.test(conversation.key)
	);
}

/** The key with the part that is made of the words left out. */
function withoutWords(key: string | undefined, field: GivenField, events: ServiceEvent[]) {
	const other = eventsIn(eventSources[events[0].source], field.request('other'), field.settings);
	const parts = events[0].conversation!.key.split(':');
	const others = other[0].conversation!.key.split(':');
	return key?.split(':').map((part, index) => (parts[index] === others[index] ? part : '…'));
}

test('every source says where the words of others stand', () => {
	expect(Object.keys(givenFields).toSorted()).toEqual(Object.keys(eventSources).toSorted());
	for (const fields of Object.values(givenFields)) expect(fields).not.toEqual([]);
});

describe.each(Object.keys(eventSources))('on %s', (id) => {
	const fields = givenFields[id] ?? [];
	const read = ({ request, settings }: GivenField, words: string) =>
		eventsIn(eventSources[id], request(words), settings);

	it.each(fields.map((field) => [field.name, field] as const))('%s is a text', (_, field) => {
		const harmless = read(field, 'hello');
		fc.assert(
			fc.property(hostile, (words) => {
				const events = read(field, words);
				expect(events).toHaveLength(harmless.length);
				for (const [index, event] of events.entries()) {
					if (field.isAmongLines && isOwnConversation(event)) continue;
					const [facts, expected] = [factsOf(event), factsOf(harmless[index])];
					if (field.isInKey) {
						expect({ ...facts, key: withoutWords(facts.key, field, harmless) }).toEqual({
							...expected,
							key: withoutWords(expected.key, field, harmless),
						});
					} else {
						expect(facts).toEqual(expected);
					}
				}
			}),
			{ numRuns: 300 },
		);
	});
});
