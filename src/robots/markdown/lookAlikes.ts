import { PART } from './seam';

/*
 * WeCom and DingTalk document no way to write a character of their markup as
 * itself, so text that has one shows a character that looks the same, or gets
 * an invisible one (U+200B) that parts the markup.
 */

const LOOK_ALIKES: Record<string, string> = {
	'*': '∗',
	'`': '｀',
	'~': '∼',
	'<': '＜',
	'|': '｜',
	'\\': '＼',
};

/** Text that a chat's markdown shows as it is. */
export function plainInMarkdown(value: string, isLineStart: boolean): string {
	const inner = value
		.replace(/[*`<|\\]|~(?=~)/g, (character) => LOOK_ALIKES[character])
		// An entity may be read as the character that it stands for.
		.replace(/&(?=#?\w+;)/g, '＆')
		.replace(/\](?=\s*[([:])/g, `]${PART}`)
		.replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, `＿`);
	return isLineStart ? inner.replace(/^(\s*)(?=[#>+=-]|\d+[.)])/, `$1${PART}`) : inner;
}

/** The label of a link, which a bracket would end. */
export function linkLabel(inner: string): string {
	return inner.replaceAll('[', '［').replaceAll(']', '］');
}
