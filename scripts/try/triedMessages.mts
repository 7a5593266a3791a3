import { randomUUID } from 'node:crypto';

import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Language } from '../../src/words/language.ts';
import { escalationItems, serviceEvents } from '../../test/support/sources/serviceEvents.mts';

/** A message that is sent, and the items and parameters by which its node makes it. */
export interface TriedMessage {
	kind: string;
	items: IDataObject[];
	parameters: INodeParameters;
}

/** What a customer of each language has written, and who is to answer. */
const CONVERSATIONS: Record<Language, Array<{ visitor: string; text: string; agent: string }>> = {
	en: [
		{ visitor: 'Ann', text: 'Where is my order? It was due on Monday.', agent: 'Bob' },
		{ visitor: 'Carol', text: 'Can I change the delivery address?', agent: 'Dan' },
		{ visitor: 'Eve', text: 'The coupon does not work.', agent: 'Bob' },
	],
	zh: [
		{ visitor: '王芳', text: '我的订单还没有到，请问什么时候可以发货？', agent: '李雷' },
		{ visitor: '张伟', text: '可以修改收货地址吗？', agent: '韩梅梅' },
		{ visitor: '刘洋', text: '优惠券用不了。', agent: '李雷' },
	],
};

const WAITED_SECONDS = 600;

/** One message of each kind. @param mention whom the reminder mentions. @param now ms since 1970. */
export function triedMessages(
	language: Language,
	mention: INodeParameters,
	now: number,
): TriedMessage[] {
	const options = { language };
	const since = new Date(now - WAITED_SECONDS * 1_000).toISOString();
	const [unreplied] = serviceEvents;
	const events = CONVERSATIONS[language].map(({ visitor, text, agent }) => ({
		...unreplied,
		id: randomUUID(),
		occurredAt: since,
		conversation: { ...unreplied.conversation, timeoutSeconds: WAITED_SECONDS },
		visitor: { name: visitor },
		agent: { name: agent },
		text,
		url: 'https://example.com/conversations/15',
	}));
	/** An item of Repeat Until Replied that no robot has sent yet. */
	const item = (name: keyof typeof escalationItems, event: object = events[0]) => {
		const { escalation, reminder, ...rest } = escalationItems[name];
		const unsent = { idempotencyKey: randomUUID() };
		return {
			...rest,
			escalation: { ...(escalation as object), ...unsent },
			...(reminder ? { reminder: { ...(reminder as object), ...unsent } } : {}),
			waiting: { since, seconds: WAITED_SECONDS, readable: '10 min' },
			lastHold: undefined,
			event,
		} as unknown as IDataObject;
	};
	const one = (kind: string, only: IDataObject, more: INodeParameters = {}): TriedMessage => ({
		kind,
		items: [only],
		parameters: { options, ...more },
	});
	return [
		one('event', events[0] as unknown as IDataObject),
		one('reminder', item('reminder, links'), { mention }),
		{
			kind: 'digest',
			items: events.map((event) => item('reminder, links', event)),
			parameters: { options: { ...options, digestFrom: 2 } },
		},
		one('replied', item('replied')),
		one('exhausted', item('exhausted')),
		one('failing', item('failing')),
		one('test', { ...item('reminder, links'), isPreview: true }),
	];
}
