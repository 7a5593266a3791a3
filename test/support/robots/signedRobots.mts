import type { ICredentialType, INodeExecutionData, INodeParameters, INodeType } from 'n8n-workflow';

import { messageOf, runRobotNode, toldBy, type RobotRun } from '../nodes/robotNode.mts';

/** The tokens of the robots below. */
export const SIGNED = 'signed-robot-token';
export const KEYED = 'keyed-robot-token';
export const ELSEWHERE = 'elsewhere-token';

export const signingSecret = 'SECsigning-secret';

/** One robot that signs, one that has a keyword, and one that refuses our address. */
export const signedRobots = [
	{ token: SIGNED, group: 'Service', secret: signingSecret },
	{ token: KEYED, group: 'Keyed', keywords: ['客服'] },
	{ token: ELSEWHERE, group: 'Elsewhere', refusesAddress: true },
];

type Run = (
	parameters: INodeParameters,
	items?: RobotRun['items'],
	credentials?: Record<string, string>,
) => Promise<INodeExecutionData[]>;

/** Runs a node with the robot that signs, unless other credentials are given. */
export function signedRobotRun(
	node: INodeType,
	credential: ICredentialType,
	platform: () => { url: string },
): Run {
	return async (
		parameters,
		items = [{ text: 'hello' }],
		credentials = { webhook: SIGNED, secret: signingSecret },
	) => {
		const data = { ...credentials, customBaseUrl: platform().url };
		return await runRobotNode(node, {
			parameters,
			items,
			credentials: { [credential.name]: { type: credential, data } },
		});
	};
}

/** What Feishu and DingTalk promise alike: signatures, keywords, lists of addresses. @param inKeyedGroup what the group of the second has read. */
export function signedRobotPromises(run: Run, inKeyedGroup: () => string) {
	it('adds the keyword of its credential to titles that lack it', async () => {
		await run({}, undefined, { webhook: KEYED, keyword: '客服' });
		expect(inKeyedGroup()).toContain('Under test · 客服');
	});

	it('has the keyword in every part of a text of the user’s own that is long', async () => {
		const content = `客服: ${'Please answer soon. '.repeat(1_500)}`;
		const [{ json }] = await run(messageOf('text', { content }), undefined, {
			webhook: KEYED,
			keyword: '客服',
		});
		expect(json.messagesSent).toBe(2);
	});

	it.each([
		[{ webhook: SIGNED, secret: 'wrong-secret' }, 'The signature does not match'],
		[{ webhook: SIGNED }, 'The signature does not match'],
		[{ webhook: 'unknown-token' }, 'The token is wrong'],
		[{ webhook: KEYED }, 'The message has none of the keywords'],
		[{ webhook: ELSEWHERE }, 'The IP address of n8n is not allowed'],
	] as Array<[Record<string, string>, string]>)(
		'says what is wrong with %j, without its secrets',
		async (credentials, words) => {
			const error = await run({}, undefined, credentials).catch((reason) => reason);
			expect(error.message).toContain(words);
			for (const secret of Object.values(credentials)) expect(toldBy(error)).not.toContain(secret);
		},
	);
}
