import type { IDataObject } from 'n8n-workflow';

import { getRuntime } from '../../../src/runtime/getRuntime.ts';
import { aMessage, SCOPE } from '../model/escalations.mts';
import { escalationItem } from '../sources/serviceEvents.mts';

/** Until robots know that somebody listens; or, with `isSo` false, that nobody does. */
export async function hearing(isSo = true): Promise<void> {
	const { store } = await getRuntime();
	for (;;) {
		const said = await store.transaction(
			async ({ settings }) => await settings.beginningWith('listens '),
		);
		const isHeard = [...said.values()].some((value) => value.includes('"problem":null'));
		if (isHeard === isSo) return;
		await new Promise((resolve) => setImmediate(resolve));
	}
}

/** A conversation that waits, and what Repeat Until Replied puts out about it. */
export async function aConversation(conversationKey = 'chat:1', name = 'Visitor15') {
	const { engine, storeId } = await getRuntime();
	await engine.track(SCOPE, [
		aMessage({ conversationKey, event: { kind: 'message.unreplied', visitor: { name } } }),
	]);
	const now = async () => {
		const [{ escalation, timeline }] = await engine.find({ conversationKey }, 1);
		return { ...escalation, timeline };
	};
	const { id } = await now();
	const named = { id, store: await storeId() };
	return {
		id,
		now,
		reminder: (number: number): IDataObject =>
			escalationItem({
				conversation: { key: conversationKey },
				reminder: { number, maximum: 4, idempotencyKey: `${id}:${number}` },
				escalation: { ...named, state: 'reminding', reminderCount: number - 1 },
			}),
		replied: (): IDataObject =>
			escalationItem({
				conversation: { key: conversationKey },
				escalation: { ...named, state: 'replied', reminderCount: 2, endedBy: 'Ann' },
			}),
	};
}
