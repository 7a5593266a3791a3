/*
 * What `n8n-node build` (tsc, icons) leaves to do: n8n installs community
 * packages without dependencies, so third-party code is bundled into
 * dist/vendor; and it shows a node only by the categories and aliases of its
 * codex file, which has to stand beside the compiled node.
 */
const { readdir, readFile, rm, writeFile } = require('node:fs/promises');
const { dirname, relative } = require('node:path');
const { build } = require('esbuild');
const { dest, parallel, series, src } = require('gulp');
const { Transform } = require('node:stream');

/** Third-party modules that the sources import, each bundled to a file of its own. */
const VENDORED = [
	'@hapi/tlds',
	'chinese-days/dist/chinese-days.json',
	'ical.js',
	'luxon',
	'markdown-it',
	'markdown-it-cjk-friendly',
	'mustache',
	'p-queue',
	'pg',
	'ws',
	'zod',
];

/** Of a file of a package, the package. */
const packageOf = (module) => /^(@[^/]+\/)?[^/]+/.exec(module)[0];

/** An optional driver in C++, which pg takes only when it is asked for it. */
const withoutNative = {
	name: 'without pg-native',
	setup({ onResolve, onLoad }) {
		onResolve({ filter: /^pg-native$/ }, ({ path }) => ({ path, namespace: 'empty' }));
		onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: '', loader: 'empty' }));
	},
};

/** zod brings its messages in some sixty languages, more than half of its bytes. The sources name none but English. */
const withoutLocales = {
	name: 'without locales',
	setup({ onLoad }) {
		onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.c?js$/ }, ({ path }) => ({
			contents: 'export { default as en } from "./en.js";',
			resolveDir: dirname(path),
		}));
	},
};

/** By itself esbuild gives a file of data no exports where nobody in its bundle reads it. */
const withData = {
	name: 'with data',
	setup({ onLoad }) {
		onLoad({ filter: /\.json$/ }, async ({ path }) => ({
			contents: `module.exports = ${await readFile(path, 'utf8')};`,
			loader: 'js',
		}));
	},
};

async function vendor() {
	const { metafile } = await build({
		entryPoints: VENDORED.map((module) => ({ in: module, out: packageOf(module) })),
		outdir: 'dist/vendor',
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node22',
		minify: true,
		legalComments: 'inline',
		metafile: true,
		plugins: [withData, withoutLocales, withoutNative],
		// Two optional drivers in C++ of ws, which Node itself has made needless.
		define: {
			'process.env.WS_NO_BUFFER_UTIL': '"1"',
			'process.env.WS_NO_UTF_8_VALIDATE': '"1"',
		},
	});
	await writeFile('dist/vendor/LICENSES.txt', await licensesOf(Object.keys(metafile.inputs)));
}

/** Their licenses ask that they go with every copy. */
async function licensesOf(files) {
	const folders = files.map((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]);
	const texts = [...new Set(folders)]
		.filter((folder) => folder !== undefined)
		.toSorted()
		.map(async (folder) => {
			const { name, version, license } = JSON.parse(
				await readFile(`${folder}/package.json`, 'utf8'),
			);
			const entries = await readdir(folder);
			const file = (pattern) => entries.find((entry) => pattern.test(entry));
			const text = await readFile(`${folder}/${file(/^licen[cs]e/i) ?? file(/^readme/i)}`, 'utf8');
			// Some have it only at the end of what one should read.
			const chapter = /^#+ licen[cs]e$/im.exec(text)?.index ?? 0;
			return `${name} ${version} (${license})\n\n${text.slice(chapter).trim()}\n`;
		});
	return (await Promise.all(texts)).join(`\n${'-'.repeat(80)}\n\n`);
}

function requireVendored() {
	const pattern = new RegExp(`require\\("(${VENDORED.join('|')})"\\)`, 'g');
	return src('dist/{nodes,credentials,src}/**/*.js', { base: 'dist' })
		.pipe(
			new Transform({
				objectMode: true,
				transform(file, _encoding, done) {
					const toVendor = relative(dirname(file.relative), 'vendor');
					const code = file.contents.toString();
					file.contents = Buffer.from(
						code.replace(pattern, (_, module) => `require("${toVendor}/${packageOf(module)}.js")`),
					);
					done(null, file);
				},
			}),
		)
		.pipe(dest('dist'));
}

/** The files of the pages, each as a module that is its text: the package reads no files. */
function pages() {
	return src('src/web/**/*.{html,css,client.js}', { base: '.' })
		.pipe(
			new Transform({
				objectMode: true,
				transform(file, _encoding, done) {
					const text = JSON.stringify(file.contents.toString());
					file.contents = Buffer.from(`module.exports = ${text};\n`);
					// What `require('./link.html')` finds.
					file.path += '.js';
					done(null, file);
				},
			}),
		)
		.pipe(dest('dist'));
}

function codex() {
	return src('nodes/**/*.node.json', { base: '.' }).pipe(dest('dist'));
}

/** `n8n-node build` copies every picture of the project; only the icons belong to the package. */
async function removePictures() {
	for (const folder of ['docs', 'test', 'examples']) {
		await rm(`dist/${folder}`, { recursive: true, force: true });
	}
}

exports.default = series(parallel(vendor, codex, pages, removePictures), requireVendored);
