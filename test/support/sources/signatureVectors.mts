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

/**
 * Gitee's scheme. The first is from the tests of the public project
 * drone/go-scm, the second from a delivery that rothub/php caught and
 * published with its secret; the others were computed with Node's crypto and
 * with Python's hmac from the algorithm of "How to verify webhook keys".
 */
export const giteeSignatureVectors = [
	{
		timestamp: '1633679083918',
		secret: 'bBg5lrt03VixkX85CNqYIcecC0SIGASE',
		token: 'Xvh4YPVe6l31XpDRL9J2yeaEXabsckIoUUschpXiVck=',
	},
	{
		timestamp: '1646657144174',
		secret: '437EBE55A75911E8',
		token: 'mNR0yK7W4UlZ4E4aehEVtupxLaE73siwbGgDVSloTVE=',
	},
	{
		timestamp: '1576754827988',
		secret: 'this is secret',
		token: '2D978FIy4DMMTbiN80zQkNH1Eq/kMBt3gL6OnWfGzzY=',
	},
	{
		timestamp: '1700000000000',
		secret: 'SECtest0000000000000000000000000000',
		token: 'z5fbc8pZASq7fzOgF6v++NtJ1yr4Or1hG9+Q2Vj9T24=',
	},
	{
		timestamp: '1700000000000',
		secret: '密钥🔑',
		token: '3C03sWTx5Mk+79s2nmP7pDaBtQcj7EU5gerEbVEAP+0=',
	},
	{
		timestamp: '1700000000003',
		secret: 'this is secret',
		token: 'RtI6KolgjtopXkooPihhTlunMSMttEMEYfbc59h3axk=',
	},
];

/** DingTalk's scheme, with the secret of its documentation's sample; computed with Node's crypto and Python's hmac. */
export const dingTalkSignatureVectors = [
	{
		timestamp: '1577262236757',
		secret: 'this is secret',
		sign: 'hmPWwU+7lVdm3ZZz0r9tSfx0L4Q26jWOZr9+Gs6EZQM=',
	},
	{
		timestamp: '1700000000001',
		secret: 'this is secret',
		sign: 'aOZ0Y/R7BCg4xs87AcG5MYf26YmwfVRTLD0z3X+p/mM=',
	},
];

/**
 * Feishu's scheme: secret and time are those of its documentation's sample,
 * whose result two independent public test suites assert.
 */
export const feishuSignatureVectors = [
	{
		timestamp: '1599360473',
		secret: 'demo',
		sign: 'l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8=',
	},
	{
		timestamp: '1700000000',
		secret: 'mysecret',
		sign: 'Jp33/xXhCipDEpjyHvEyc7mRSyXWHbNz6J8+C3qQKNo=',
	},
];

/** GitHub Docs, "Validating webhook deliveries", "Testing the webhook payload validation". */
export const githubSignatureVector = {
	secret: "It's a Secret to Everybody",
	body: 'Hello, World!',
	signature: 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
};

/** The reference vector of the Standard Webhooks libraries' tests, which is also Svix's. */
export const standardWebhooksVector = {
	secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
	id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
	timestamp: '1614265330',
	body: '{"test": 2432232314}',
	signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};

/** Computed likewise from the schemes of Zendesk and Crisp, for the body `{"a":1}`. */
export const zendeskSignatureVector = {
	secret: 'zd',
	timestamp: '2023-11-14T22:13:20Z',
	signature: 'tqqX7P+6a/izt0HL5uzhvYcJgn7v4C24ick2ExQIneE=',
};
export const crispSignatureVector = {
	secret: 'cr',
	timestamp: '1700000000000',
	signature: 'f445555babab69b00299803fac9ded15771247a49742c0dd084c909a2ea111a0',
};

/** Computed with Node's crypto and with Python's hmac from the schemes that Chatwoot and Grafana document. */
export const chatwootSignatureVector = {
	secret: 'cw',
	timestamp: '1700000000',
	body: '{"a":1}',
	signature: 'sha256=18f1298fa5b4e54f0ec792a97f68aa817d5c581693b5f60ca28fa4e58341488b',
};
export const grafanaSignatureVector = {
	secret: 'gf',
	timestamp: '1700000000',
	body: '{"a":1}',
	signature: '86af04d4ca2ec1329ebd55ed646b715be250da63636037e78295991a890d520b',
	signatureWithTime: '7927b5965ee0bad7522e6126ae647a21ee0ff63f8b47e0020cd843071316e660',
};

/** From Stripe's own tests of its library for .NET (EventUtilityTest, event_test_signature.json). */
export const stripeSignatureVector = {
	secret: 'webhook_secret',
	timestamp: 1533204620,
	header:
		't=1533204620,v1=f0bdba6d4eacbd8ad8a3bbadd7248e633ec1477f7899c124c51b39405fa36613,v0=63f3a72374a733066c4be69ed7f8e5ac85c22c9f0a6a612ab9a025a9e4ee7eef',
	body: `{
  "id": "evt_123",
  "object": "event",
  "account": "acct_123",
  "api_version": "2017-05-25",
  "created": 1533204620,
  "data": {
    "object": {
      "id": "ii_123",
      "object": "invoiceitem",
      "amount": 1000,
      "currency": "usd",
      "customer": "cus_123",
      "date": 1533204620,
      "description": "Test Invoice Item",
      "discountable": false,
      "invoice": "in_123",
      "livemode": false,
      "metadata": {},
      "period": {
        "start": 1533204620,
        "end": 1533204620
      },
      "plan": null,
      "proration": false,
      "quantity": null,
      "subscription": null
    }
  },
  "livemode": false,
  "pending_webhooks": 1,
  "request": {
    "id": "req_123",
    "idempotency_key": "idempotency-key-123"
  },
  "type": "invoiceitem.created"
}
`,
};

/** Slack, "Verifying requests from Slack", step by step with this secret, time and body. */
export const slackSignatureVector = {
	secret: '8f742231b10e8888abcd99yyyzzz85a5',
	timestamp: '1531420618',
	body: 'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
	signature: 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
};
