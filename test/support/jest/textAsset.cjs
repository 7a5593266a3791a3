/** Jest's transform of the pages' files: a module that is their text, as gulpfile.js makes it. */
module.exports = {
	process: (text) => ({ code: `module.exports = ${JSON.stringify(text)};` }),
};
