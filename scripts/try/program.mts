import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { parseArgs } from 'node:util';

import { own } from '../../src/own.ts';
import { secretsInAddress } from '../../src/secrets/address.ts';
import { Scrubber } from '../../src/secrets/scrubber.ts';
import { languages, type Language } from '../../src/words/language.ts';
import { triedMessages } from './triedMessages.mts';
import { triedRobots, type TriedRobot } from './triedRobots.mts';
import { tryRobot } from './tryRobot.mts';

const HELP = `Sends one message of each kind to a real group, and prints what the platform said.

    npm run try -- ${Object.keys(triedRobots).join('|')} [<address>]

<address>            what the robot's page shows: the whole URL, or its secret part.
                     Leave it away, so that it stays out of the history of your
                     shell: it is read from ROBOT_ADDRESS, or from standard input.
--secret <secret>    signing secret, if the robot has one; better in ROBOT_SECRET
--keyword <keyword>  keyword, if the robot wants one
--base-url <url>     of a proxy or a private deployment
--mention <ids>      whom the reminder mentions, as the field Users takes it;
                     without it, everybody, or whoever is online
--language en|zh     English by default

Neither address nor secret is printed. The exit code is 1 if anything
was refused, or failed before the platform said something. npm prints the command
as it was typed: with an address in it, that is on the screen too.
`;

interface Terminal {
	env: NodeJS.ProcessEnv;
	stdin: NodeJS.ReadStream;
	stdout: Pick<NodeJS.WriteStream, 'write'>;
	stderr: Pick<NodeJS.WriteStream, 'write'>;
}

/** Returns the exit code. */
export async function main(
	given: string[],
	{ env, stdin, stdout, stderr }: Terminal,
): Promise<number> {
	let asked: Asked;
	try {
		asked = askedFor(given);
	} catch (error) {
		stderr.write(`${(error as Error).message}\n\n${HELP}`);
		return 2;
	}
	if (asked === 'help') {
		stdout.write(HELP);
		return 0;
	}
	const { robot, options, language } = asked;
	const address =
		asked.address ?? env.ROBOT_ADDRESS ?? (await lineOf(stdin, stderr, 'Address of the robot: '));
	if (!address.trim()) {
		stderr.write(`No address was given.\n\n${HELP}`);
		return 2;
	}
	const secret = options.secret ?? env.ROBOT_SECRET ?? '';
	const scrubber = new Scrubber([address, secret, ...secretParts(address)]);
	const mention = options.mention === undefined ? robot.everybody : { users: options.mention };
	const messages = triedMessages(language, mention, Date.now());
	let others = 0;
	for await (const { kind, verdict, said } of tryRobot(
		robot,
		fieldsOf(robot, address, secret, options),
		messages,
	)) {
		if (verdict !== 'accepted') others += 1;
		stdout.write(scrubber.text(`${kind.padEnd(10)}${verdict.padEnd(9)} ${said}\n`));
	}
	stdout.write(`${messages.length - others} accepted, ${others} not\n`);
	return others > 0 ? 1 : 0;
}

interface Options {
	secret?: string;
	keyword?: string;
	'base-url'?: string;
	mention?: string;
}

type Asked =
	| 'help'
	| { robot: TriedRobot; address: string | undefined; language: Language; options: Options };

/** @throws {Error} of what cannot be understood, without repeating it: it may be the address. */
function askedFor(given: string[]): Asked {
	const { values, positionals } = parsed(given);
	const { help, language = 'en', ...options } = values;
	if (help) return 'help';
	const [name, address, ...more] = positionals;
	const robot = own(triedRobots, name ?? '');
	if (!robot) throw new Error(`Name a robot: ${Object.keys(triedRobots).join(', ')}.`);
	if (more.length > 0) throw new Error('There is more than one address.');
	const known = languages.find((each) => each === language);
	if (!known) throw new Error(`The language is one of: ${languages.join(', ')}.`);
	return { robot, address, language: known, options };
}

function parsed(given: string[]) {
	try {
		return parseArgs({
			args: given,
			allowPositionals: true,
			options: {
				help: { type: 'boolean' },
				secret: { type: 'string' },
				keyword: { type: 'string' },
				'base-url': { type: 'string' },
				mention: { type: 'string' },
				language: { type: 'string' },
			},
		});
	} catch {
		throw new Error('There is an option that is not known, or one without its value.');
	}
}

function fieldsOf(
	{ addressField, isSigned }: TriedRobot,
	address: string,
	secret: string,
	options: Options,
): Record<string, string> {
	const { keyword = '', 'base-url': baseUrl = '' } = options;
	return isSigned
		? { [addressField]: address, secret, keyword, customBaseUrl: baseUrl }
		: { [addressField]: address, baseUrl };
}

/** What of an address is secret: its last part, its query, and what stands in it for a proxy. */
function secretParts(address: string): string[] {
	const [path, query = ''] = address.split('?');
	return [
		...secretsInAddress(address),
		...path.split('/').slice(-1),
		...new URLSearchParams(query).values(),
	];
}

/** The first line; typed ones are not shown. */
async function lineOf(
	input: NodeJS.ReadStream,
	prompt: Pick<NodeJS.WriteStream, 'write'>,
	question: string,
): Promise<string> {
	const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
	const lines = createInterface({ input, output: unseen, terminal: input.isTTY });
	if (input.isTTY) prompt.write(question);
	try {
		for await (const line of lines) return line.trim();
		return '';
	} finally {
		lines.close();
		if (input.isTTY) prompt.write('\n');
	}
}
