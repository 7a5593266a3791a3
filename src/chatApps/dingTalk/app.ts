/** An internal app with a robot in Stream mode, as its credential names it. */
export interface DingTalkApp {
	/** `https://api.dingtalk.com`, without a slash at its end. */
	baseUrl: string;
	/** `ding…`: also the code of its robot. */
	clientId: string;
	clientSecret: string;
}

/** By what the buttons of an app are signed, and the store knows its messages. */
export function dingTalkAppName(clientId: string): string {
	return `dingTalk ${clientId}`;
}
