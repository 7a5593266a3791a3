import { minutesIn } from './durationWord';
import { normalized, trimmed } from './normalized';

/** What somebody says by a word. `minutes` undefined: as long as the node is set to. */
export type Said =
	| { is: 'acknowledge' | 'snooze'; minutes: number | undefined }
	| { is: 'markReplied' | 'help' | 'list' | 'unknown' };

/** Words that users add; where one of them is built in, theirs says what it means. */
export type AddedWords = Partial<Record<'acknowledge' | 'snooze' | 'markReplied', string[]>>;

type Meaning = Exclude<Said['is'], 'unknown'>;

/** English and Chinese, as people in on-call chats write them. Only what can mean nothing else ends a waiting. */
const BUILT_IN: Readonly<Record<Meaning, string>> = {
	acknowledge:
		"on it|i'm on it|im on it|i am on it|on this|ack|acknowledge|acknowledged|mine|it's mine|taking it|taking this|i take it|i'll take it|i'll take this|looking|looking into it|i'm looking|i'm looking into it|acked|got it|i got this|i've got this|checking|i'll handle it|handling it|我来|我来吧|我来处理|我来跟进|我来看|我来看看|我看看|我看下|我看一下|收到|跟进|我跟进|跟进中|认领|我认领|在看|在看了|正在看|处理中|在处理|正在处理|我处理|我在处理|我在看|在跟|在跟进|我跟|我来跟|我在跟进|我来回复|马上处理|马上看|收到了|已收到|已经收到|我来了",
	snooze:
		'snooze|later|remind me later|稍后|稍后提醒|晚点|晚点提醒|等会|等会儿|待会|待会儿|过会儿|一会儿',
	markReplied:
		"replied|i replied|i've replied|i have replied|answered|i answered|responded|i responded|i've responded|just replied|done|all done|resolved|handled|taken care of|已回复|已经回复|回复了|已回复了|已经回复了|已回|回了|已经回了|已答复|答复了|搞定|搞定了|已搞定|处理完|处理完了|处理好了|已处理|已处理完|已解决|解决了|已经解决|已经解决了|已经处理|已经处理了|已经处理完了|搞定啦|回复过了|已回复客户|已经回复客户了|回复客户了",
	help: '?|help|usage|帮助|怎么用|用法',
	list: "who|who's waiting|who is waiting|list|谁在等|还有谁|列表",
};

const words = new Map(
	Object.entries(BUILT_IN).flatMap(([meaning, list]) =>
		list.split('|').map((word) => [word, meaning as Meaning] as const),
	),
);

/** What may stand before how long, and behind it. */
const SNOOZE_BEFORE = /^(?:snooze|later|remind me|稍后|稍后提醒|晚点|推迟|延后)?\s?(?:for|in)?\s?/u;
const SNOOZE_BEHIND = /\s?(?:later|(?:以|之)?后(?:再?(?:提醒|叫|通知)我?|再说)?)$/u;
/**
 * What is said for politeness, before a word and behind it. "好" and "行" say so only with a mark
 * behind them: "好搞定" is what is easy. None that asks, doubts or tells others what to do.
 */
const COURTESY_BEFORE =
	/^(?:(?:ok|okay|yes|yep|yeah|sure|thanks(?: all)?|thank ?you|thx|hi(?: all)?|hello|cheers)(?![\p{L}\p{N}'-])|ok的?(?=\p{Script=Han})|好的|好嘞|好滴|嗯+|(?:好|行)(?=[\s,，。.!！、~])|谢谢(?:大家)?|大家好)/u;
const COURTESY_BEHIND =
	/(?:(?<![\p{L}\p{N}'-])(?:thanks(?: all)?|thank ?you|thx|ty|cheers)|谢谢(?:大家|啦|你)?|多谢|感谢|辛苦了?|[哈哦啦噢])$/u;
const MOST_COURTESIES = 2;
/** As much of the end as says how long. */
const LONGEST_DURATION = 30;

/**
 * What a text says. All of it has to say so: in "not replied yet" and in
 * "replied?" nobody says that it was replied.
 */
export function readWord(text: string, added: AddedWords = {}): Said {
	const theirs = addedWords(added);
	let word = normalized(text) ?? '';
	let said = saidBy(word, theirs);
	for (let count = 0; said.is === 'unknown' && count < MOST_COURTESIES; count += 1) {
		word = withoutCourtesy(word);
		said = saidBy(word, theirs);
	}
	return said;
}

/** Without that before it, or else without that behind it. */
function withoutCourtesy(word: string): string {
	const rest = word.replace(COURTESY_BEFORE, '');
	return trimmed(rest === word ? word.replace(COURTESY_BEHIND, '') : rest);
}

function addedWords(added: AddedWords): Map<string, Meaning> {
	return new Map(
		Object.entries(added).flatMap(([meaning, list]) =>
			list.flatMap((one) => {
				const word = normalized(one);
				return word ? [[word, meaning as Meaning] as const] : [];
			}),
		),
	);
}

function saidBy(word: string, added: Map<string, Meaning>): Said {
	const meaning = added.get(word) ?? words.get(word);
	if (meaning !== undefined) return meant(meaning, undefined);
	const minutes = snoozedFor(word);
	if (minutes !== undefined) return { is: 'snooze', minutes };
	return withDuration(word, added) ?? { is: 'unknown' };
}

function meant(meaning: Meaning, minutes: number | undefined): Said {
	return meaning === 'acknowledge' || meaning === 'snooze'
		? { is: meaning, minutes }
		: { is: meaning };
}

function snoozedFor(word: string): number | undefined {
	const rest = word.replace(SNOOZE_BEFORE, '');
	return minutesIn(trimmed(rest)) ?? minutesIn(trimmed(rest.replace(SNOOZE_BEHIND, '')));
}

/** "on it 30m", "我来 1小时": a word of ours, and how long. */
function withDuration(word: string, added: Map<string, Meaning>): Said | undefined {
	for (let length = 2; length <= Math.min(LONGEST_DURATION, word.length - 1); length += 1) {
		const minutes = minutesIn(word.slice(-length));
		if (minutes === undefined) continue;
		const before = trimmed(word.slice(0, -length)).replace(/ for$/, '');
		const meaning = added.get(before) ?? words.get(before);
		if (meaning === 'acknowledge' || meaning === 'snooze') return { is: meaning, minutes };
	}
	return undefined;
}
