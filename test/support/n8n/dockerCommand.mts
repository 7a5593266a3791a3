/*
 * What a test puts in the place of the command `docker`, on a machine without
 * an engine: what would run in a container runs here, with a plain folder as
 * /home/node. n8n itself is not started; it is written down how it would be.
 * Knows the options that the documents use and refuses any other.
 *
 * DOCKER_HOME: the folder that stands for /home/node on the volume n8n_data.
 * DOCKER_LOG: the file that gets a line of JSON for each container of n8n.
 */
import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { parse } from 'yaml';

const HOME = '/home/node';
const VOLUME = `n8n_data:${HOME}/.n8n`;

/** A container of n8n, as somebody asked for it. */
export interface AskedContainer {
	what: 'start' | 'restart';
	env: Record<string, string>;
}

interface Service {
	image: string;
	entrypoint?: string[];
	command?: string[];
	environment?: Record<string, string>;
	volumes: string[];
	depends_on?: Record<string, { condition: string }>;
}

const { DOCKER_HOME, DOCKER_LOG } = process.env as Record<string, string>;

/** Runs a program in a container, which forgets what is on no volume. */
function inContainer(program: string[], volumes: string[]): void {
	const home = volumes.includes(VOLUME)
		? DOCKER_HOME
		: mkdtempSync(join(tmpdir(), 'until-replied-container-'));
	const [name, ...args] = program.map((part) => part.replaceAll(HOME, home));
	const { status, error } = spawnSync(name, args, {
		cwd: home,
		env: { ...process.env, HOME: home },
		stdio: 'inherit',
	});
	if (error) throw error;
	if (status !== 0) process.exit(status ?? 1);
}

function n8n(what: AskedContainer['what'], env: Record<string, string> = {}): void {
	appendFileSync(DOCKER_LOG, `${JSON.stringify({ what, env })}\n`);
}

/** What Compose makes of `${NAME:-preset}`, by the environment and the file `.env`. */
function interpolated<Value>(value: Value, variables: Record<string, string | undefined>): Value {
	const text = JSON.stringify(value).replaceAll(
		/\$\{(\w+)(?::-([^}]*))?\}|\$\$/g,
		(_, name: string | undefined, preset = '') =>
			name === undefined ? '$' : (variables[name] ?? preset),
	);
	return JSON.parse(text) as Value;
}

function services(): Record<string, Service> {
	const settings = existsSync('.env') ? readFileSync('.env', 'utf8') : '';
	const variables = Object.fromEntries(
		settings
			.split('\n')
			.filter((line) => line.includes('='))
			.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
	);
	const file = parse(readFileSync('compose.yaml', 'utf8')) as { services: Record<string, Service> };
	return interpolated(file.services, { ...variables, ...process.env });
}

function up(all: Record<string, Service>, name: string, isUp = new Set<string>()): void {
	if (isUp.has(name)) return;
	isUp.add(name);
	const { entrypoint, command = [], environment, volumes, depends_on = {} } = all[name];
	for (const other of Object.keys(depends_on)) up(all, other, isUp);
	if (entrypoint) inContainer([...entrypoint, ...command], volumes);
	else n8n('start', environment);
}

function compose([verb, ...args]: string[]): void {
	const all = services();
	switch (`${verb} ${args[0]}`) {
		case 'up -d':
			for (const name of Object.keys(all)) up(all, name);
			return;
		case 'run --rm': {
			const [, name, ...command] = args;
			const { entrypoint = [], volumes } = all[name];
			return inContainer([...entrypoint, ...command], volumes);
		}
		case 'restart n8n':
			return n8n('restart');
		default:
			throw new Error(`The stand-in knows no docker compose ${verb} ${args.join(' ')}`);
	}
}

function runImage(args: string[]): void {
	const image = args.findIndex((arg) => arg.startsWith('docker.n8n.io/n8nio/n8n'));
	const { values } = parseArgs({
		args: args.slice(0, image),
		options: {
			rm: { type: 'boolean' },
			publish: { type: 'string', short: 'p' },
			volume: { type: 'string', short: 'v', multiple: true, default: [] },
			env: { type: 'string', short: 'e', multiple: true, default: [] },
			entrypoint: { type: 'string' },
		},
	});
	if (values.entrypoint) {
		return inContainer([values.entrypoint, ...args.slice(image + 1)], values.volume);
	}
	if (!values.volume.includes(VOLUME)) throw new Error('n8n would forget all that it has');
	for (const mount of values.volume.filter((one) => one !== VOLUME)) {
		const [from, to, mode] = mount.split(':');
		const place = to.replace(HOME, DOCKER_HOME);
		if (mode !== 'ro') throw new Error(`${mount} is not read-only`);
		// Docker makes a folder that is missing as root; then n8n could not write beside it.
		if (!existsSync(place)) throw new Error(`${to} would be made by root`);
		cpSync(resolve(from), place, { recursive: true });
	}
	n8n('start', Object.fromEntries(values.env.map((pair) => pair.split('='))));
}

const [verb, ...args] = process.argv.slice(2);
switch (verb) {
	case 'compose':
		compose(args);
		break;
	case 'run':
		runImage(args);
		break;
	case 'exec':
		inContainer(args.slice(1), [VOLUME]);
		break;
	case 'restart':
		n8n('restart');
		break;
	default:
		throw new Error(`The stand-in knows no docker ${verb}`);
}
