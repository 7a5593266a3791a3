import { createHmac } from 'node:crypto';

/** The UNREPLIED example of TWT Chat's documentation, "Webhooks, Payload", byte for byte. */
export const unrepliedExample =
	'{"created_at":1765439941,"event":"UNREPLIED","webhook_id":"58946f5f583edd94f5cf87e3534d04fb","content":[{"subject":"New Conversation","visitor_name":"Visitor15","created_at":1765439652,"message_content":"1","property_name":"test","visitor_nickname":"visitor nickname","sbs":"","status":"1","push_times":4,"time_sec":289,"assigned_agent_nickname":"ctccccd"}]}';

/** Likewise of PRE_CHAT_FORM_SUBMIT. */
export const preChatFormExample =
	'{"created_at":1765439941,"event":"PRE_CHAT_FORM_SUBMIT","webhook_id":"58946f5f583edd94f5cf87e3534d04fb","content":[{"subject":"New Conversation","visitor_name":"Visitor15","created_at":1765439652,"message_content":"1","property_name":"test","visitor_nickname":"visitor nickname","sbs":"","assigned_agent_nickname":"ctccccd"}]}';

/** Likewise of OFFLINE_FORM_SUBMIT. */
export const offlineFormExample = preChatFormExample.replace(
	'PRE_CHAT_FORM_SUBMIT',
	'OFFLINE_FORM_SUBMIT',
);

/** The conversation key of all three. */
export const exampleConversation = 'twt:test:name=Visitor15';

/** An UNREPLIED body like the example, with other content. */
export function unreplied(content: Record<string, unknown> = {}, envelope: object = {}): string {
	const example = JSON.parse(unrepliedExample);
	return JSON.stringify({
		...example,
		...envelope,
		content: [{ ...example.content[0], ...content }],
	});
}

/** `X-Chat-Signature` as the documentation has it: hexadecimal HMAC-SHA256 of the raw body, keyed with the AppSecret. */
export function signature(body: string, appSecret: string): string {
	return createHmac('sha256', appSecret).update(body).digest('hex');
}
