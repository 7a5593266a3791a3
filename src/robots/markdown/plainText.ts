import type { Root } from './tree';
import type { Dialect } from './dialect';
import { renderMarkdown } from './render';

const asItIs = (inner: string) => inner;

/** No markup at all. */
export const plainTextDialect: Dialect = {
	text: asItIs,
	strong: asItIs,
	emphasis: asItIs,
	strikethrough: asItIs,
	inlineCode: asItIs,
	link: (inner, target) => (inner === target ? target : `${inner} (${target})`),
	image: undefined,
	heading: (_level, inner) => inner,
	quote: (inner) =>
		inner
			.split('\n')
			.map((line) => `│ ${line}`)
			.join('\n'),
	code: asItIs,
	table: undefined,
	rule: '———',
	part: '',
	lineBreak: '\n',
	gap: '\n',
	bullet: '• ',
	indent: '  ',
};

export function renderPlainText(root: Root): string {
	return renderMarkdown(root, plainTextDialect);
}
