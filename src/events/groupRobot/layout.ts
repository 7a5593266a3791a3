import { joined } from './lines';

/** A line that a source's template is known to have. */
export interface LayoutLine<Part extends string> {
	part: Part;
	/** Not there in every message. */
	isOptional?: true;
	/** Somebody else than the source wrote the value, which may go on in further lines. */
	isGiven?: true;
}

/** The lines of a template in their order. */
export type Layout<Part extends string> = ReadonlyArray<LayoutLine<Part>>;

/** A line as it is read: `part` where it has the name of a line that the source knows. */
interface Token<Part extends string> {
	part?: Part;
}

/** A line of the layout, with those that continue it. */
export interface Placed<Token> {
	token: Token;
	more: Token[];
}

/**
 * Which line is which, when the lines are those of the layout, in its order. A
 * line that does not belong there continues the value before it, if that is
 * somebody's words; else the lines are of no such layout.
 */
export function placedBy<Part extends string, Read extends Token<Part>>(
	layout: Layout<Part>,
	tokens: readonly Read[],
): Map<Part, Placed<Read>> | undefined {
	const placed = new Map<Part, Placed<Read>>();
	let next = 0;
	for (const token of tokens) {
		let at = next;
		while (layout[at]?.isOptional && layout[at].part !== token.part) at += 1;
		if (token.part !== undefined && layout[at]?.part === token.part) {
			placed.set(token.part, { token, more: [] });
			next = at + 1;
		} else if (next > 0 && layout[next - 1].isGiven) {
			placed.get(layout[next - 1].part)!.more.push(token);
		} else {
			return undefined;
		}
	}
	return layout.slice(next).every(({ isOptional }) => isOptional) ? placed : undefined;
}

/** Which line has a name, in lower case. @param names what a source calls its lines. */
export function partsByName<Part extends string>(
	names: Readonly<Record<Part, readonly string[]>>,
): ReadonlyMap<string, Part> {
	return new Map(
		Object.entries<readonly string[]>(names).flatMap(([part, called]) =>
			called.map((name) => [name.toLowerCase(), part as Part] as const),
		),
	);
}

/** A value with the lines that continue it. */
export function wholeValue(value: string, more: ReadonlyArray<{ line: { text: string } }>): string {
	return joined([{ text: value }, ...more.map(({ line }) => line)])!;
}
