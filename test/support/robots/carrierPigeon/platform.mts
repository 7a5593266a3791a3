import { parseMarkdown } from '../../../../src/robots/markdown/parse.ts';
import { renderMarkdown } from '../../../../src/robots/markdown/render.ts';
import { common, type TestedPlatform } from '../testedPlatform.mts';
import { CarrierPigeonRobotApi } from './node/credential.mts';
import { CarrierPigeonRobot } from './node/node.mts';
import { carrierPigeon as played } from './played.mts';
import { pigeonErrors } from './robot/errors.mts';
import { pigeonMarkdown, plainInLetter } from './robot/markdown.mts';
import { pigeonNotification } from './robot/notification.mts';
import { pigeonSending } from './robot/platform.mts';
import { letter } from './schema.mts';

/**
 * A platform that there is not: nothing may hold only because all that there
 * are do it alike. It has real statuses, its key in a header, lines in place of
 * a text, and nothing that escapes its markup.
 */
export const carrierPigeon: TestedPlatform = {
	...played,
	page: 'carrierpigeon.md',
	robots: [
		{
			name: 'Carrier Pigeon',
			node: new CarrierPigeonRobot(),
			credential: new CarrierPigeonRobotApi(),
			fields: (baseUrl, secret) => ({ loft: 'north', key: secret(), baseUrl }),
			answers: {
				refusal: (note) => ({ flown: false, why: 'moulting', note }),
				success: (note) => ({ flown: true, note }),
			},
			parameters: [{}, { operation: 'sendMessage', messageType: 'text', content: 'hello' }],
		},
	],
	platforms: [pigeonSending],
	errors: pigeonErrors,
	styles: ['letter'],
	write: (notification, options = {}) =>
		pigeonNotification(notification, {
			...common(options),
			mentions: {
				people: options.mentioned === 'one' ? ['ann'] : [],
				everybody: options.mentioned === 'everybody',
			},
		}),
	schema: letter,
	one: 'ann',
	everybody: 'all',
	limit: 3_000,
	size: ({ lines }) => lines.join('\n').length + 1,
	markup: ['^all^', '^ann^', '^', '[[bank|https://evil.example]]', '[[', '|https://evil.example'],
	markdownWriters: {
		'its lines': (text) => renderMarkdown(parseMarkdown(text), pigeonMarkdown),
	},
	writers: { 'a line as it is': plainInLetter },
};
