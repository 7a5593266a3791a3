/** A package that is in dist/vendor, and in which version. */
export interface BundledPackage {
	name: string;
	version: string;
}

/** Between the licenses in dist/vendor/LICENSES.txt, which gulpfile.js writes. */
const BETWEEN = `\n${'-'.repeat(80)}\n\n`;

/** What esbuild has put into dist/vendor, by the licenses that go with it. @throws when that cannot be told. */
export function bundledIn(licenses: string): BundledPackage[] {
	return licenses.split(BETWEEN).map((text) => {
		const heading = /^(@?[\w./-]+) (\d\S*) \(/.exec(text);
		if (!heading) throw new Error(`This names no package: ${text.slice(0, 80)}`);
		const [, name, version] = heading;
		return { name, version };
	});
}

/** A project that has these packages and nothing else, not what they depend on: its package.json and its lockfile. */
export function projectOf(packages: BundledPackage[]): { manifest: object; lockfile: object } {
	// Where two versions of one are bundled, the second needs a name of its own.
	const places = packages.map(({ name, version }, index) => {
		const isTaken = packages.slice(0, index).some((earlier) => earlier.name === name);
		return { name, version, place: isTaken ? `again-${index}-${name.replace('/', '-')}` : name };
	});
	const project = {
		name: 'bundled',
		version: '0.0.0',
		dependencies: Object.fromEntries(
			places.map(({ name, version, place }) => [
				place,
				place === name ? version : `npm:${name}@${version}`,
			]),
		),
	};
	const entries = places.map(({ name, version, place }) => [
		`node_modules/${place}`,
		{ name, version },
	]);
	return {
		manifest: project,
		lockfile: {
			...project,
			lockfileVersion: 3,
			requires: true,
			packages: { '': project, ...Object.fromEntries(entries) },
		},
	};
}
