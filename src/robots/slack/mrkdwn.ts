import type { Fact } from '../notification/notification';
import { SECOND } from '../../time/duration';
import { PART } from '../markdown/seam';
import { withoutControlSequences } from './mentions';

/*
 * "Formatting text for app surfaces" (docs.slack.dev). mrkdwn has no way to
 * write a mark as itself but for three characters, so the others get one that
 * looks the same, or an invisible one (U+200B) that parts them.
 */

/** Text that mrkdwn shows as it is. */
export function plainInMrkdwn(value: string): string {
	const plain = value
		.replaceAll('*', '∗')
		.replaceAll('`', '｀')
		.replaceAll('~', '∼')
		.replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '＿')
		// :smile: would be an emoji.
		.replace(/:(?=[a-z+-][\w+-]*:)/gi, `:${PART}`)
		// A quotation, also as an entity. Without any line end: each would begin a line that is looked through to the last.
		.replace(/^([^\S\n\r\u2028\u2029]*)>/gm, '$1＞');
	return withoutControlSequences(plain);
}

/** A fact for one of two columns. A time is shown in the zone of whoever reads it. */
export function factInMrkdwn({ name, value, at }: Fact): string {
	const written = withoutControlSequences(value);
	const shown =
		at === undefined
			? plainInMrkdwn(value)
			: `<!date^${Math.floor(at / SECOND)}^{date_num} {time}|${written}>`;
	return `*${plainInMrkdwn(name)}*\n${shown}`;
}
