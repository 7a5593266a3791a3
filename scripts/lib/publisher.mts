/*
 * Who publishes the package is said in package.json, and nowhere else by hand:
 * all other files that name the repository, the address for problems of security
 * or the holder of the copyright follow it (`npm run publisher`).
 */

/** The part of package.json that says who publishes. */
export interface PublisherManifest {
	name: string;
	homepage: string;
	author: { name: string; email: string };
	repository: { type: string; url: string };
	bugs: { url: string };
}

/** What stands there until somebody takes the package over. */
const PLACEHOLDER = {
	name: 'Until Replied',
	mailHost: 'until-replied.dev',
	owner: 'until-replied',
};

/** Files that may name the publisher, as globs. */
export const FILES_OF_THE_PUBLISHER = [
	'LICENSE',
	'*.md',
	'.github/**/*.{md,yml}',
	'docs/**/*.{md,yaml}',
	'examples/**/*.{md,json}',
	'{credentials,nodes,src,scripts}/**/*.{ts,mts,json,html}',
];

function ownerOf({ name, repository }: PublisherManifest): string | undefined {
	const url = /^git\+https:\/\/github\.com\/([\w.-]+)\/([\w.-]+)\.git$/.exec(repository.url);
	return url?.[2] === name ? url[1] : undefined;
}

/** What has to be changed in package.json before the package may be published, a sentence each. */
export function publisherProblems(manifest: PublisherManifest): string[] {
	const { name, author, homepage, bugs, repository } = manifest;
	const problems: string[] = [];
	if (author.name === PLACEHOLDER.name) {
		problems.push(`author.name is the placeholder "${author.name}": enter who publishes.`);
	}
	if (author.email.endsWith(`@${PLACEHOLDER.mailHost}`)) {
		problems.push(
			`author.email is the placeholder "${author.email}": enter an address that somebody reads. Problems of security are reported to it.`,
		);
	} else if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(author.email)) {
		problems.push(`author.email is "${author.email}", which is no address.`);
	}
	const owner = ownerOf(manifest);
	if (owner === undefined) {
		problems.push(
			`repository.url is "${repository.url}": enter git+https://github.com/<owner>/${name}.git.`,
		);
		return problems;
	}
	if (owner === PLACEHOLDER.owner) {
		problems.push(
			`repository.url has the placeholder "${owner}" as its owner: enter whose repository it is on GitHub.`,
		);
	}
	const home = `https://github.com/${owner}/${name}`;
	if (homepage !== home) problems.push(`homepage is "${homepage}": enter ${home}.`);
	if (bugs.url !== `${home}/issues`) {
		problems.push(`bugs.url is "${bugs.url}": enter ${home}/issues.`);
	}
	return problems;
}

/** The text of a file with the publisher of package.json in it. */
export function withPublisher(text: string, manifest: PublisherManifest): string {
	const { name, author } = manifest;
	const owner = ownerOf(manifest);
	return text
		.replaceAll(new RegExp(`(github\\.com/)[\\w.-]+(/${name})\\b`, 'g'), (whole, site, path) =>
			owner === undefined ? whole : `${site}${owner}${path}`,
		)
		.replace(/(or by e-mail to )[^\s@]+@[\w.-]+\w/, `$1${author.email}`)
		.replace(/^(Copyright \(c\) \d{4} ).+$/m, `$1${author.name}`);
}
