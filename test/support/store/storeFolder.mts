import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of its own for each test, removed when the test has ended. */
export function storeFolder(): { file(name?: string): string } {
	let folder: string;
	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), 'until-replied-'));
	});
	afterEach(async () => {
		await rm(folder, { recursive: true, force: true });
	});
	return { file: (name = 'until-replied.sqlite') => join(folder, name) };
}
