import { withoutEmpty } from './messages';
import type { CardTarget, WeComTemplateCard } from './templateCard';
import { oneOf, textOf } from '../values';
import type { RobotItem } from '../design/item';

/** The parameters of the form as WeCom's fields. */
export function templateCardOf(item: RobotItem): WeComTemplateCard {
	const value = (name: string) => item.text(name);
	const extra = (name: string) => item.optionText(name, 'cardMore');
	const isNews = value('cardType') === 'news_notice';
	return {
		source: withoutEmpty({
			icon_url: extra('sourceIconUrl'),
			desc: extra('sourceText'),
			...(extra('sourceText') ? { desc_color: colourOf(extra('sourceColor')) } : {}),
		}),
		main_title: withoutEmpty({ title: value('cardTitle'), desc: value('cardDescription') }),
		quote_area: extra('quoteText')
			? withoutEmpty({
					...targetOf(extra('quoteUrl')),
					title: extra('quoteTitle'),
					quote_text: extra('quoteText'),
				})
			: undefined,
		horizontal_content_list: item.rows('cardFacts').map(factOf),
		jump_list: item.rows('cardLinks').map((row) => ({
			title: textOf(row.title),
			...targetOf(textOf(row.url), textOf(row.appid), textOf(row.pagepath)),
		})),
		card_action: targetOf(value('cardUrl'), extra('appId'), extra('pagePath')),
		...(isNews
			? {
					card_image: withoutEmpty({
						url: value('cardImageUrl'),
						...(extra('aspectRatio') ? { aspect_ratio: Number(extra('aspectRatio')) } : {}),
					}),
					image_text_area: extra('sideImageUrl')
						? withoutEmpty({
								...targetOf(extra('sideUrl')),
								title: extra('sideTitle'),
								desc: extra('sideText'),
								image_url: extra('sideImageUrl'),
							})
						: undefined,
					vertical_content_list: item.rows('cardParagraphs').map((row) => ({
						title: textOf(row.title),
						...withoutEmpty({ desc: textOf(row.desc) }),
					})),
				}
			: {
					emphasis_content: withoutEmpty({
						title: extra('emphasisTitle'),
						desc: extra('emphasisText'),
					}),
					sub_title_text: value('cardText'),
				}),
	};
}

function colourOf(color: string): number {
	return Number(oneOf(color, ['0', '1', '2', '3'], '0', 'Source Color'));
}

/** Type 1 is a web page, type 2 a mini program. */
function targetOf(url: string, appid = '', pagepath = ''): CardTarget {
	if (appid) return withoutEmpty({ type: 2, appid, pagepath });
	return url ? { type: 1, url } : {};
}

function factOf({ keyname, value, kind, target }: Record<string, unknown>) {
	const fact = { keyname: textOf(keyname), ...withoutEmpty({ value: textOf(value) }) };
	switch (oneOf(kind, ['text', 'url', 'file', 'member'], 'text', 'Kind')) {
		case 'url':
			return { ...fact, type: 1, url: textOf(target) };
		case 'file':
			return { ...fact, type: 2, media_id: textOf(target) };
		case 'member':
			return { ...fact, type: 3, userid: textOf(target) };
		default:
			return fact;
	}
}
