/** Every text of a vocabulary, by its path: `board.failed.over`. */
export function textsOf(part: object, path = ''): Array<[path: string, text: string]> {
	return Object.entries(part).flatMap(([name, inside]) => {
		const at = path === '' ? name : `${path}.${name}`;
		return typeof inside === 'string'
			? [[at, inside] as [string, string]]
			: textsOf(inside as object, at);
	});
}
