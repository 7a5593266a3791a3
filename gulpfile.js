/*
 * What `n8n-node build` (tsc, icons) leaves to do: n8n installs community
 * packages without dependencies, so third-party code is bundled into
 * dist/vendor; and it shows a node only by the categories and aliases of its
 * codex file, which has to stand beside the compiled node.
 */
const { rm } = require('node:fs/promises');
const { dirname, relative } = require('node:path');
const { build } = require('esbuild');
const { dest, parallel, series, src } = require('gulp');
const { Transform } = require('node:stream');

/** Third-party modules that the sources import, each bundled to a file of its own. */
const VENDORED = [
	'luxon',
	'mdast-util-from-markdown',
	'mdast-util-gfm',
	'micromark-extension-gfm',
	'mustache',
	'p-queue',
	'zod',
];

async function vendor() {
	await build({
		entryPoints: VENDORED,
		outdir: 'dist/vendor',
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node22',
		minify: true,
		legalComments: 'inline',
	});
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
					file.contents = Buffer.from(code.replace(pattern, `require("${toVendor}/$1.js")`));
					done(null, file);
				},
			}),
		)
		.pipe(dest('dist'));
}

/** The files of the pages, each as a module that is its text: the package reads no files. */
function pages() {
	return src('src/pages/*.{html,css,client.js}', { base: '.' })
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
