import type MarkdownIt from 'markdown-it';

/*
 * Bare addresses in a text, as GitHub links them (GitHub Flavored Markdown Spec,
 * "Autolinks"): with a scheme or with www., and of mail. linkify-it ends one at
 * punctuation of any script. What is added here is for scripts that put no blank
 * between words: there an address begins behind any letter, and ends where what
 * follows can only be the sentence.
 */

type Linkify = InstanceType<typeof MarkdownIt>['linkify'];
type Validate = (text: string, from: number) => number;

/** UTF-16 code units. More is looked at again for each address inside of it. */
const LONGEST_ADDRESS = 2_000;

/** Characters of scripts without blanks. */
const UNSPACED = '[\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Hang}\\p{sc=Bopo}]';
/** What cannot be seen, and signs beyond ASCII such as ～ and ￥. */
const NO_LETTER = '\\p{Cf}|(?!\\p{ASCII})\\p{S}';
/**
 * Behind the host: these, marks of Markdown that come twice, and a mark or a
 * comma before such a script. The letters of an address that somebody copied are
 * in percents; of one that somebody typed they stand behind a letter or a slash.
 */
const END = new RegExp(`${NO_LETTER}|\\*\\*|~~|[*~,;!'](?=${UNSPACED})`, 'u');
/**
 * In a host: marks of Markdown, of which it has none, and in its last label signs,
 * or letters of such a script beside those of ASCII.
 */
const END_OF_HOST = new RegExp(
	`(?<=[^/])(?:[*~]{2}|(?<![*~_])[*~_]+$)|(?:(?<=\\.[a-z\\d]{1,63})${UNSPACED}|(?<=\\.[\\p{L}\\p{N}-]{1,63})(?:${NO_LETTER}))[^.]*$`,
	'iu',
);
/** Of mail, in ASCII: what comes behind is the sentence. */
const MAIL_HOST =
	/(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.){1,4}(?:xn--[a-z\d-]{1,59}|[a-z]{2,63})(?![a-z\d@-]|\.[a-z\d])/;
/** GitHub takes these off, too. */
const TRAILING = /(?<![*~_])[*~_]+$/;

export function findAddresses(linkify: Linkify): void {
	const { re } = linkify;
	const beforeSchema = /^|(?!_)(?:[><｜]|[^\x20-\x7f])/.source;
	const ends = `$|${re.get_text_separators().source}|${re.src_ZPCc}`;
	// Also where a port ends before such a script.
	re.get_host_terminator = () =>
		new RegExp(`(?=${ends}|(?<=:\\d{1,5})[^\\x20-\\x7f])(?!-|_|:\\d|\\.-|\\.(?!${ends}))`);
	const schemas = () => re.get_schema_names().source;
	re.get_schema_search = () => new RegExp(`(${beforeSchema}|${re.src_ZPCc})(${schemas()})`, 'ig');
	re.get_schema_at_start = () => new RegExp(`^(${beforeSchema}|${re.src_ZPCc})(${schemas()})`, 'i');
	const beforeMail = `^|[^\\x20-\\x7f]|${re.get_text_separators().source}|"|\\(|${re.src_ZCc}`;
	re.get_fuzzy_mail_host = () => MAIL_HOST;
	re.get_mail_name_validator = () => new RegExp(`(?:${beforeMail})(${re.get_mail_name().source})$`);
	const page = { validate: ended(matching(() => re.get_http_validator())) };
	linkify
		.set({ maxLength: LONGEST_ADDRESS, urlAuth: true })
		.add('ftp:', null)
		.add('//', null)
		.add('http:', page)
		.add('https:', page)
		.add('www.', {
			validate: ended(matching(() => re.get_relative_proto_validator())),
			normalize(match) {
				match.url = `http://${match.url}`;
			},
		});
}

/** The length of what matches there. */
function matching(pattern: () => RegExp): Validate {
	return (text, from) => {
		const sticky = pattern();
		sticky.lastIndex = from;
		return sticky.exec(text)?.[0].length ?? 0;
	};
}

/** The same without what is the sentence again. */
function ended(validate: Validate): Validate {
	return (text, from) => {
		const found = text.slice(from, from + validate(text, from));
		const [host] = /^\/{0,2}[^/?#]*/.exec(found) ?? [''];
		const sentence = host.search(END_OF_HOST);
		if (sentence !== -1) return sentence;
		const rest = found.slice(host.length);
		const end = rest.search(END);
		const path = (end === -1 ? rest : rest.slice(0, end)).replace(TRAILING, '');
		return host.length + path.length;
	};
}
