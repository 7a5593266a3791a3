/*
 * The files of the pages, as text. Jest reads them by test/support/jest/textAsset.cjs;
 * in the published package gulpfile.js has made a module of each.
 */
declare module '*.html' {
	const text: string;
	export default text;
}
declare module '*.client.js' {
	const text: string;
	export default text;
}
declare module '*.css' {
	const text: string;
	export default text;
}
