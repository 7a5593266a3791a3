import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { eventKinds } from '../../../../src/events/serviceEvent';
import { digestOf } from '../../../../src/robots/notification/digest';
import { itemNotification } from '../../../../src/robots/notification/fromItem';
import { tidied, type Notification } from '../../../../src/robots/notification/notification';
import {
	notificationLanguages,
	type NotificationLanguage,
} from '../../../../src/robots/notification/words';
import { testedPlatforms } from '../../../support/robotPlatforms.mts';
import { escalationItems, serviceEvents } from '../../../support/serviceEvents.mts';

/*
 * What every robot says by default, for every kind of event and every output of
 * Repeat Until Replied. The messages are in the files beside this one, to be
 * read by people; UPDATE_GOLDEN=1 writes them anew. Whether the platform takes
 * them is checked against its own document (test/support/schemas).
 */

const items: Record<string, Record<string, unknown>> = {
	...Object.fromEntries(serviceEvents.map((event) => [event.kind, { ...event }])),
	...escalationItems,
};

function notifications(language: NotificationLanguage): Record<string, Notification> {
	const context = { language, timeZone: 'Asia/Shanghai' };
	const single = Object.entries(items).map(
		([name, item]) => [name, tidied(itemNotification(item, context))] as const,
	);
	const pushes = single.filter(([name]) => name.startsWith('push')).map(([, one]) => one);
	return {
		...Object.fromEntries(single),
		digest: tidied(digestOf(pushes, language)),
	};
}

describe('the fixture', () => {
	it('has an event of every kind', () => {
		expect(serviceEvents.map(({ kind }) => kind)).toEqual([...eventKinds]);
	});
});

describe.each(testedPlatforms)('default notifications of $name', (platform) => {
	describe.each(notificationLanguages)('in %s', (language) => {
		const all = notifications(language);
		const written = Object.fromEntries(
			Object.entries(all).map(([name, notification]) => [
				name,
				platform.write(notification, { language }),
			]),
		);

		it.each(Object.keys(all))('%s is what the platform takes, and says it all', (name) => {
			const { title, quote, fields } = all[name];
			for (const body of written[name]) {
				expect(platform.schema.safeParse(body).error?.issues).toBeUndefined();
				const { text, mentions } = platform.read(body);
				expect(mentions).toEqual([]);
				const words = (value: string) => value.replace(/[^\p{L}\p{N}]/gu, '');
				for (const said of [title, quote ?? '', ...fields.map(({ value }) => value)]) {
					expect(words(text)).toContain(words(said));
				}
			}
		});

		it('are those of the file', () => {
			const file = join(__dirname, `${platform.name}.${language}.json`);
			// Random where the item has no key.
			const text = `${JSON.stringify(written, null, '\t')}\n`;
			if (process.env.UPDATE_GOLDEN) {
				mkdirSync(__dirname, { recursive: true });
				writeFileSync(file, text);
			}
			expect(written).toEqual(JSON.parse(readFileSync(file, 'utf8')));
		});
	});
});
