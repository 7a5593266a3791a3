import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { toldBy } from './robotNode.mts';

export interface SignedRobot {
	run(
		parameters: INodeParameters,
		items?: undefined,
		credentials?: Record<string, string>,
	): Promise<INodeExecutionData[]>;
	/** The tokens of three robots: one signs, one has the keyword 客服, and one refuses our address. */
	signed: string;
	keyed: string;
	elsewhere: string;
	/** What the group of the second has read. */
	inKeyedGroup(): string;
}

/** What Feishu and DingTalk promise alike: signatures, keywords, lists of addresses. */
export function signedRobotPromises({ run, signed, keyed, elsewhere, inKeyedGroup }: SignedRobot) {
	it('adds the keyword of its credential to titles that lack it', async () => {
		await run({}, undefined, { webhook: keyed, keyword: '客服' });
		expect(inKeyedGroup()).toContain('Notification · 客服');
	});

	it.each([
		[{ webhook: signed, secret: 'wrong-secret' }, 'The signature does not match'],
		[{ webhook: signed }, 'The signature does not match'],
		[{ webhook: 'unknown-token' }, 'The token is wrong'],
		[{ webhook: keyed }, 'The message has none of the keywords'],
		[{ webhook: elsewhere }, 'The address of n8n is not allowed'],
	] as Array<[Record<string, string>, string]>)(
		'says what is wrong with %j, without its secrets',
		async (credentials, words) => {
			const error = await run({}, undefined, credentials).catch((reason) => reason);
			expect(error.message).toContain(words);
			for (const secret of Object.values(credentials)) expect(toldBy(error)).not.toContain(secret);
		},
	);
}
