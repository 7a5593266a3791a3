import { partsByName, placedBy, wholeValue, type Layout } from '../groupRobot/layout';
import { joined, type Line } from '../groupRobot/lines';
import type { Notice } from '../groupRobot/notice';
import type { Field } from '../groupRobot/robotMessage';

/*
 * Weiyu (Bytedesk), "Webhook": text whose lines are `- **name**: value`, below
 * what the customer wrote. Of a new message two forms are published (its
 * screenshots of July 2025); of all else, that it is pushed.
 */

/** What Weiyu calls its lines, or may call them. */
export const NAMES = {
	messageId: ['留言ID', '消息ID', 'Message ID', 'Leave Message ID'],
	threadId: ['会话ID', 'Thread ID', 'Session ID', 'Conversation ID'],
	ticketId: ['工单ID', '工单号', '工单编号', 'Ticket ID', 'Ticket No', 'Ticket Number'],
	customerId: ['客户ID', '线索ID', '访客ID', 'Customer ID', 'Lead ID', 'Visitor ID'],
	alertId: ['告警ID', '警报ID', '报警ID', '事件ID', 'Alert ID', 'Event ID'],
	status: [
		...['留言状态', '工单状态', '告警状态', '处理状态', '状态'],
		...['Status', 'Message Status', 'Ticket Status', 'Alert Status'],
	],
	createdAt: ['创建时间', '发生时间', 'Created At', 'Time'],
	updatedAt: ['更新时间', 'Updated At'],
	contact: ['联系方式', '电话', '手机', '邮箱', 'Contact', 'Phone', 'Mobile', 'Email'],
	visitor: ['访客', '客户', '客户名称', '昵称', '姓名', 'Visitor', 'Customer', 'Nickname', 'Name'],
	agent: ['处理人', '客服', '负责人', '指派给', 'Assignee', 'Agent', 'Handler'],
	content: ['内容', '留言内容', '描述', 'Content', 'Message', 'Description'],
	priority: ['优先级', '级别', 'Priority', 'Severity', 'Level'],
	channel: ['来源渠道', 'Channel', 'Source'],
	/** What an alert is about. */
	target: [
		...['服务', '服务名', '服务名称', '模块', '系统', '应用', '主机', '主机名', '服务器', '节点'],
		...['实例', 'IP', '指标', '指标名称', '监控项', '监控指标', '资源', '组件', '接口'],
		...['告警名称', '警报名称', '报警名称', '告警类型', '异常类型', '事件类型', '类型'],
		...['Service', 'Module', 'System', 'Application', 'Host', 'Hostname', 'Server', 'Node'],
		...['Instance', 'Metric', 'Indicator', 'Resource', 'Component'],
		...['Alert Name', 'Alert Type', 'Exception Type', 'Event Type', 'Type'],
	],
} as const;
export type WeiyuPart = keyof typeof NAMES;

const PARTS = partsByName<WeiyuPart>(NAMES);

/** The lines that no other system has. */
const OWN_NAMES = new Set(
	['留言状态', '来源渠道', ...NAMES.messageId, ...NAMES.threadId].map((name) => name.toLowerCase()),
);
export const isOwnName = (name: string) => OWN_NAMES.has(name.toLowerCase());

/** The published forms of a new message: the last paragraph. */
const LAYOUTS: ReadonlyArray<Layout<WeiyuPart>> = [
	[
		{ part: 'messageId' },
		{ part: 'contact', isGiven: true },
		{ part: 'channel' },
		{ part: 'createdAt' },
	],
	[
		{ part: 'messageId' },
		{ part: 'status' },
		{ part: 'createdAt' },
		{ part: 'contact', isGiven: true },
		{ part: 'priority' },
		{ part: 'threadId' },
		{ part: 'channel' },
	],
];

/** What customers write themselves, in as many lines as they like. */
const GIVEN: ReadonlySet<WeiyuPart | undefined> = new Set(['contact', 'visitor', 'content']);

interface Fact extends Field {
	part?: WeiyuPart;
	paragraph: number;
	/** Whether words of a customer may go on to here. */
	isBehindGiven: boolean;
	/** Whether text stands above it, which may have been a customer's. */
	isBehindText: boolean;
}

/** The line that names a conversation. */
export interface WeiyuKey {
	part: WeiyuPart;
	value: string;
}

/** The facts of one message, as far as they are Weiyu's own. */
export class WeiyuFacts {
	constructor(
		private readonly facts: readonly Fact[],
		/** All facts, also those of which nobody knows who wrote them. */
		readonly fields: readonly Field[],
		/** All other lines. */
		readonly text: string | undefined,
	) {}

	/** The first of these lines that is there; undefined when none is. */
	keyIn(parts: readonly WeiyuPart[]): WeiyuKey | 'doubtful' | undefined {
		const part = parts.find((wanted) => this.facts.some((fact) => fact.part === wanted));
		if (part === undefined) return undefined;
		const own = this.ownFacts(part);
		return own.length === 0 || differ(own) ? 'doubtful' : { part, value: own[0].value };
	}

	/** Whether lines of this meaning say different things. */
	isDoubtful(part: WeiyuPart): boolean {
		return differ(this.ownFacts(part));
	}

	/** What a line says that is Weiyu's own. @param key the line that names the conversation. */
	value(part: WeiyuPart, key?: WeiyuKey): string | undefined {
		const paragraph = key && this.ownFacts(key.part)[0]?.paragraph;
		return this.ownFacts(part).find((fact) => !fact.isBehindText || fact.paragraph === paragraph)
			?.value;
	}

	/** What all lines of a meaning say that are Weiyu's own, with their names. */
	values(part: WeiyuPart): string[] {
		return this.ownFacts(part)
			.filter(({ isBehindText }) => !isBehindText)
			.map(({ name, value }) => `${name}=${value}`);
	}

	/** What a line says, whoever wrote it: for people to read. */
	said(part: WeiyuPart): string | undefined {
		return this.facts.find((fact) => fact.part === part)?.value;
	}

	/** The names of the lines that are Weiyu's own. */
	names(): string[] {
		return this.facts.filter(({ isBehindGiven }) => !isBehindGiven).map(({ name }) => name);
	}

	private ownFacts(part: WeiyuPart): Fact[] {
		return this.facts.filter((fact) => fact.part === part && !fact.isBehindGiven);
	}
}

const differ = (facts: readonly Fact[]) => new Set(facts.map(({ value }) => value)).size > 1;

export function weiyuFacts({ lines, entries }: Notice): WeiyuFacts {
	const apart = entries.map(
		(entry): Fact => ({
			...entry,
			part: PARTS.get(entry.name.toLowerCase()),
			paragraph: -1,
			isBehindGiven: false,
			isBehindText: false,
		}),
	);
	return byLayout(lines, apart) ?? byOrder(lines, apart);
}

/** A published form: there the order says which line is whose. */
function byLayout(lines: readonly Line[], apart: Fact[]): WeiyuFacts | undefined {
	const paragraph = lines.at(-1)?.paragraph;
	const tokens = lines
		.filter((line) => line.paragraph === paragraph)
		.map((line) => ({ line, part: line.isQuoted ? undefined : partOf(line) }));
	const placed = LAYOUTS.map((layout) => placedBy(layout, tokens)).find(
		(found) => found !== undefined,
	);
	if (!placed) return undefined;
	const facts = [...placed].map(([part, { token, more }]): Fact => {
		const { name, value } = token.line.fact!;
		return {
			part,
			name,
			value: wholeValue(value, more),
			paragraph: token.line.paragraph,
			isBehindGiven: false,
			isBehindText: false,
		};
	});
	const others = lines.filter((line) => line.paragraph !== paragraph);
	// The same above the form: which of the two is Weiyu's cannot be told.
	const again = others.flatMap((line) => {
		const part = line.isQuoted ? undefined : partOf(line);
		return part !== undefined && placed.has(part) ? [factOf(line, part, false, true)] : [];
	});
	return new WeiyuFacts([...facts, ...again, ...apart], [...facts, ...apart], joined(others));
}

/** Any other form: what stands behind the words of a customer may be theirs too. */
function byOrder(lines: readonly Line[], apart: Fact[]): WeiyuFacts {
	const facts: Fact[] = [];
	const fields: Field[] = [];
	const texts: Array<{ text: string }> = [];
	let isBehindText = false;
	let isBehindGiven = false;
	let isInContent = false;
	for (const line of lines) {
		if (line.isQuoted || !line.fact) {
			isBehindText = true;
			texts.push(line);
			continue;
		}
		const part = partOf(line);
		// Name and address are one after the other, and both the customer's.
		const isGiven = part === 'contact' || part === 'visitor';
		facts.push(factOf(line, part, isGiven ? isInContent : isBehindGiven, isBehindText));
		if (part === 'content') texts.push({ text: line.fact.value });
		else if (isInContent) texts.push(line);
		else fields.push(line.fact);
		isInContent ||= part === 'content';
		isBehindGiven ||= GIVEN.has(part);
	}
	// One line with a colon is a sentence.
	return facts.length < 2
		? new WeiyuFacts([...facts, ...apart], apart, joined(lines))
		: new WeiyuFacts([...facts, ...apart], [...fields, ...apart], joined(texts));
}

function partOf({ fact }: Line): WeiyuPart | undefined {
	return fact && PARTS.get(fact.name.toLowerCase());
}

function factOf(
	{ fact, paragraph }: Line,
	part: WeiyuPart | undefined,
	isBehindGiven: boolean,
	isBehindText: boolean,
): Fact {
	return { ...fact!, part, paragraph, isBehindGiven, isBehindText };
}

/** What stands elsewhere in the event. */
export function otherFields({ fields }: WeiyuFacts): Field[] {
	const taken: Array<WeiyuPart | undefined> = ['content', 'status', 'agent'];
	return fields
		.filter(({ name }) => !taken.includes(PARTS.get(name.toLowerCase())))
		.map(({ name, value }) => ({ name, value }));
}
