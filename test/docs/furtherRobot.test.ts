import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { join, relative } from 'node:path';

import { testedPlatforms } from '../support/robots/testedPlatforms.mts';

/* The list of docs/architecture.md, "A further robot": it names every place of a platform, and no other code does. */

const root = join(__dirname, '../..');
const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
const [, list] = /## A further robot\n([^]*?)\n## /.exec(page)!;
const places = [...list.matchAll(/`([\w./-]*<\w+>[\w./<>-]*\.\w+)`/g)].map(([, place]) => place);

const capital = (name: string) => name[0].toUpperCase() + name.slice(1);
const placeOf = (place: string, name: string, md: string) =>
	place
		.replaceAll('<platform>', name)
		.replaceAll('<Platform>', capital(name))
		.replaceAll('<page>', md.replace('.md', ''));

/** What a platform does otherwise, with the reason. */
const OTHERWISE: Record<string, string> = {
	'src/robots/slack/markdown.ts': 'its messages are rich text, see richText.ts',
	'credentials/SlackRobotApi.credentials.ts':
		'Slack has two ways in: SlackBotApi and SlackWebhookApi',
};

describe.each(testedPlatforms)('the list of places', ({ name, page: md }) => {
	it(`is that of ${name}`, () => {
		const missing = places
			.map((place) => placeOf(place, name, md))
			.filter((place) => !existsSync(join(root, place)) && !(place in OTHERWISE));
		expect(missing).toEqual([]);
	});
});

it('excuses nothing that is there, or that nobody expects', () => {
	const expected = testedPlatforms.flatMap(({ name, page: md }) =>
		places.map((place) => placeOf(place, name, md)),
	);
	const unused = Object.keys(OTHERWISE).filter(
		(place) => !expected.includes(place) || existsSync(join(root, place)),
	);
	expect(unused).toEqual([]);
});

it('is that of the invented platform, whose robot, node and credential lie beside its fake', () => {
	const folder = 'test/support/robots/carrierPigeon';
	const beside: Array<[RegExp, string]> = [
		[/^src\/robots\/<platform>\/(\w+)\.ts$/, `${folder}/robot/$1.mts`],
		[/^credentials\/.*$/, `${folder}/node/credential.mts`],
		[/^nodes\/<Platform>Robot\/properties\.ts$/, `${folder}/node/properties.mts`],
		[/^nodes\/.*\.node\.ts$/, `${folder}/node/node.mts`],
	];
	// It is never shipped, has one message type, and its tests are those of all platforms.
	const not = /^(icons|docs|test\/nodes)\/|node\.json$|messages\.ts$|notification\.test\.ts$/;
	const expected = places
		.filter((place) => !not.test(place))
		.map((place) => beside.reduce((path, [from, to]) => path.replace(from, to), place))
		.map((place) => placeOf(place, 'carrierPigeon', ''));
	expect(expected.length).toBeGreaterThan(15);
	expect(expected.filter((place) => !existsSync(join(root, place)))).toEqual([]);
	const there = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
		.map((entry) => relative(root, join(entry.parentPath, entry.name)));
	expect(there.filter((path) => !expected.includes(path))).toEqual([]);
});

/** Code that names a platform beside the list, each with its reason. */
const ELSEWHERE: Array<[path: RegExp, reason: string]> = [
	[/^src\/events\//, 'sources that write as a robot of a platform would be written to'],
	[/^nodes\/ServiceEventTrigger\//, 'the same, on the panel of the trigger'],
	[
		/^(src\/robots\/markdown|src\/robots\/sending|nodes\/shared\/robot)\//,
		'comments: whose rule it is',
	],
	[
		/^(src|test\/support)\/chatApps\//,
		'apps that people answer by, a choice of their own for each platform',
	],
	[/^nodes\/ChatAnswerTrigger\//, 'the same: what differs between platforms is in one table there'],
	[/^nodes\/WhoIsOnDuty\/platforms\.ts$/, 'people have ids on each platform'],
	[
		/^scripts\/bench\/(reminders|answers)\.mts$/,
		'measures reminders of one robot and answers in its app',
	],
	[/^scripts\/demo\/\w+\.mts$/, 'shows answers in the group of one app'],
	[/^test\/support\/n8n\//, 'workflows of one robot, on the real n8n'],
	[/^test\/support\/robots\/signedRobots\.mts$/, 'what two platforms promise alike'],
	[/^test\/support\/sources\//, 'what sources send that write as a robot of a platform'],
	[/^eslint\.config\.mjs$/, 'a rule that knows secrets by other names than Slack'],
	[
		/^(test\/support\/robots\/(playedPlatforms|testedPlatforms)|scripts\/try\/triedRobots)\.mts$/,
		'its lines, as the list says',
	],
];

it('leaves out no place of the code that is shipped, or that all tests share', () => {
	const TOP = ['src', 'nodes', 'credentials', 'scripts', 'icons', 'test/support'];
	const files = [
		...TOP.flatMap((folder) =>
			readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
				.filter((entry) => entry.isFile() && /\.(m?[tj]s|css|html|json|svg)$/.test(entry.name))
				.map((entry) => relative(root, join(entry.parentPath, entry.name))),
		),
		...readdirSync(root).filter((name) => /\.(m?js|json)$/.test(name) && !/^package/.test(name)),
	];
	const names = testedPlatforms.map(({ name }) => name);
	const word = new RegExp(names.join('|'), 'i');
	const own = new RegExp(
		`^(src/robots|test/support/robots)/(${names.join('|')})/|^(nodes|credentials|icons)/(${names.join('|')})`,
		'i',
	);
	const naming = files.filter(
		(path) => !own.test(path) && word.test(readFileSync(join(root, path), 'utf8')),
	);
	const isExplained = (path: string) => ELSEWHERE.some(([known]) => known.test(path));
	expect(naming.filter((path) => !isExplained(path))).toEqual([]);
	// A reason for what is there no more would excuse the next one.
	const unused = ELSEWHERE.filter(([known]) => !naming.some((path) => known.test(path)));
	expect(unused).toEqual([]);
});
