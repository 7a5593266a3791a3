import type {
	BlockContent,
	Blockquote,
	List,
	ListItem,
	PhrasingContent,
	Root,
	RootContent,
	Table,
	TableRow,
} from './tree';
import { text } from './build';
import { cutText } from './cutText';
import { mostThatFit } from './mostThatFit';
import { plainTextOf } from './render';

type Fits<Piece> = (piece: Piece) => boolean;

/**
 * Parts the tree so that each part fits, one after the other as they are asked
 * for. Blocks stay whole where they can: a code block, a list item or a table
 * row moves into the next part before it is parted, and what is parted remains
 * what it was (a fence is closed and opened again, a table's header repeated).
 * Links are never parted.
 *
 * @param isSmall is asked with the index of the part.
 * @param mostText UTF-16 code units of text that no part can have more of:
 * then `isSmall`, for which all of it is written, is not asked.
 * @throws {RangeError} when a part has no room for anything.
 */
export function* splitMarkdown(
	root: Root,
	isSmall: (part: Root, index: number) => boolean,
	mostText: number,
): Generator<Root, void> {
	const fits = (part: Root, index: number) =>
		lengthOfText(part) <= mostText && isSmall(part, index);
	let waiting = root.children;
	for (let index = 0; waiting.length > 0; index += 1) {
		const fitsHere = (children: RootContent[]) => fits({ type: 'root', children }, index);
		const count = mostThatFit(waiting.length, (some) => fitsHere(waiting.slice(0, some)));
		const part = waiting.slice(0, count);
		waiting = waiting.slice(count);
		const [next] = waiting;
		const isMoved =
			count > 0 && next !== undefined && fits({ type: 'root', children: [next] }, index + 1);
		if (next && !isMoved) {
			const [head, tail] = partBlock(next, (block) => fitsHere([...part, block]));
			if (head) part.push(head);
			else if (count === 0) throw new RangeError('There is no room for any text');
			waiting = [...(tail ? [tail] : []), ...waiting.slice(1)];
		}
		yield { type: 'root', children: part };
	}
}

const lengths = new WeakMap<Root | RootContent, number>();

/** As of `plainTextOf`, looked at once. */
function lengthOfText(node: Root | RootContent): number {
	let length = lengths.get(node);
	if (length === undefined) {
		length =
			'children' in node
				? node.children.reduce((sum, child) => sum + lengthOfText(child), 0)
				: plainTextOf([node]).length;
		lengths.set(node, length);
	}
	return length;
}

type Parted<Piece> = [head: Piece | undefined, tail: Piece | undefined];

function partBlock(block: RootContent, fits: Fits<RootContent>): Parted<RootContent> {
	switch (block.type) {
		case 'code':
			return partCode(block.value, (value) => ({ ...block, value }), fits);
		case 'paragraph':
		case 'heading':
			return partChildren(block.children, (children) => ({ ...block, children }), fits, partInline);
		case 'blockquote':
			return partBlocks(block, fits);
		case 'list':
			return partList(block, fits);
		case 'listItem':
			return partBlocks(block, fits);
		case 'table': {
			const [header, ...rows] = block.children;
			const around = (some: TableRow[]): Table => ({ ...block, children: [header, ...some] });
			if (fits(around([]))) return partChildren(rows, around, fits, partRow);
			// There is no room for the header alone.
			const lines = block.children.map((row) =>
				row.children.map((cell) => plainTextOf(cell.children)).join(', '),
			);
			return partBlock({ type: 'paragraph', children: [text(lines.join('\n'))] }, fits);
		}
		default:
			return partBlock({ type: 'paragraph', children: [text(plainTextOf([block]))] }, fits);
	}
}

function partBlocks<Block extends Blockquote | ListItem>(
	block: Block,
	fits: Fits<Block>,
): Parted<Block> {
	return partChildren<RootContent, Block>(
		block.children,
		(children) => ({ ...block, children: children as BlockContent[] }),
		fits,
		partBlock,
	);
}

/** A row that has no room by itself goes on in the next, as text. */
function partRow(row: TableRow, fits: Fits<TableRow>): Parted<TableRow> {
	const asRow = (value: string): TableRow => ({
		type: 'tableRow',
		children: [{ type: 'tableCell', children: [text(value)] }],
	});
	const [head, tail] = cutText(plainTextOf(row.children), (value) => fits(asRow(value)));
	return [head === '' ? undefined : asRow(head), tail === '' ? undefined : asRow(tail)];
}

function partList(list: List, fits: Fits<RootContent>): Parted<RootContent> {
	const [head, tail] = partChildren<ListItem, List>(
		list.children,
		(children) => ({ ...list, children }),
		fits,
		partBlocks,
	);
	if (head && tail?.type === 'list' && list.ordered)
		tail.start = (list.start ?? 1) + head.children.length;
	return [head, tail];
}

/** As many children as fit; of the first that does not, as much as fits when it is the first of all. */
function partChildren<Child, Block extends RootContent>(
	children: Child[],
	around: (children: Child[]) => Block,
	fits: Fits<Block>,
	partOne: (child: Child, fits: Fits<Child>) => Parted<Child>,
): Parted<Block> {
	// All of them are too many, or they would not be parted.
	const count = mostThatFit(children.length - 1, (some) => fits(around(children.slice(0, some))));
	const kept = children.slice(0, count);
	const [next, ...rest] = children.slice(count);
	if (next === undefined) return [around(kept), undefined];
	const isText = (next as { type?: string }).type === 'text';
	if (count > 0 && !isText) return [around(kept), around([next, ...rest])];
	const [head, tail] = partOne(next, (piece) => fits(around([...kept, piece])));
	const left = [...(tail === undefined ? [] : [tail]), ...rest];
	const heads = [...kept, ...(head === undefined ? [] : [head])];
	return [heads.length > 0 ? around(heads) : undefined, left.length > 0 ? around(left) : undefined];
}

function partInline(node: PhrasingContent, fits: Fits<PhrasingContent>): Parted<PhrasingContent> {
	switch (node.type) {
		case 'strong':
		case 'emphasis':
		case 'delete':
		case 'font':
			return partChildren<PhrasingContent, PhrasingContent>(
				node.children,
				(children) => ({ ...node, children }),
				fits,
				partInline,
			);
		default: {
			// Only a link or code longer than a whole message comes here as anything but text.
			const [head, tail] = cutText(plainTextOf([node]), (value) => fits(text(value)));
			return [head === '' ? undefined : text(head), tail === '' ? undefined : text(tail)];
		}
	}
}

function partCode<Block extends RootContent>(
	code: string,
	around: (code: string) => Block,
	fits: Fits<Block>,
): Parted<Block> {
	const lines = code.split('\n');
	const beginning = (count: number) => around(lines.slice(0, count).join('\n'));
	const count = mostThatFit(lines.length, (some) => fits(beginning(some)));
	if (count > 0) return [beginning(count), around(lines.slice(count).join('\n'))];
	const [head, tail] = cutText(code, (value) => fits(around(value)));
	return [head === '' ? undefined : around(head), tail === '' ? undefined : around(tail)];
}
