/** A conversation as the operation Get gives it, as far as the picture needs it. */
export interface TimelineRecord {
	openedAt: string;
	event?: { visitor?: { name?: string } };
	timeline: Array<{ at: string; what: string; number?: number; cause?: string }>;
}

export interface TimelineWords {
	title: string;
	/** What to call an entry, and its colour; undefined for what the picture leaves out. */
	label(entry: TimelineRecord['timeline'][number]): { text: string; colour: string } | undefined;
}

const WIDTH = 960;
const LEFT = 130;
const ROW = 130;

const escaped = (text: string) =>
	text.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`);

/** A page with one line of time for each conversation, drawn from what the node remembers. */
export function timelinePage(records: TimelineRecord[], words: TimelineWords): string {
	const start = Math.min(...records.map(({ openedAt }) => Date.parse(openedAt)));
	const shown = records.map((record) => ({
		name: record.event?.visitor?.name ?? '',
		marks: record.timeline.flatMap((entry) => {
			const label = words.label(entry);
			return label ? [{ ...label, seconds: (Date.parse(entry.at) - start) / 1_000 }] : [];
		}),
	}));
	const longest = Math.max(...shown.flatMap(({ marks }) => marks.map(({ seconds }) => seconds)));
	const x = (seconds: number) => LEFT + (seconds / longest) * (WIDTH - LEFT - 90);
	const rows = shown.map(({ name, marks }, index) => {
		const y = 70 + index * ROW;
		const [first, last] = [marks[0], marks.at(-1)!];
		return `
		<text x="20" y="${y + 5}" class="name">${escaped(name)}</text>
		<line x1="${x(first.seconds)}" y1="${y}" x2="${x(last.seconds)}" y2="${y}" />
		${marks
			.map(
				({ text, colour, seconds }, place) => `
			<circle cx="${x(seconds)}" cy="${y}" r="9" fill="${colour}" />
			<text x="${x(seconds)}" y="${place % 2 === 0 ? y - 20 : y + 34}" class="label">${escaped(text)}</text>
			<text x="${x(seconds)}" y="${place % 2 === 0 ? y + 28 : y - 18}" class="time">${Math.round(seconds)} s</text>`,
			)
			.join('')}`;
	});
	const height = 40 + records.length * ROW;
	return `<!doctype html><meta charset="utf-8"><style>
		body { margin: 0; font-family: system-ui, 'Noto Sans CJK SC', sans-serif; background: #fff; }
		h1 { font-size: 18px; margin: 18px 20px 0; color: #222; }
		line { stroke: #b9c0cc; stroke-width: 3; }
		.name { font-size: 15px; font-weight: 600; fill: #222; }
		.label { font-size: 13px; text-anchor: middle; fill: #222; }
		.time { font-size: 11px; text-anchor: middle; fill: #6b7280; }
	</style><h1>${escaped(words.title)}</h1><svg width="${WIDTH}" height="${height}">${rows.join('')}</svg>`;
}

const ORANGE = '#e8590c';
const RED = '#c92a2a';

/** Reminders 1 and 2 to the group, from 3 on to the lead, then the manager. */
export const english: TimelineWords = {
	title: 'Two customers write. Bob gets a reply, Ann does not.',
	label: ({ what, number = 0 }) => {
		if (what === 'opened') return { text: 'writes', colour: '#1c7ed6' };
		if (what === 'reminder' && number < 3)
			return { text: `reminder ${number}: group`, colour: ORANGE };
		if (what === 'reminder') return { text: `reminder ${number}: lead`, colour: RED };
		if (what === 'replied') return { text: 'replied', colour: '#2b8a3e' };
		if (what === 'exhausted') return { text: 'manager', colour: '#212529' };
		return undefined;
	},
};

export const chinese: TimelineWords = {
	title: '两位客户留言：Bob 收到了回复，Ann 没有。',
	label: ({ what, number = 0 }) => {
		if (what === 'opened') return { text: '留言', colour: '#1c7ed6' };
		if (what === 'reminder' && number < 3)
			return { text: `提醒 ${number}：客服群`, colour: ORANGE };
		if (what === 'reminder') return { text: `提醒 ${number}：组长`, colour: RED };
		if (what === 'replied') return { text: '已回复', colour: '#2b8a3e' };
		if (what === 'exhausted') return { text: '经理群', colour: '#212529' };
		return undefined;
	},
};
