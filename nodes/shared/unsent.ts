import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { chunksOf } from '../../src/chunks';
import { escalationIdOf } from '../../src/escalation/claimToken';
import { own } from '../../src/own';
import { customDataOf } from './customData';
import { OUTPUT_LABEL } from './executionLabels';
import { isInFilter, nameFilter } from './nameFilter';
import { itemsOf } from './pairedItems';

/*
 * A robot node may let the workflow go on without having sent all: with its
 * setting On Error, and where a digest had no time for everybody. n8n calls the
 * execution a success, so the robot leaves notes of what it did not send.
 */

/** Of a note, before its number, that of the run and the id of the robot node. */
const KEYS = { failed: 'untilReplied_unsent_', leftOut: 'untilReplied_later_' };
const LONGEST_KEY = 50;
/** n8n warns of values that are longer. */
const LONGEST_VALUE = 255;
/** So many escalations have room in a note, with a reason behind them. */
const MOST_IN_A_NOTE = 100;
/** n8n keeps ten keys, of all nodes. */
const MOST_NOTES = 5;
/** In place of a filter: nothing of the execution counts as sent. */
const ALL = '*';
/** The same, in the label of the execution. */
const IN_LABEL = { failed: 'not sent: ', leftOut: 'not all sent' };

/** What became of something that was not sent. */
export type Unsent = { result: 'untouched' } | { result: 'failed'; reason: string };

/** Whether the clock of Repeat Until Replied started the execution: it reads the notes, and hands out again what was left out. */
export function isStartedByClock(node: IExecuteFunctions): boolean {
	return node.getMode() === 'trigger' && customDataOf(node)?.get(OUTPUT_LABEL) !== undefined;
}

/**
 * Notes what a robot node could not send. A node that n8n tries again takes
 * back what it noted before.
 *
 * @param unsent those of its items that failed.
 */
export function noteUnsent(node: IExecuteFunctions, unsent: INodeExecutionData[]): void {
	const failed = new Set(unsent.flatMap(({ pairedItem }) => itemsOf(pairedItem)));
	const input = node.getInputData();
	const ids = [...failed].flatMap((item) => idsIn(input[item].json));
	note(node, 'failed', ids, unsent.length === 0 ? '' : String(unsent[0].json.error));
}

/**
 * Notes what a robot node had no time for, which has not failed.
 *
 * @param leftOut of an item the indexes of those of its conversations, where it has several.
 */
export function noteLeftOut(
	node: IExecuteFunctions,
	leftOut: Array<{ item: number; indexes: number[] }>,
): void {
	const input = node.getInputData();
	const ids = leftOut.flatMap(({ item, indexes }) => {
		const all = idsIn(input[item].json);
		const named = all.filter((_, index) => indexes.includes(index));
		return named.length === indexes.length && all.length > 1 ? named : all;
	});
	note(node, 'leftOut', ids, '');
}

/** What a robot said of what has this token; undefined where none said that it was not sent. */
export function whatWasUnsent(notes: Record<string, string>, token: string): Unsent | undefined {
	const label = own(notes, OUTPUT_LABEL) ?? '';
	if (label.startsWith(IN_LABEL.failed)) {
		return { result: 'failed', reason: label.slice(IN_LABEL.failed.length) };
	}
	const id = escalationIdOf(token);
	const about = (kind: keyof typeof KEYS) =>
		Object.entries(notes)
			.filter(([key]) => key.startsWith(KEYS[kind]))
			.map(([, said]) => said.split(': '))
			.find(([filter]) => filter === ALL || isInFilter(filter, id));
	const failed = about('failed');
	if (failed) {
		const reason = failed.slice(1).join(': ') || 'A robot node failed.';
		return { result: 'failed', reason };
	}
	const isLeftOut = label === IN_LABEL.leftOut || about('leftOut') !== undefined;
	return isLeftOut ? { result: 'untouched' } : undefined;
}

function note(
	node: IExecuteFunctions,
	kind: keyof typeof KEYS,
	ids: string[],
	reason: string,
): void {
	// The executions of a clock are.
	if (node.getMode() !== 'trigger') return;
	const customData = customDataOf(node);
	const said = filtersOf(ids, node.getInputData()).map((filter) =>
		(reason ? `${filter}: ${reason}` : filter).slice(0, LONGEST_VALUE),
	);
	for (let number = 0; number < MOST_NOTES; number += 1) {
		const key = keyOf(node, KEYS[kind], number);
		const value = said.at(number) ?? '';
		if (value === '' && !customData?.get(key)) continue;
		customData?.set(key, value);
		if (customData?.get(key) === value) continue;
		// n8n drops what is more than ten keys without a word. The label is there already.
		if (customData?.get(OUTPUT_LABEL)?.startsWith(IN_LABEL.failed)) return;
		customData?.set(OUTPUT_LABEL, `${IN_LABEL[kind]}${reason}`.slice(0, LONGEST_VALUE));
		return;
	}
}

/** A node runs several times where branches meet in it, or in a loop; n8n tries it again within one run. */
function keyOf(node: IExecuteFunctions, prefix: string, number: number): string {
	const { $runIndex } = node.getWorkflowDataProxy(0);
	const id = node.getNode().id.replace(/\W/g, '');
	return `${prefix}${number}_${$runIndex}_${id}`.slice(0, LONGEST_KEY);
}

/** As many as it takes, or the word for all. */
function filtersOf(ids: string[], input: INodeExecutionData[]): string[] {
	const meant = [...new Set(ids)];
	if (meant.length === 0) return [];
	const others = new Set(input.flatMap(({ json }) => idsIn(json)));
	for (const id of meant) others.delete(id);
	const chunks = chunksOf(meant, MOST_IN_A_NOTE);
	if (meant.includes(ALL) || chunks.length > MOST_NOTES) return [ALL];
	const filters = chunks.map((chunk) => nameFilter(chunk, [...others]));
	return filters.every((filter) => filter !== undefined) ? filters : [ALL];
}

/** The escalations that an item is of. */
function idsIn({ conversations, escalation }: IDataObject): string[] {
	if (Array.isArray(conversations)) {
		return conversations.flatMap((each) => idsIn(Object(each) as IDataObject));
	}
	const { id } = Object(escalation) as { id?: unknown };
	return [typeof id === 'string' ? id : ALL];
}
