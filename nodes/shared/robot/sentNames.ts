import type { IExecuteFunctions, WorkflowExecuteMode } from 'n8n-workflow';

import { sentBefore } from '../../../src/robots/sending/sentBefore';
import { systemClock } from '../../../src/time/clock';

/**
 * How an execution begins in which the same may come again because another
 * robot failed. Whoever tries something out wants to see it each time, and a
 * sub-workflow may be called for several groups.
 */
const MAY_COME_AGAIN: WorkflowExecuteMode[] = ['trigger', 'retry'];

/** Which items of one execution another one has sent before, by this node. */
export class SentNames {
	private readonly names = new Map<number, string>();

	private readonly occurrences = new Map<string, number>();

	private readonly execution: string;

	private readonly mayComeAgain: boolean;

	constructor(private readonly node: IExecuteFunctions) {
		this.execution = node.getExecutionId();
		this.mayComeAgain = MAY_COME_AGAIN.includes(node.getMode());
	}

	/** @param idempotencyKey of what the item asks for; without one it is sent each time. */
	wasSent(item: number, idempotencyKey: string | undefined): boolean {
		if (idempotencyKey === undefined || !this.mayComeAgain) return false;
		const occurrence = (this.occurrences.get(idempotencyKey) ?? 0) + 1;
		this.occurrences.set(idempotencyKey, occurrence);
		const { id } = this.node.getNode();
		const name = JSON.stringify([this.node.getWorkflow().id, id, idempotencyKey, occurrence]);
		this.names.set(item, name);
		const by = sentBefore.get(name, systemClock.now());
		// The same execution may say the same thing twice on purpose.
		return by !== undefined && by !== this.execution;
	}

	/** By what the item is known once `wasSent` was asked: of this node, and undefined for what is sent each time. */
	nameOf(item: number): string | undefined {
		return this.names.get(item);
	}

	note(item: number): void {
		const name = this.names.get(item);
		if (name !== undefined) sentBefore.set(name, this.execution, systemClock.now());
	}
}

/** What an item leaves with that was sent before. */
export const ALREADY_SENT = { alreadySent: true };
