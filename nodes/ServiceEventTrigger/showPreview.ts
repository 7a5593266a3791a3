import type { IExecuteFunctions } from 'n8n-workflow';

import { previewOf } from '../../src/events/eventPreview';
import { inSight } from '../../src/text/inSight';
import { serviceEventSchema } from '../../src/events/serviceEvent';

/** UTF-16 code units of a part. */
const LONGEST_PART = 200;

/** In a test, what the event means, above the output: there it stands among everything that came. */
export function showPreview(node: IExecuteFunctions): void {
	if (node.getMode() !== 'manual') return;
	// What is pinned to the trigger may be anything.
	const [first, ...others] = node.getInputData().flatMap(({ json }) => {
		const parsed = serviceEventSchema.safeParse(json);
		return parsed.success ? [parsed.data] : [];
	});
	if (first === undefined) return;
	const { headline, facts } = previewOf(first);
	const parts = facts
		.filter(({ name }) => SHOWN.has(name))
		.map(({ name, value }) => `${name}: ${inSight(value, LONGEST_PART)}`);
	const more = others.length === 0 ? '' : ` (${others.length + 1} events came; this is the first)`;
	node.addExecutionHints({
		message: asHtml(`${inSight(headline, LONGEST_PART)}${more}. ${parts.join(' · ')}`),
		type: first.notice === undefined ? 'info' : 'warning',
		location: 'outputPane',
	});
}

/** The headline says the rest. */
const SHOWN = new Set(['Note', 'Kind', 'Text', 'Time', 'Status']);

/** n8n shows hints as HTML. */
function asHtml(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
