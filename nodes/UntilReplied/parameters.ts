import { NodeOperationError, type IExecuteFunctions, type ITriggerFunctions } from 'n8n-workflow';

import { MOST_IN_ONE_EXECUTION } from '../../src/dispatch/pace';
import { composed } from '../../src/text/utf8';
import { numberFrom } from '../shared/numbers';
import { groupFor, groupForAll } from './optionGroup';

/** @throws NodeOperationError when it is empty: conversations must never share one key by accident. */
export function conversationKeyFor(node: IExecuteFunctions, item: number): string {
	const value: unknown = node.getNodeParameter('conversationKey', item);
	const key = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
	if (key !== '') return composed(key);
	throw new NodeOperationError(node.getNode(), 'The conversation key is empty', {
		itemIndex: item,
		description: isResponseOfRobot(node, item)
			? 'The item is the response of a robot, which belongs to no conversation. Connect Repeat Until Replied to the Service Event Trigger, and the robots behind it.'
			: 'Connect the node to the Service Event Trigger, or set "Conversation Key" to an expression that identifies the conversation of each item, for example {{ $json.conversation.key }}.',
	});
}

/** A robot between the trigger and this node, as people wire it who want a message at once. */
function isResponseOfRobot(node: IExecuteFunctions, item: number): boolean {
	return typeof node.getInputData()[item]?.json.messagesSent === 'number';
}

/**
 * What the option "Event Is a Reply" says; undefined when it is not used.
 *
 * @throws NodeOperationError when it says neither yes nor no: a reply that is
 * taken for a message would be followed by reminders for ever.
 */
export function isReplyByOption(node: IExecuteFunctions, item: number): boolean | undefined {
	const { isReply } = groupFor(node, 'replies', item);
	if (isReply === undefined) return undefined;
	if (typeof isReply !== 'string') return Boolean(isReply);
	const word = isReply.trim().toLowerCase();
	if (word === 'true') return true;
	if (word === 'false' || word === '') return false;
	throw new NodeOperationError(
		node.getNode(),
		`The option "Event Is a Reply" is "${isReply.slice(0, 50)}", which is neither true nor false`,
		{
			itemIndex: item,
			description:
				'Set it to an expression that compares something, for example {{ $json.status === "closed" }}.',
		},
	);
}

/** The same for all conversations: the clock asks for it before it knows any. */
export function remindersPerExecution(node: ITriggerFunctions): number {
	const { remindersPerExecution: most = MOST_IN_ONE_EXECUTION } = groupForAll(node, 'schedule');
	const given = numberFrom(most);
	if (Number.isInteger(given) && given >= 1 && given <= MOST_IN_ONE_EXECUTION) return given;
	throw new NodeOperationError(
		node.getNode(),
		`Reminders per Execution must be a whole number from 1 to ${MOST_IN_ONE_EXECUTION}`,
		{ description: 'Correct the option.' },
	);
}
