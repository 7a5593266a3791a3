import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { eventKinds } from '../../../src/events/serviceEvent';
import { digestOf } from '../../../src/robots/notification/digest';
import { itemNotification } from '../../../src/robots/notification/fromItem';
import { tidied, type Notification } from '../../../src/robots/notification/notification';
import type { Language } from '../../../src/words/language';
import { inEveryLanguage } from '../../support/robots/testedPlatforms.mts';
import {
	escalationItems,
	serviceEvents,
	waitingEvents,
	waitingItems,
} from '../../support/sources/serviceEvents.mts';

/*
 * What every robot says by default, for every kind of event and every output of
 * Repeat Until Replied. The messages are in the folders of the platforms, to be
 * read by people; UPDATE_GOLDEN=1 writes them anew. Whether the platform takes
 * them is checked against its own document (test/support/robots/<platform>/schema.mts).
 */

const items: Record<string, Record<string, unknown>> = {
	...Object.fromEntries(serviceEvents.map((event) => [event.kind, { ...event }])),
	...escalationItems,
	...waitingItems,
};
/** Of reminders: of customers, of several of one kind, and of all kinds. */
const digests: Record<string, string[]> = {
	digest: Object.keys(escalationItems).filter((name) => name.startsWith('reminder')),
	...Object.fromEntries(
		Object.keys(waitingEvents).map((name) => [
			`${name}, digest`,
			Array(2).fill(`${name}, reminder`),
		]),
	),
	'digest of all kinds': Object.keys(waitingEvents).map((name) => `${name}, reminder`),
};
const names = [...Object.keys(items), ...Object.keys(digests)];

function notificationOf(name: string, language: Language): Notification {
	const context = { language, timeZone: 'Asia/Shanghai' };
	if (name in items) return tidied(itemNotification(items[name], context));
	const notifications = digests[name].map((reminder) => notificationOf(reminder, language));
	return tidied(digestOf(notifications, language));
}

describe('the fixture', () => {
	it('has an event of every kind', () => {
		expect(serviceEvents.map(({ kind }) => kind)).toEqual([...eventKinds]);
	});
});

describe.each(inEveryLanguage)(
	'default notifications of $name in $language',
	({ platform, language }) => {
		it.each(names)('%s is what the platform takes, and says it all', (name) => {
			const notification = notificationOf(name, language);
			const { title, quote, fields } = notification;
			for (const body of platform.write(notification, { language })) {
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
			const file = join(__dirname, platform.name, `golden.${language}.json`);
			const written = Object.fromEntries(
				names.map((name) => [name, platform.write(notificationOf(name, language), { language })]),
			);
			if (process.env.UPDATE_GOLDEN) {
				mkdirSync(dirname(file), { recursive: true });
				writeFileSync(file, `${JSON.stringify(written, null, '\t')}\n`);
			}
			expect(written).toEqual(JSON.parse(readFileSync(file, 'utf8')));
		});
	},
);
