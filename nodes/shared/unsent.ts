import { createHash } from 'node:crypto';

import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { escalationIdOf } from '../../src/escalation/claimToken';
import { own } from '../../src/own';
import { customDataOf } from './customData';
import { OUTPUT_LABEL } from './executionLabels';
import { itemsOf } from './pairedItems';

/*
 * With its setting On Error a robot node lets the workflow go on, and n8n calls
 * the execution a success. So the robot leaves a note of what it did not send.
 */

/** Of a note, before the number of the run and the id of the robot node. */
const KEY = 'untilReplied_unsent_';
const LONGEST_KEY = 50;
/** n8n warns of values that are longer. */
const LONGEST_VALUE = 255;
const MOST_NAMED = 20;
/** In place of names: nothing of the execution counts as sent. */
const ALL = '*';
/** The same, in the label of the execution. */
const NOT_SENT = 'not sent: ';

/**
 * Notes what a robot node could not send. A node that n8n tries again takes
 * back what it noted before.
 *
 * @param unsent those of its items that failed.
 */
export function noteUnsent(node: IExecuteFunctions, unsent: INodeExecutionData[]): void {
	// The executions of a clock are.
	if (node.getMode() !== 'trigger') return;
	const customData = customDataOf(node);
	// A node runs several times where branches meet in it, or in a loop; n8n tries it again within one run.
	const { $runIndex } = node.getWorkflowDataProxy(0);
	const key = `${KEY}${$runIndex}_${node.getNode().id.replace(/\W/g, '')}`.slice(0, LONGEST_KEY);
	if (unsent.length === 0) {
		if (customData?.get(key)) customData.set(key, '');
		return;
	}
	const input = node.getInputData();
	const indexes = unsent.flatMap(({ pairedItem }) => itemsOf(pairedItem));
	const names = new Set(indexes.flatMap((index) => namesIn(input[index].json)));
	const isNamed = names.size <= MOST_NAMED && !names.has(ALL);
	const reason = String(unsent[0].json.error);
	const note = `${isNamed ? [...names].join(' ') : ALL}: ${reason}`.slice(0, LONGEST_VALUE);
	customData?.set(key, note);
	if (customData?.get(key) === note) return;
	// n8n keeps ten keys, and drops what is more without a word. The label is there already.
	customData?.set(OUTPUT_LABEL, `${NOT_SENT}${reason}`.slice(0, LONGEST_VALUE));
}

/** Why a robot did not send what has this token; undefined where none said so. */
export function whyUnsent(notes: Record<string, string>, token: string): string | undefined {
	const label = own(notes, OUTPUT_LABEL);
	if (label?.startsWith(NOT_SENT)) return label.slice(NOT_SENT.length);
	const name = nameOf(escalationIdOf(token));
	for (const [key, note] of Object.entries(notes)) {
		const [names, ...reason] = key.startsWith(KEY) ? note.split(': ') : [''];
		const isMeant = names.split(' ').some((one) => one === name || one === ALL);
		if (isMeant) return reason.join(': ') || 'A robot node failed.';
	}
	return undefined;
}

/** The escalations that an item is of. */
function namesIn({ conversations, escalation }: IDataObject): string[] {
	if (Array.isArray(conversations)) {
		return conversations.flatMap((each) => namesIn(Object(each) as IDataObject));
	}
	const { id } = Object(escalation) as { id?: unknown };
	return [typeof id === 'string' ? nameOf(id) : ALL];
}

/** So short that many fit into a note. */
function nameOf(escalationId: string): string {
	return createHash('sha256').update(escalationId).digest('base64url').slice(0, 6);
}
