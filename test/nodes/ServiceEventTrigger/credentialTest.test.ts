import type { ICredentialTestFunctions } from 'n8n-workflow';

import { ServiceEventWebhookApi } from '../../../credentials/ServiceEventWebhookApi.credentials';
import {
	serviceEventWebhookApiTest,
	SHORTEST_SECRET,
} from '../../../nodes/ServiceEventTrigger/credentialTest';

async function verdictOn(data?: Record<string, string>) {
	return await serviceEventWebhookApiTest.call({} as ICredentialTestFunctions, {
		id: '1',
		name: 'Secret',
		type: 'serviceEventWebhookApi',
		data,
	});
}

const longEnough = '0123456789abcdef';

describe('the test of the webhook credential', () => {
	it('accepts a secret that cannot be guessed', async () => {
		expect(await verdictOn({ secret: longEnough })).toMatchObject({ status: 'OK' });
	});

	it.each([undefined, {}, { secret: '' }, { secret: longEnough.slice(1) }])(
		'refuses %p as too short, without repeating it',
		async (data) => {
			const { status, message } = await verdictOn(data as Record<string, string>);
			expect(status).toBe('Error');
			expect(message).toContain('at least 16');
			expect(message).not.toContain(longEnough.slice(1));
		},
	);

	// What the test says is behind "More details" in n8n's dialog.
	it('is announced by each field', () => {
		for (const { name, hint } of new ServiceEventWebhookApi().properties) {
			const announced = `At least ${SHORTEST_SECRET} characters`;
			expect({ name, hint }).toEqual({ name, hint: expect.stringContaining(announced) });
		}
	});

	it('looks at every further secret', async () => {
		const further = (furtherSecrets: string) => verdictOn({ secret: longEnough, furtherSecrets });
		expect(await further(`${longEnough}\n\n ${longEnough} `)).toMatchObject({ status: 'OK' });
		expect(await further(`${longEnough}\nshort`)).toMatchObject({
			status: 'Error',
			message: expect.stringContaining('Further secret 2 has 5 characters'),
		});
	});

	it('counts no blanks, which the webhook does not count either', async () => {
		expect(await verdictOn({ secret: ` ${longEnough}\n` })).toMatchObject({ status: 'OK' });
		expect(await verdictOn({ secret: `${longEnough.slice(1)} ` })).toMatchObject({
			message: expect.stringContaining('has 15 characters'),
		});
	});
});
