import { digestOf } from '../../../../src/robots/notification/digest';
import { itemNotification } from '../../../../src/robots/notification/fromItem';
import { tidied } from '../../../../src/robots/notification/notification';
import { vocabularyOf } from '../../../../src/words/language';
import { inEveryLanguage } from '../../../support/robots/testedPlatforms.mts';
import { escalationItems } from '../../../support/sources/serviceEvents.mts';

/** What a message says first: behind its source, its sign and markup. */
function beginning(text: string, source: string | undefined): string {
	const lines = text.split('\n').filter((line) => line !== source && line !== '');
	return lines.join('\n').replace(/^(?:<[^>]*>|[^\p{L}[【])*/u, '');
}

describe.each(inEveryLanguage)('on $name in $language', ({ platform, language }) => {
	const mark = vocabularyOf(language).shared.testMark;
	const of = (json: object) =>
		tidied(itemNotification({ ...json }, { language, timeZone: 'Asia/Shanghai' }));
	const shown = (notification: ReturnType<typeof of>) =>
		[undefined, ...platform.styles].flatMap((style) =>
			platform
				.write(notification, { style: isPossible(notification, style) ? style : undefined })
				.map((body) => beginning(platform.read(body).text, notification.source)),
		);
	/** A card of WeCom has to lead somewhere. */
	const isPossible = ({ links }: ReturnType<typeof of>, style = '') =>
		style !== 'card' || links.length > 0;

	it.each(Object.keys(escalationItems))('what was only tried says so: %s', (name) => {
		const item = escalationItems[name];
		for (const text of shown(of({ ...item, isPreview: true })))
			expect(text.startsWith(mark.trim())).toBe(true);
		for (const text of shown(of(item))) expect(text).not.toContain(mark);
	});

	it('a list of what was only tried says so above all', () => {
		const tried = Object.values(escalationItems).map((item) => of({ ...item, isPreview: true }));
		const list = tidied(digestOf(tried, language));
		expect(list.title.startsWith(mark)).toBe(true);
		for (const text of shown(list)) expect(text.startsWith(mark.trim())).toBe(true);
	});
});

it('only where the node said so, and not what somebody sent', () => {
	const context = { language: 'en', timeZone: 'UTC' } as const;
	const event = { kind: 'message.unreplied', visitor: { name: 'Ann' }, isPreview: 'true' };
	expect(itemNotification(event, context).mark).toBeUndefined();
});
