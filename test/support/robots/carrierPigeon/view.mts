import { escapeHtml, type Reading } from '../reading.mts';

/** What a loft sees of a letter: whatever is between two `^` calls somebody, whatever stands behind a `|` may lead somewhere. */
export function readCarrierPigeon({ lines }: { lines: string[] }): Reading {
	const text = lines.join('\n');
	const mentions = [...text.matchAll(/\^\s*([^\s^]+)\s*\^/g)].map(([, name]) => name);
	const links = [...text.matchAll(/\[\[?[^|]*\|([^\]\n]*)/g)].map(([, target]) => target);
	const shown = text.replace(/\[\[([^|\n]*)\|[^\]\n]*\]\]/g, '$1');
	return { text, mentions, links, html: escapeHtml(shown).replaceAll('\n', '<br>') };
}
