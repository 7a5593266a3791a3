import { discordAddress } from '../../../../src/robots/discord/address';

// The example of "Webhook Object" (Discord developer documentation).
const id = '223704706495545344';
const [token] = ['3d89bb7572e0fb30d8128367b3b1b44fecd1726de135cbe28a41f8b2f777c372'];
const path = `/api/v10/webhooks/${id}/${token}`;

describe('the address of a Discord webhook', () => {
	it.each([
		[`https://discord.com/api/webhooks/${id}/${token}`, undefined, 'https://discord.com'],
		[` https://discord.com/api/v10/webhooks/${id}/${token}/ `, undefined, 'https://discord.com'],
		[`https://ptb.discord.com/api/webhooks/${id}/${token}`, undefined, 'https://ptb.discord.com'],
		[`https://discordapp.com/api/webhooks/${id}/${token}`, undefined, 'https://discordapp.com'],
		[`https://discord.com/api/webhooks/${id}/${token}/slack`, undefined, 'https://discord.com'],
		[`${id}/${token}`, undefined, 'https://discord.com'],
		[`${id}/${token}`, 'https://proxy.example.com', 'https://proxy.example.com'],
	])('is understood from %j', (pasted, baseUrl, expected) => {
		expect(discordAddress(pasted, baseUrl)).toEqual({ baseUrl: expected, path, token });
	});

	it('may name a thread', () => {
		const pasted = `https://discord.com/api/webhooks/${id}/${token}?thread_id=42`;
		expect(discordAddress(pasted).threadId).toBe('42');
	});

	it.each([
		'',
		'secret',
		'https://discord.com/api/webhooks/',
		'https://discord.com/channels/1/2/secret',
		`ftp://discord.com/api/webhooks/${id}/secret`,
		`https://discord.com/api/webhooks/${id}/secret/more`,
		`https://discord.com/x/api/webhooks/${id}/secret`,
		`${id}/secret/more`,
		`x${id}/secret`,
	])('says what to do about %j, without repeating it', (pasted) => {
		const read = () => discordAddress(pasted);
		expect(read).toThrow('Copy Webhook URL');
		expect(read).not.toThrow('secret');
	});
});
