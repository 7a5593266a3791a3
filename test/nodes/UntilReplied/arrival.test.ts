import type { IDataObject } from 'n8n-workflow';

import { arrivalFrom } from '../../../nodes/UntilReplied/arrival';
import { MINUTE } from '../../../src/time/duration';
import { aPolicy, T0 } from '../../support/model/escalations.mts';
import { aServiceEvent } from '../../support/nodes/escalationWorkflow.mts';

const NOW = T0 + 10 * MINUTE;
const iso = (time: number) => new Date(time).toISOString();

const arrival = (json: IDataObject, isReply?: boolean) =>
	arrivalFrom(json, { conversationKey: () => 'key', policy: () => aPolicy(), isReply, now: NOW });

describe('a service event', () => {
	test('that opens is a message, known by its id', () => {
		expect(arrival(aServiceEvent({ occurredAt: iso(T0) }))).toMatchObject({
			type: 'message',
			eventId: 'event-1',
			opens: true,
			conversationKey: 'key',
			writtenAt: T0,
			event: { text: 'Is anybody there?' },
		});
	});

	test('that continues is a message that opens nothing', () => {
		expect(arrival(aServiceEvent({}, { effect: 'continues' }))).toMatchObject({
			type: 'message',
			opens: false,
		});
	});

	test.each([
		[{ actor: { name: 'Li Lei' }, agent: { name: 'Han Meimei' } }, 'Li Lei'],
		[{ agent: { name: 'Han Meimei' } }, 'Han Meimei'],
		[{}, null],
	])('that answers is a reply, by whom we know: %j', (people, actor) => {
		const answer = aServiceEvent({ occurredAt: iso(T0), ...people }, { effect: 'ends' });
		expect(arrival(answer)).toEqual({
			type: 'reply',
			eventId: 'event-1',
			conversationKey: 'key',
			repliedAt: T0,
			actor,
		});
	});

	test('that nobody waits with is nothing, and its key is not asked for', () => {
		const nothing = arrivalFrom(aServiceEvent({ conversation: undefined }), {
			conversationKey: () => {
				throw new Error('asked for the key');
			},
			policy: () => aPolicy(),
			isReply: undefined,
			now: NOW,
		});
		expect(nothing).toBeUndefined();
	});

	test('is what the user says it is', () => {
		expect(arrival(aServiceEvent(), true)).toMatchObject({ type: 'reply' });
		expect(arrival(aServiceEvent({}, { effect: 'ends' }), false)).toMatchObject({
			type: 'message',
		});
	});

	test('is kept without its untouched body', () => {
		expect(arrival(aServiceEvent())).not.toHaveProperty('event.raw');
	});
});

describe('any other item', () => {
	test('is a message, and all of it is kept', () => {
		expect(arrival({ order: 7, raw: 'mine' })).toMatchObject({
			type: 'message',
			eventId: undefined,
			opens: true,
			writtenAt: NOW,
			event: { order: 7, raw: 'mine' },
		});
	});

	test('is a reply when the user says so', () => {
		expect(arrival({ order: 7 }, true)).toMatchObject({
			type: 'reply',
			repliedAt: NOW,
			actor: null,
		});
	});

	test.each([
		[iso(T0), T0],
		[T0, T0],
		[T0 / 1_000, T0],
		[String(T0 / 1_000), T0],
		[iso(NOW + 5 * MINUTE), NOW],
		['yesterday', NOW],
		['', NOW],
		[null, NOW],
		[{ deep: true }, NOW],
		[-1, NOW],
	])('written at %j', (occurredAt, writtenAt) => {
		expect(arrival({ occurredAt } as IDataObject)).toMatchObject({ writtenAt });
	});
});
