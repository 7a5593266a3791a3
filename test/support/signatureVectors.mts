/**
 * TWT Chat's scheme: hexadecimal HMAC-SHA256 of the raw body, keyed with the
 * AppSecret ("Webhooks, Signature"). The documentation publishes no secret for
 * its sample; these were computed with Node's crypto and with Python's hmac.
 * The second and the third are the same JSON in different bytes.
 */
export const twtSignatureVectors = [
	{
		secret: 'YOUR_APP_SECRET',
		body: '{"created_at":1765439941,"event":"UNREPLIED","webhook_id":"58946f5f583edd94f5cf87e3534d04fb","content":[{"subject":"New Conversation","visitor_name":"Visitor15","created_at":1765439652,"message_content":"1","property_name":"test","visitor_nickname":"visitor nickname","sbs":"","status":"1","push_times":4,"time_sec":289,"assigned_agent_nickname":"ctccccd"}]}',
		signature: 'f50a22b49127815cef8059a61facd2edad3710979a53177e8b4db93343426d7f',
	},
	{
		secret: 'twt-secret-中文',
		body: '{"created_at":1765439941,"event":"UNREPLIED","webhook_id":"58946f5f583edd94f5cf87e3534d04fb","content":[{"subject":"新会话","message_content":"你好/世界"}]}',
		signature: '23e9fcad7f8246183c8f8434a4060e6b2030e8e7f5174d508ff0238814f58e77',
	},
	{
		secret: 'twt-secret-中文',
		body: '{"created_at":1765439941,"event":"UNREPLIED","webhook_id":"58946f5f583edd94f5cf87e3534d04fb","content":[{"subject":"\\u65b0\\u4f1a\\u8bdd","message_content":"\\u4f60\\u597d\\/\\u4e16\\u754c"}]}',
		signature: '8a6073a41e4dac62085f66cbe20e7b5782639624133a7b00288a514aa6efcae3',
	},
	{
		secret: 'k',
		body: '',
		signature: '8bb990c40a7d61cb97597a942125025be50ac8beb74436e3735b98893a7f6620',
	},
];
