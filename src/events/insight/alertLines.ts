import { partsByName, placedBy, wholeValue, type Layout, type Placed } from '../groupRobot/layout';
import { joined, readLines, type Line } from '../groupRobot/lines';
import type { Field } from '../groupRobot/robotMessage';
import { isNoTime } from '../timestamp';

/*
 * DaoCloud Enterprise 5.0, Insight, "配置通知模板" (zh and en) and "Insight 告警通知开启
 * v1alpha2": the built-in templates, whose lines stand in this order. Of the
 * second version each message has several alerts, below `[count] status`.
 */

/** The names of the lines in Chinese, English, and the English of the second version. */
export const NAMES = {
	rule: ['规则名称', 'Rule Name'],
	group: ['策略名称', 'Policy Name', 'Group Name'],
	severity: ['告警级别', 'Alert level', 'Severity'],
	cluster: ['集群', 'Cluster'],
	namespace: ['命名空间', 'Namespace'],
	node: ['节点', 'Node'],
	targetType: ['资源类型', 'Resource Type', 'Target Type'],
	target: ['资源名称', 'Resource Name', 'Target'],
	value: ['触发值', 'Trigger Value', 'Value'],
	startsAt: ['发生时间', 'Occurred Time', 'Starts At'],
	endsAt: ['结束时间', 'End Time', 'Ends At'],
	description: ['描述', 'Description'],
} as const;
export type AlertPart = keyof typeof NAMES;

const PARTS = partsByName<AlertPart>(NAMES);

/** Value and description may repeat what others wrote: a line of a log, the name of a file. */
const LAYOUT: Layout<AlertPart> = [
	{ part: 'rule' },
	{ part: 'group' },
	{ part: 'severity' },
	{ part: 'cluster' },
	{ part: 'namespace', isOptional: true },
	{ part: 'node', isOptional: true },
	{ part: 'targetType' },
	{ part: 'target', isOptional: true },
	{ part: 'value', isGiven: true },
	{ part: 'startsAt' },
	{ part: 'endsAt', isOptional: true },
	{ part: 'description', isGiven: true },
];

/** What tells alerts apart. */
export const NAMING = [
	'rule',
	'group',
	'cluster',
	'namespace',
	'node',
	'targetType',
	'target',
] as const satisfies readonly AlertPart[];

/** One alert of a message. */
export interface AlertLines {
	values: ReadonlyMap<AlertPart, string>;
	/** All facts but those of the description. */
	fields: Field[];
	isResolved: boolean;
	/** Whether somebody else than Insight may have written what names the alert, or says that it is over. */
	isDoubtful: boolean;
	/** The lines of this alert alone. */
	text: string;
}

export interface AlertMessage {
	/** Empty when no line names a rule. */
	alerts: AlertLines[];
	/** Whether there was more than is read. */
	isCut: boolean;
}

type Token = { line: Line; part?: AlertPart };

export function readAlerts(content: string): AlertMessage {
	const { title, lines, isCut } = readLines(withLineBreaks(content));
	const tokens = lines.map((line): Token => ({ line, part: partOf(line) }));
	const begins = tokens.flatMap(({ part }, index) => (part === 'rule' ? [index] : []));
	if (begins.length === 0) return { alerts: [], isCut };
	const [first] = lines;
	const head = title ?? (begins[0] > 0 && !first.isQuoted ? first.text : '');
	const isOver = /^(?:\[\d{1,6}\]\s*)?(?:\[resolved\]|resolved\b)/i.test(head);
	const count = Number(/^\[(\d{1,6})\]/.exec(head)?.[1] ?? 1);
	if (count <= 1) {
		// A rule that a description names is none of its own.
		const begin = tokens.findIndex(({ part }) => part !== undefined);
		return { alerts: [readAlert(tokens.slice(begin), isOver)], isCut };
	}
	const alerts = begins.map((begin, index) =>
		readAlert(tokens.slice(begin, begins[index + 1]), isOver),
	);
	// Of more than there should be, one was made up in the description of another.
	const isForged = begins.length > count || tokens.slice(0, begins[0]).some(({ part }) => part);
	return {
		alerts: isForged ? alerts.map((alert) => ({ ...alert, isDoubtful: true })) : alerts,
		isCut,
	};
}

/** The template for webhooks writes a backslash and an n, with or without a line break behind them. */
function withLineBreaks(content: string): string {
	return content.trim().includes('\n')
		? content.replace(/\\n(?=[\r\n]|$)/g, '')
		: content.replaceAll('\\n', '\n');
}

function partOf({ fact, isQuoted }: Line): AlertPart | undefined {
	return fact && !isQuoted ? PARTS.get(fact.name.toLowerCase()) : undefined;
}

const textOf = (tokens: readonly Token[]) => joined(tokens.map(({ line }) => line))!;

function readAlert(tokens: readonly Token[], isOver: boolean): AlertLines {
	const placed = placedBy(LAYOUT, tokens);
	return placed ? builtIn(placed, tokens, isOver) : ofOwnDesign(tokens, isOver);
}

/** An alert in the form of the built-in template. */
function builtIn(
	placed: Map<AlertPart, Placed<Token>>,
	tokens: readonly Token[],
	isOver: boolean,
): AlertLines {
	const facts = [...placed].map(([part, { token, more }]) => {
		const { name, value } = token.line.fact!;
		return { part, name, value: wholeValue(value, more) };
	});
	const values = new Map(facts.map(({ part, value }) => [part, value]));
	const isResolved = isOver || !isNoTime(values.get('endsAt'));
	// Where the value of a trigger ends with lines like these, the true ones seem to be of the description.
	const again = placed.get('description')!.more.some(({ part }) => part === 'description');
	return {
		values,
		fields: facts
			.filter(({ part }) => part !== 'description')
			.map(({ name, value }) => ({ name, value })),
		isResolved,
		isDoubtful: isResolved && again,
		text: textOf(tokens),
	};
}

/**
 * A template of the user's own. There a value may be followed by lines that
 * somebody made up, and the description by any: what says twice what can be
 * said once, or names the alert only there, is not believed.
 */
function ofOwnDesign(tokens: readonly Token[], isOver: boolean): AlertLines {
	const at = tokens.findIndex(({ part }) => part === 'description');
	const [own, given] = at < 0 ? [tokens, []] : [tokens.slice(0, at), tokens.slice(at)];
	const naming: ReadonlySet<AlertPart | undefined> = new Set(NAMING);
	const values = new Map<AlertPart, string>();
	let isDoubtful = given.some(({ part }) => naming.has(part) || part === 'endsAt');
	for (const { line, part } of own) {
		if (part === undefined) continue;
		isDoubtful ||= values.has(part) || (values.has('value') && naming.has(part));
		if (!values.has(part)) values.set(part, line.fact!.value);
	}
	const isResolved = isOver || !isNoTime(values.get('endsAt'));
	const description = given.map(({ line }, index) =>
		index === 0 ? { text: line.fact!.value } : line,
	);
	if (given.length > 0) values.set('description', joined(description)!);
	return {
		values,
		fields: own.flatMap(({ line }) => (line.fact && !line.isQuoted ? [line.fact] : [])),
		isResolved,
		isDoubtful,
		text: textOf(tokens),
	};
}

/** What stands elsewhere in the event. */
export function otherFields(fields: readonly Field[]): Field[] {
	const taken: Array<AlertPart | undefined> = ['rule', 'severity', 'cluster'];
	return fields.filter(({ name }) => !taken.includes(PARTS.get(name.toLowerCase())));
}

/** Whether a text has the line that every alert of Insight has. */
export function hasAlertLines(text: string): boolean {
	return /规则名称\s*[:：]|\bRule Name\s*[:：]/.test(text);
}
