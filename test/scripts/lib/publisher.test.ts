import { globSync } from 'node:fs';
import { join } from 'node:path';

import {
	FILES_OF_THE_PUBLISHER,
	publisherProblems,
	withPublisher,
	type PublisherManifest,
} from '../../../scripts/lib/publisher.mts';
import { read } from '../../support/repository/documents.mts';

const root = join(__dirname, '../../..');
const ours = JSON.parse(read('package.json')) as PublisherManifest & {
	scripts: Record<string, string>;
};
const home = 'https://github.com/somebody/n8n-nodes-until-replied';
const real: PublisherManifest = {
	name: ours.name,
	homepage: home,
	author: { name: 'Somebody', email: 'help@somebody.example' },
	repository: { type: 'git', url: `git+${home}.git` },
	bugs: { url: `${home}/issues` },
};

describe('the publisher', () => {
	it('that nobody has set yet is refused, with what to enter', () => {
		const nobody = 'https://github.com/until-replied/n8n-nodes-until-replied';
		const problems = publisherProblems({
			name: real.name,
			homepage: nobody,
			author: { name: 'Until Replied', email: 'maintainers@until-replied.dev' },
			repository: { type: 'git', url: `git+${nobody}.git` },
			bugs: { url: `${nobody}/issues` },
		});
		expect(problems).toEqual([
			'author.name is the placeholder "Until Replied": enter who publishes.',
			'author.email is the placeholder "maintainers@until-replied.dev": enter an address that somebody reads. Problems of security are reported to it.',
			'repository.url has the placeholder "until-replied" as its owner: enter whose repository it is on GitHub.',
		]);
	});

	it('who is somebody may publish', () => expect(publisherProblems(real)).toEqual([]));

	it.each([
		[{ author: { ...real.author, name: 'Until Replied' } }, 'author.name'],
		[{ author: { ...real.author, email: 'x@until-replied.dev' } }, 'author.email'],
		[{ author: { ...real.author, email: 'nobody' } }, 'which is no address'],
		[{ homepage: 'https://other.example' }, `homepage is "https://other.example": enter ${home}.`],
		[{ bugs: { url: 'https://other.example' } }, `enter ${home}/issues`],
		[{ repository: { type: 'git', url: home } }, 'repository.url'],
		[
			{ repository: { type: 'git', url: 'git+https://github.com/somebody/other.git' } },
			'enter git+https://github.com/<owner>/n8n-nodes-until-replied.git',
		],
	])('with %j is refused', (change, words) => {
		expect(publisherProblems({ ...real, ...change }).join('\n')).toContain(words);
	});
});

describe('files that name the publisher', () => {
	const files = globSync(FILES_OF_THE_PUBLISHER, { cwd: root });

	it('are in line with package.json', () => {
		for (const file of files)
			expect({ file, isInLine: withPublisher(read(file), ours) === read(file) }).toEqual({
				file,
				isInLine: true,
			});
	});

	it('follow another one everywhere', () => {
		const following = files.filter((file) => withPublisher(read(file), real) !== read(file));
		expect(following.length).toBeGreaterThan(20);
		expect(following).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'SECURITY.md']));
		const owners = files.flatMap((file) =>
			[...withPublisher(read(file), real).matchAll(/github\.com\/([\w-]+)\/n8n-nodes-until/g)].map(
				([, owner]) => owner,
			),
		);
		expect([...new Set(owners)]).toEqual(['somebody']);
	});

	it('are all that there are', () => {
		const all = globSync('**/*.{md,yml,yaml,json,ts,mts,mjs,js,html,css}', {
			cwd: root,
			exclude: ['**/node_modules/**', 'dist/**', 'test/**', 'package*.json', 'coverage/**'],
		});
		const naming = all.filter((file) => /github\.com\/until-replied\//.test(read(file)));
		expect(naming.filter((file) => !files.includes(file))).toEqual([]);
	});
});

describe('what publishes', () => {
	it.each(['prepublishOnly', 'release'])('npm’s script %s begins with the check', (script) => {
		expect(ours.scripts[script]).toMatch(/^node scripts\/publisher\.mts --check && /);
	});

	it('the workflow makes it too, since it publishes without scripts', () => {
		expect(read('.github/workflows/publish.yml')).toContain(
			'run: node scripts/publisher.mts --check',
		);
	});
});
