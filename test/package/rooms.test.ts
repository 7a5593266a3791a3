import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import ts from 'typescript';

/*
 * Within every folder its files and folders need one another in one direction
 * only, types included: a folder counts as one with all that lies in it.
 */

const root = join(__dirname, '../..');
const TOP = ['credentials', 'nodes', 'src', 'scripts', 'test'];
const CODE = /\.(ts|mts|mjs|cjs)$/;
/** What tests, scripts and the demo share is a room of its own, below all of them. */
const SHARED = 'test/support';

const files = TOP.flatMap((folder) =>
	readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && CODE.test(entry.name))
		.map((entry) => relative(root, join(entry.parentPath, entry.name))),
);
const known = new Set(files);

/** The files that a file imports, by their paths. */
function importsOf(file: string): string[] {
	const { importedFiles } = ts.preProcessFile(readFileSync(join(root, file), 'utf8'), true, true);
	return importedFiles.flatMap(({ fileName }) => {
		if (!fileName.startsWith('.')) return [];
		const path = join(dirname(file), fileName);
		return (
			['', '.ts', '.mts', '/index.ts'].map((end) => path + end).find((p) => known.has(p)) ?? []
		);
	});
}

function partsOf(file: string): string[] {
	return file.startsWith(`${SHARED}/`)
		? [SHARED, ...file.slice(SHARED.length + 1).split('/')]
		: file.split('/');
}

type Graph = Map<string, Map<string, string>>;

/** By folder: which of its parts needs which other, with an import that says so. */
function graphs(importing: ReadonlyArray<[from: string, to: string]>): Map<string, Graph> {
	const found = new Map<string, Graph>();
	for (const [from, to] of importing) {
		const [one, other] = [partsOf(from), partsOf(to)];
		const depth = one.findIndex((part, index) => part !== other[index]);
		if (depth === -1) continue;
		const folder = one.slice(0, depth).join('/') || '.';
		const graph = found.get(folder) ?? new Map<string, Map<string, string>>();
		found.set(folder, graph);
		const needs = graph.get(one[depth]) ?? new Map<string, string>();
		graph.set(one[depth], needs);
		needs.set(other[depth], `${from} needs ${to}`);
	}
	return found;
}

/** The imports of one circle; empty when there is none. */
function circleIn(graph: Graph): string[] {
	const done = new Set<string>();
	const visit = (part: string, way: string[]): string[] => {
		if (way.includes(part)) {
			const circle = [...way.slice(way.indexOf(part)), part];
			return circle.slice(1).map((next, index) => graph.get(circle[index])!.get(next)!);
		}
		if (done.has(part)) return [];
		for (const next of graph.get(part)?.keys() ?? []) {
			const circle = visit(next, [...way, part]);
			if (circle.length > 0) return circle;
		}
		done.add(part);
		return [];
	};
	for (const part of graph.keys()) {
		const circle = visit(part, []);
		if (circle.length > 0) return circle;
	}
	return [];
}

const importing = files.flatMap((file) =>
	importsOf(file).map((imported): [string, string] => [file, imported]),
);

describe('the rooms', () => {
	test.each([...graphs(importing)])('in %s no arrow runs back', (_folder, graph) => {
		expect(circleIn(graph)).toEqual([]);
	});

	test('what is shipped needs nothing that is not', () => {
		const shipped = (file: string) => /^(credentials|nodes|src)\//.test(file);
		expect(importing.filter(([from, to]) => shipped(from) && !shipped(to))).toEqual([]);
	});

	test('a circle of three folders is found, with the imports that make it', () => {
		const graph = graphs([
			['src/a/one.ts', 'src/b/two.ts'],
			['src/b/three.ts', 'src/c/deep/four.ts'],
			['src/c/five.ts', 'src/a/six.ts'],
			['src/c/five.ts', 'src/d/seven.ts'],
		]).get('src')!;
		expect(circleIn(graph)).toEqual([
			'src/a/one.ts needs src/b/two.ts',
			'src/b/three.ts needs src/c/deep/four.ts',
			'src/c/five.ts needs src/a/six.ts',
		]);
	});

	test('the shared room is none of the tests', () => {
		const [graph] = graphs([
			['test/a.test.ts', 'test/support/b.mts'],
			['scripts/c.mts', 'test/support/b.mts'],
			['test/a.test.ts', 'scripts/c.mts'],
		]).values();
		expect(circleIn(graph)).toEqual([]);
	});
});
