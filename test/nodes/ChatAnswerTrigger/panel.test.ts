import { NodeHelpers } from 'n8n-workflow';

import { ChatAnswerTrigger } from '../../../nodes/ChatAnswerTrigger/ChatAnswerTrigger.node';
import { chatPlatforms } from '../../../nodes/ChatAnswerTrigger/platforms';

const { description } = new ChatAnswerTrigger();
const credentials = description.credentials!;

describe('the panel of the Chat Answer Trigger', () => {
	it.each(Object.entries(chatPlatforms))(
		'asks on %s for its credential alone',
		(platform, { credentialType }) => {
			const asked = credentials.filter((credential) =>
				NodeHelpers.displayParameter({ platform, options: {} }, credential, null, description),
			);
			expect(asked.map(({ name }) => name)).toEqual([credentialType]);
		},
	);

	// `findAlternativeAuthField` of n8n's editor: it would stand in the dialog of the credential.
	it('keeps the platform in the panel, where one looks for it', () => {
		const showing = credentials.flatMap(({ displayOptions }) =>
			Object.keys(displayOptions?.show ?? {}),
		);
		expect(showing).not.toContain('platform');
	});
});
