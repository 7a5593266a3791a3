/** The links of a WeCom message, by label. */
export function linksOf(body: any): Map<string, string> {
	if (body.msgtype === 'template_card') {
		const { jump_list: list } = body.template_card;
		return new Map(list.map(({ title, url }: any) => [title, url]));
	}
	const { content } = body[body.msgtype];
	return new Map(
		[...content.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)].map(([, text, url]) => [text, url]),
	);
}
