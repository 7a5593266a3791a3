import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { N8nProcess } from '../../test/support/n8n/n8nProcess.mts';
import { Demo } from './demo.mts';
import { startDemoGroups, type DemoGroups } from './demoGroups.mts';
import { DemoN8n } from './demoN8n.mts';
import { DemoPage } from './demoPage.mts';

export interface StartOptions {
	/** The folder that `realN8n` returned. */
	installation: string;
	/** Of n8n, with the package installed. */
	userFolder: string;
	/** For n8n. */
	env?: NodeJS.ProcessEnv;
	/** Seconds between two reminders. */
	interval: number;
}

export interface StartedDemo {
	/** Of n8n. */
	version: string;
	demo: Demo;
	groups: DemoGroups;
	n8n: DemoN8n;
	page: DemoPage;
	stop(): Promise<void>;
}

/** The whole demo: the platforms, the real n8n, and the page. Whoever starts it stops it. */
export async function startDemo(options: StartOptions): Promise<StartedDemo> {
	const { installation, userFolder, env, interval } = options;
	// So that robots tell the time that is on the wall.
	const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
	/** What has to be undone at the end, the latest first. */
	const cleanUps: Array<() => Promise<void>> = [];
	const stop = async () => {
		for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
	};
	try {
		const groups = await startDemoGroups();
		cleanUps.push(async () => await groups.stop());
		const n8nProcess = await N8nProcess.start({
			installation,
			userFolder,
			env: { GENERIC_TIMEZONE: timeZone, ...env },
		});
		cleanUps.push(async () => await n8nProcess.stop());
		const n8n = await DemoN8n.setUp({ n8n: n8nProcess, groups, interval });
		const demo = new Demo(n8n, groups, timeZone);
		cleanUps.push(async () => demo.stop());
		const version = await versionOf(installation);
		const page = await DemoPage.start({ demo, n8n, groups, interval, version });
		cleanUps.push(async () => await page.stop());
		return { version, demo, groups, n8n, page, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

async function versionOf(installation: string): Promise<string> {
	const manifest = await readFile(join(installation, 'node_modules/n8n/package.json'), 'utf8');
	return JSON.parse(manifest).version;
}
