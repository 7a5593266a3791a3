/*
 * DingTalk opens a page in its sidebar, or in the browser where the address
 * says so: "dingtalk://dingtalkclient/page/link?url=…&pc_slide=false" ("消息链接
 * 在 PC 端侧边栏或者外部浏览器打开", open.dingtalk.com). Elsewhere such an address
 * is the page that it names.
 */

export interface PageLink {
	/** As it was written there: it may be anything. */
	url: string;
	opensIn: 'browser' | 'sidebar';
}

/** Undefined for any other address. */
export function pageLink(address: string): PageLink | undefined {
	if (!/^dingtalk:\/\/dingtalkclient\/page\/link\?/i.test(address)) return undefined;
	const query = new URLSearchParams(address.slice(address.indexOf('?') + 1));
	const url = query.get('url');
	if (url === null) return undefined;
	return { url, opensIn: query.get('pc_slide') === 'false' ? 'browser' : 'sidebar' };
}

/** @param url of a page. */
export function writtenPageLink({ url, opensIn }: PageLink): string {
	const isSidebar = opensIn === 'sidebar';
	return `dingtalk://dingtalkclient/page/link?url=${encodeURIComponent(url)}&pc_slide=${isSidebar}`;
}
