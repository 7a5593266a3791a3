import type { INodeProperties } from 'n8n-workflow';

/** The operations that have a clock, and outputs of their own: what they take in they remind of. */
export const REMINDING = ['track', 'expect'];

/** @param operation what the parameter says; `track` where it was never set. */
export function isReminding(operation: unknown): boolean {
	return REMINDING.includes(String(operation ?? 'track'));
}

/** For a parameter of theirs. */
export const forReminding: INodeProperties['displayOptions'] = { show: { operation: REMINDING } };

/** For an option of theirs, or a field in a group of them. */
export const forRemindingOption: INodeProperties['displayOptions'] = {
	show: { '/operation': REMINDING },
};
