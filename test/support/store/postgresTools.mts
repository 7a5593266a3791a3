import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where Debian's `postgresql` puts its versions, each with its own tools. */
const VERSIONS = '/usr/lib/postgresql';

/**
 * The folder with Postgres's own programs: a server, and the tools of its
 * version. The server that npm brings comes without tools, and those of an older
 * version refuse it.
 *
 * @throws where the package is not installed.
 */
export function postgresTools(): string {
	const [newest] = readdirSync(VERSIONS).toSorted((a, b) => Number(b) - Number(a));
	return join(VERSIONS, newest, 'bin');
}
