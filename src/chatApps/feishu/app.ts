/** A custom app, as its credential names it. */
export interface FeishuApp {
	/** `https://open.feishu.cn`, or that of Lark, without a slash at its end. */
	baseUrl: string;
	/** `cli_…` */
	appId: string;
	appSecret: string;
}

/** By what the buttons of an app are signed, and the store knows its messages. */
export function feishuAppName(appId: string): string {
	return `feishu ${appId}`;
}
