import type { INodeProperties } from 'n8n-workflow';

import { rowsProperty, textProperty } from '../shared/robot/propertyBuilders';

const show = (cardType?: string) => ({
	show: {
		operation: ['sendMessage'],
		messageType: ['template_card'],
		...(cardType ? { cardType: [cardType] } : {}),
	},
});
const text = (
	displayName: string,
	name: string,
	description?: string,
	displayOptions?: INodeProperties['displayOptions'],
): INodeProperties =>
	textProperty({
		displayName,
		name,
		...(description ? { description } : {}),
		...(displayOptions ? { displayOptions } : {}),
	});
const onlyText = { show: { '/cardType': ['text_notice'] } };
const onlyNews = { show: { '/cardType': ['news_notice'] } };

/** Template cards, every part of both types. */
export const cardProperties: INodeProperties[] = [
	{
		displayName: 'Card Type',
		name: 'cardType',
		type: 'options',
		noDataExpression: true,
		displayOptions: show(),
		options: [
			{ name: 'Text Notice', value: 'text_notice', description: 'Title, text and facts' },
			{ name: 'News Notice', value: 'news_notice', description: 'A picture as well' },
		],
		default: 'text_notice',
		description: 'The kind of card to send',
	},
	text('Title', 'cardTitle', 'At most 26 Chinese characters show', show()),
	text(
		'Description',
		'cardDescription',
		'The text below the title. WeCom shows at most 30 Chinese characters.',
		show(),
	),
	text('Text', 'cardText', 'At most 112 Chinese characters show', show('text_notice')),
	text('Picture URL', 'cardImageUrl', 'Required by this type', show('news_notice')),
	text(
		'Card Link',
		'cardUrl',
		'The link that a click on the card opens. Every card needs one.',
		show(),
	),
	rowsProperty(
		'Fact',
		[
			text('Name', 'keyname', 'At most 5 Chinese characters show'),
			text('Value', 'value', 'At most 26 Chinese characters show'),
			{
				displayName: 'Kind',
				name: 'kind',
				type: 'options',
				options: [
					{ name: 'File', value: 'file' },
					{ name: 'Link', value: 'url' },
					{ name: 'Member', value: 'member' },
					{ name: 'Text', value: 'text' },
				],
				default: 'text',
				description: 'The link that a click on the value opens',
			},
			text('URL, Media ID or User ID', 'target', 'What the kind needs'),
		],
		{ displayName: 'Facts', name: 'cardFacts', displayOptions: show(), description: 'At most six' },
	),
	rowsProperty(
		'Link',
		[
			text('Title', 'title', 'At most 13 Chinese characters show'),
			text('URL', 'url'),
			text('Mini Program App ID', 'appid', 'Instead of the URL'),
			text('Mini Program Page', 'pagepath'),
		],
		{
			displayName: 'Links',
			name: 'cardLinks',
			displayOptions: show(),
			description: 'At most three',
		},
	),
	rowsProperty(
		'Paragraph',
		[
			text('Title', 'title', 'At most 26 Chinese characters show'),
			text('Text', 'desc', 'At most 112 Chinese characters show'),
		],
		{
			displayName: 'Paragraphs',
			name: 'cardParagraphs',
			displayOptions: show('news_notice'),
			description: 'At most four',
		},
	),
	{
		displayName: 'More Card Parts',
		name: 'cardMore',
		type: 'collection',
		placeholder: 'Add part',
		displayOptions: show(),
		default: {},
		options: [
			text('Emphasis Text', 'emphasisText', 'What the emphasised number means', onlyText),
			text('Emphasis Title', 'emphasisTitle', 'A number or word in large letters', onlyText),
			text('Mini Program App ID', 'appId', 'A click on the card opens it instead of the link'),
			text('Mini Program Page', 'pagePath'),
			{
				displayName: 'Picture Aspect Ratio',
				name: 'aspectRatio',
				type: 'number',
				typeOptions: { minValue: 1.3, maxValue: 2.25, numberPrecision: 2 },
				displayOptions: onlyNews,
				default: 1.3,
				description: 'Width by height, between 1.3 and 2.25',
			},
			text('Quote Link', 'quoteUrl', 'Where a click on the quotation leads'),
			text('Quote Text', 'quoteText'),
			text('Quote Title', 'quoteTitle'),
			text('Side Picture Link', 'sideUrl', 'Where a click on it leads', onlyNews),
			text('Side Picture Text', 'sideText', undefined, onlyNews),
			text('Side Picture Title', 'sideTitle', undefined, onlyNews),
			text('Side Picture URL', 'sideImageUrl', 'A small picture beside a text', onlyNews),
			{
				displayName: 'Source Color',
				name: 'sourceColor',
				type: 'options',
				options: [
					{ name: 'Black', value: 1 },
					{ name: 'Green', value: 3 },
					{ name: 'Grey', value: 0 },
					{ name: 'Red', value: 2 },
				],
				default: 0,
			},
			text('Source Icon URL', 'sourceIconUrl'),
			text('Source Text', 'sourceText', 'Above the title; at most 13 Chinese characters show'),
		],
	},
];
