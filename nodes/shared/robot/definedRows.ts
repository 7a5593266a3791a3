import type { IExecuteFunctions } from 'n8n-workflow';

import { ExplainedError } from '../../../src/explainedError';
import { webUrl } from '../../../src/robots/markdown/webUrl';
import { LONGEST_URL, type Button, type Fact } from '../../../src/robots/notification/notification';
import { textOf } from '../../../src/robots/values';
import { shortened } from '../../../src/text/characters';

/** Rows of a fixed collection whose only group is `rows`. */
export function rowsOf<Row>(node: IExecuteFunctions, name: string, item: number): Row[] {
	const { rows = [] } = node.getNodeParameter(name, item, {}) as { rows?: Row[] };
	return rows;
}

/** Without rows whose value an expression left empty. @throws {ExplainedError} */
export function definedFacts(rows: Fact[]): Fact[] {
	return rows.flatMap(({ name, value }, index) => {
		const fact = { name: textOf(name), value: textOf(value) };
		if (fact.value.trim() === '') return [];
		if (fact.name.trim() !== '') return [fact];
		throw new ExplainedError(`Field ${index + 1} has no name`, 'Enter a name for its value.');
	});
}

/** Without rows whose address an expression left empty. @param most links. @throws {ExplainedError} */
export function definedLinks(rows: Button[], most: number): Button[] {
	const links = rows
		.map(({ text, url }) => ({ text: textOf(text), url: textOf(url).trim() }))
		.filter(({ url }) => url !== '');
	if (links.length > most) {
		throw new ExplainedError(
			`A notification can have at most ${most} links, not ${links.length}`,
			'Remove some, or put them into the text.',
		);
	}
	for (const { text, url } of links) {
		const name = text.trim() || shortened(url, 40);
		const target = webUrl(url);
		if (target === undefined) {
			throw new ExplainedError(
				`The link "${name}" does not lead to a web page`,
				'Enter an address that begins with https:// or http://. Robots do not send other links, such as tel: or dingtalk://, nor relative ones.',
			);
		}
		if (target.length > LONGEST_URL) {
			throw new ExplainedError(
				`The address of the link "${name}" is longer than ${LONGEST_URL} characters`,
				'Shorten it.',
			);
		}
	}
	return links;
}
