/*
 * Where things stand on n8n's canvas, in its pixels, as seen in n8n 2.41: a
 * node is 96 wide, has its name and a subtitle below, and grows with its
 * outputs, which are 32 apart.
 */

export interface CanvasNode {
	name: string;
	type: string;
	position: [x: number, y: number];
	parameters: Record<string, any>;
}

export interface CanvasWorkflow {
	nodes: CanvasNode[];
	connections: Record<string, Record<string, Array<Array<{ node: string }>>>>;
}

export interface Box {
	name: string;
	left: number;
	top: number;
	right: number;
	bottom: number;
}

const SIZE = 96;
const BETWEEN_OUTPUTS = 32;
/** Name and subtitle. */
const LABEL_HEIGHT = 56;
const LABEL_WIDTH = 192;
const CHARACTER_WIDTH = 8.2;
/** From an output that leads nowhere to the plus sign that stands for it. */
const FREE_END = 110;

const isNote = ({ type }: CanvasNode) => type.endsWith('.stickyNote');

function outputCount({ nodes, connections }: CanvasWorkflow, name: string): number {
	const { type, parameters } = nodes.find((node) => node.name === name)!;
	const { operation = 'track', levels } = parameters;
	if (type.endsWith('.untilReplied') && operation === 'track') {
		return 4 + (levels?.level ?? []).length;
	}
	return connections[name]?.main?.length ?? 1;
}

function heightOf(workflow: CanvasWorkflow, name: string): number {
	return Math.max(SIZE, BETWEEN_OUTPUTS * (outputCount(workflow, name) + 1));
}

/** The notes of a workflow. */
export function notesOf({ nodes }: CanvasWorkflow): Box[] {
	return nodes.filter(isNote).map(({ name, position: [left, top], parameters }) => ({
		name,
		left,
		top,
		right: left + parameters.width,
		bottom: top + parameters.height,
	}));
}

/** The nodes of a workflow, with their names below them. */
export function nodesOf(workflow: CanvasWorkflow): Box[] {
	return workflow.nodes
		.filter((node) => !isNote(node))
		.map(({ name, position: [x, top] }) => {
			const width = Math.max(SIZE, Math.min(LABEL_WIDTH, name.length * CHARACTER_WIDTH));
			const left = x + (SIZE - width) / 2;
			const bottom = top + heightOf(workflow, name) + LABEL_HEIGHT;
			return { name, left, top, right: left + width, bottom };
		});
}

/** A wire within the box of its two ends; `right` and `end` are where it arrives. */
export interface Wire extends Box {
	from: string;
	output: number;
	start: number;
	end: number;
}

/** The wires of a workflow, and the short ends of outputs that lead nowhere. */
export function wiresOf(workflow: CanvasWorkflow): Wire[] {
	return workflow.nodes
		.filter((node) => !isNote(node) && (workflow.connections[node.name]?.main ?? []).length > 0)
		.flatMap(({ name: from, position: [x, y] }) => {
			const count = outputCount(workflow, from);
			const middle = y + heightOf(workflow, from) / 2;
			return Array.from({ length: count }, (_, output) => {
				const start = middle + (output - (count - 1) / 2) * BETWEEN_OUTPUTS;
				const left = x + SIZE;
				const ends = (workflow.connections[from].main[output] ?? []).map(({ node }) => {
					const target = workflow.nodes.find(({ name }) => name === node)!;
					return {
						name: `${from} -> ${node}`,
						right: target.position[0],
						end: target.position[1] + heightOf(workflow, node) / 2,
					};
				});
				if (ends.length === 0) {
					ends.push({ name: `${from}, output ${output}`, right: left + FREE_END, end: start });
				}
				return ends.map(({ name, right, end }) => {
					const top = Math.min(start, end);
					return { name, from, output, left, right, top, bottom: Math.max(start, end), start, end };
				});
			}).flat();
		});
}

export function overlaps(one: Box, other: Box): boolean {
	return (
		one.left < other.right &&
		other.left < one.right &&
		one.top < other.bottom &&
		other.top < one.bottom
	);
}

/** Two wires of one node whose ends are not in the order of its outputs. */
export function cross(one: Wire, other: Wire): boolean {
	return one.from === other.from && one.output < other.output && one.end > other.end;
}
