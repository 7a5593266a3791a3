import { cleanText } from '../text/utf8';

/** Characters. What is longer says more than what to do. */
export const LONGEST_WORD = 200;

/** A mention by its name, as it stands in the text where the platform leaves it: behind a blank, or first. */
const MENTION = /(?<=^|\s)@[^\s@]{1,60}/gu;
/** Apostrophes as keyboards write them. */
const APOSTROPHES = /[\u2018\u2019\u02bc\u0060\u00b4]/g;
/** What stands around words and says nothing. Not the question mark: "replied?" asks. */
const MARKS =
	'[\\s.,!~…、。，；;:：·\\-–—_*"“”「」『』【】()\\[\\]{}<>《》|/\\\\\\p{Extended_Pictographic}\\p{Emoji_Modifier}]';
/** Pictures that deny, doubt or ask: a word beside one of them is not said. */
const NOT_SO = '[❌❎✖🚫⛔👎🙅🤷❓❔]';
/** What joins pictures and chooses how they look, and what nobody sees. */
const UNSEEN = '\\u200b|\\u200c|\\u200d|\\u2060|\\ufe0e|\\ufe0f|\\ufeff';
/**
 * Pictures that say nothing, as some platforms write them in a text: by Chinese names, or by
 * those of "表情文案说明". Of all others, such as "[弱]" and "[NO]", nobody knows what they say.
 */
const NAMED_PICTURES =
	/\[(?:ok|强|赞|握手|抱拳|胜利|鼓掌|微笑|愉快|呲牙|憨笑|奋斗|加油|敬礼|玫瑰|送花花|爱心|拥抱|咖啡|感谢|合十|对勾|thumbsup|thanks|muscle|applause|fistbump|fingerheart|jiayi|smile|checkmark|salute)\]/gu;
const AROUND = `(?:(?!${NOT_SO})${MARKS}|${UNSEEN})`;
const BEFORE = new RegExp(`^${AROUND}{1,${LONGEST_WORD}}`, 'u');
/** The first of them; found from behind, so that nothing is looked at twice. */
const ONE_AROUND = new RegExp(`^${AROUND}$`, 'u');

/**
 * A text in the one form in which words are compared: compatible characters
 * (Unicode Normalization Form KC), small letters, without mentions, and without
 * marks and pictures around it. Undefined of one that is too long, quoted or struck out.
 */
export function normalized(text: string): string | undefined {
	// Before the normalization, which takes the square of marks in a row.
	if (text.length > LONGEST_WORD * 2) return undefined;
	const plain = cleanText(text)
		.replace(MENTION, ' ')
		.normalize('NFKC')
		.replace(MENTION, ' ')
		.replace(APOSTROPHES, "'")
		.toLowerCase()
		.replace(NAMED_PICTURES, ' ');
	if (isNotTheirs(plain)) return undefined;
	const word = trimmed(plain).replace(/\s+/g, ' ');
	return word.length > LONGEST_WORD ? undefined : word;
}

/** Of somebody else, as ">" at its beginning says, or struck out, as "~" around it says. */
function isNotTheirs(text: string): boolean {
	const plain = text.trim();
	return plain.startsWith('>') || /^~.*~$/su.test(plain);
}

/** Without what stands around it. */
export function trimmed(text: string): string {
	const rest = [...text.replace(BEFORE, '')];
	let end = rest.length;
	while (end > 0 && ONE_AROUND.test(rest[end - 1])) end -= 1;
	return rest.slice(0, end).join('');
}
