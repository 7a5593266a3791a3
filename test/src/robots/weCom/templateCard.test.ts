import {
	weComTemplateCard,
	type WeComCardType,
	type WeComTemplateCard,
} from '../../../../src/robots/weCom/templateCard';
import { weComBody } from '../../../support/robots/weCom/schema.mts';

/* Template cards of "群机器人配置说明" (developer.work.weixin.qq.com, path 91770). */

const target = { type: 1, url: 'https://work.weixin.qq.com/?from=openApi' };
const picture = { url: 'https://wework.qpic.cn/p.png', aspect_ratio: 2.25 };
const title = { title: '欢迎使用企业微信', desc: '您的好友正在邀请您加入企业微信' };
const cardOf = (card: WeComTemplateCard, type: WeComCardType = 'text_notice') =>
	weComTemplateCard(type, card);

describe('a WeCom template card', () => {
	it('has every part that is filled in', () => {
		const card: WeComTemplateCard = {
			source: { icon_url: 'https://wework.qpic.cn/i.png', desc: '企业微信', desc_color: 0 },
			main_title: title,
			emphasis_content: { title: '100', desc: '数据含义' },
			sub_title_text: '下载企业微信还能抢红包！',
			horizontal_content_list: [{ keyname: '邀请人', value: '张三' }],
			jump_list: [{ ...target, title: '企业微信官网' }],
			card_action: target,
		};
		const body = cardOf(card);
		expect(body).toEqual({
			msgtype: 'template_card',
			template_card: { card_type: 'text_notice', ...card },
		});
		expect(weComBody.safeParse(body).error?.issues).toBeUndefined();
	});

	it('leaves out what is empty: WeCom refuses empty parameters (40063)', () => {
		const card = cardOf({
			source: { icon_url: '', desc: '' },
			main_title: { title: '标题', desc: '' },
			sub_title_text: '',
			horizontal_content_list: [],
			jump_list: [{ title: '官网', type: 1, url: target.url, appid: '' }],
			card_action: target,
		});
		expect(card.template_card).toEqual({
			card_type: 'text_notice',
			main_title: { title: '标题' },
			jump_list: [{ title: '官网', type: 1, url: target.url }],
			card_action: target,
		});
	});

	it('with a picture is a news_notice', () => {
		const card = { main_title: title, card_image: picture, card_action: target };
		expect(cardOf(card, 'news_notice').template_card).toEqual({
			card_type: 'news_notice',
			...card,
		});
	});

	it('may open a mini program instead of a page, and have a text instead of a title', () => {
		const action = { type: 2, appid: 'APPID', pagepath: 'PAGE' };
		expect(() => cardOf({ sub_title_text: '红包', card_action: action })).not.toThrow();
	});

	it.each([
		['text_notice', { main_title: title }, 'has no link'],
		['text_notice', { main_title: title, card_action: { type: 1, url: '' } }, 'has no link'],
		['text_notice', { card_action: target }, 'no title'],
		['text_notice', { main_title: { desc: 'x' }, card_action: target }, 'no title'],
		['news_notice', { main_title: title, card_action: target }, 'no picture'],
		['news_notice', { main_title: title, card_image: {}, card_action: target }, 'no picture'],
		['news_notice', { sub_title_text: 'x', card_image: picture, card_action: target }, 'no title'],
	] as const)('of type %s is refused where it is incomplete: %j', (type, card, reason) => {
		expect(() => cardOf(card, type)).toThrow(reason);
	});

	it.each([
		['horizontal_content_list', { keyname: 'k' }, 6, 'facts'],
		['jump_list', { title: 't' }, 3, 'links'],
		['vertical_content_list', { title: 't' }, 4, 'paragraphs'],
	] as const)('has as many of %s as WeCom takes', (part, entry, most, name) => {
		const card = (count: number) =>
			cardOf({ main_title: title, card_action: target, [part]: Array(count).fill(entry) });
		expect(() => card(most)).not.toThrow();
		expect(() => card(most + 1)).toThrow(`at most ${most} ${name}, not ${most + 1}`);
	});
});
