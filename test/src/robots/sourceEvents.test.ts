import { eventSources } from '../../../src/events/sources';
import { itemNotification } from '../../../src/robots/notification/fromItem';
import { tidied } from '../../../src/robots/notification/notification';
import { deliveries } from '../../support/sources/deliveries.mts';
import { eventsIn } from '../../support/sources/eventRequest.mts';
import { inEveryLanguage } from '../../support/robots/testedPlatforms.mts';

/** The event of what each source really sends, as its document or a captured delivery has it. A custom source sends anything. */
const events = Object.entries(deliveries)
	.filter(([source]) => source !== 'custom')
	.map(([source, { parameters, text, ...request }]) => {
		const [event] = eventsIn(eventSources[source], request);
		return { source, event: event as Record<string, any>, text };
	});

describe.each(inEveryLanguage)(
	'what a source sends, on $name in $language',
	({ platform, language }) => {
		it.each(events)('$source', ({ event, text }) => {
			const notification = tidied(itemNotification(event, { language, timeZone: 'Asia/Shanghai' }));
			const words = (value: string) => value.replace(/[^\p{L}\p{N}]/gu, '');
			const bodies = platform.write(notification, { language });
			for (const body of bodies) {
				expect(platform.schema.safeParse(body).error?.issues).toBeUndefined();
				expect(platform.read(body).mentions).toEqual([]);
			}
			const said = bodies.map((body) => platform.read(body).text).join('\n');
			expect(words(said)).toContain(words(text));
			expect(notification.source).toBe(eventSources[event.source].displayName);
		});
	},
);
