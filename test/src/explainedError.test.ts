import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import { toActivationError, toNodeError } from '../../nodes/shared/nodeErrors';
import { ExplainedError } from '../../src/explainedError';
import { RobotBusyError } from '../../src/robots/sending/rateLimiter';
import { explained } from '../../src/robots/sending/send';
import { StoreError } from '../../src/store/store';

const node: INode = {
	id: '1',
	name: 'Robot',
	type: 'robot',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

describe('an error that is explained', () => {
	it('is one of n8n, about its item, with what to do as its description', () => {
		const error = toNodeError(node, new ExplainedError('It is empty', 'Enter it.'), 3);
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error).toMatchObject({
			message: 'It is empty',
			description: 'Enter it.',
			context: { itemIndex: 3 },
		});
	});

	it.each([
		['by its own code', '93000', '93000'],
		['by none of the network, of which n8n says less', 'ECONNRESET', null],
	])('is one of an API where a platform answered: %s', (_what, code, httpCode) => {
		const unsent = {
			ok: false,
			code,
			message: 'The key is wrong',
			description: 'Copy it again.',
			isTemporary: false,
		} as const;
		const error = toNodeError(node, explained({ ...unsent, tryAgainAt: 0 }));
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error).toMatchObject({
			message: 'The key is wrong',
			description: 'Copy it again.',
			httpCode,
		});
	});

	it('says whether the same may succeed later, and whether nobody knows what came of it', () => {
		const answer = { ok: false, code: '500', message: 'm', description: 'd' } as const;
		const error = explained({
			...answer,
			isTemporary: true,
			isUncertain: true,
			tryAgainAt: 60_000,
		});
		expect(error).toMatchObject({ isTemporary: true, isUncertain: true });
		expect(error.message).toBe('m, try again at 1970-01-01T00:01:00.000Z');
		expect(new RobotBusyError(0)).toMatchObject({ isTemporary: true, code: 'rateLimited' });
		expect(new StoreError('The escalation store is full', 'Make room.')).toMatchObject({
			name: 'StoreError',
			isTemporary: false,
		});
	});

	it('has its advice in the message while a workflow is published', () => {
		const error = new StoreError('The escalation store is full', 'Make room.');
		expect(toActivationError(node, error).message).toBe('The escalation store is full. Make room.');
	});
});
