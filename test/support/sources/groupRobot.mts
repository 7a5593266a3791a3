import { createHmac } from 'node:crypto';

/** The examples of WeCom's documentation, "群机器人配置说明", one for each message type. */
export const weCom = {
	text: {
		msgtype: 'text',
		text: {
			content: '广州今日天气：29度，大部分多云，降雨概率：60%',
			mentioned_list: ['wangqing', '@all'],
			mentioned_mobile_list: ['13800001111', '@all'],
		},
	},
	markdown: {
		msgtype: 'markdown',
		markdown: {
			content:
				'实时新增用户反馈<font color="warning">132例</font>，请相关同事注意。\n>类型:<font color="comment">用户反馈</font>\n>普通用户反馈:<font color="comment">117例</font>\n>VIP用户反馈:<font color="comment">15例</font>',
		},
	},
	markdownV2: {
		msgtype: 'markdown_v2',
		markdown_v2: { content: '# 一级\n*斜体* **加粗**\n- 列表\n[链接](https://work.weixin.qq.com)' },
	},
	image: { msgtype: 'image', image: { base64: 'DATA', md5: 'MD5' } },
	news: {
		msgtype: 'news',
		news: {
			articles: [
				{
					title: '中秋节礼品领取',
					description: '今年中秋节公司有豪礼相送',
					url: 'https://www.qq.com',
					picurl: 'http://res.mail.qq.com/test_pic_msg1.png',
				},
			],
		},
	},
	file: { msgtype: 'file', file: { media_id: '3a8asd892asd8asd' } },
	voice: { msgtype: 'voice', voice: { media_id: 'MEDIA_ID' } },
	textNotice: {
		msgtype: 'template_card',
		template_card: {
			card_type: 'text_notice',
			source: { icon_url: 'https://wework.qpic.cn/0', desc: '企业微信', desc_color: 0 },
			main_title: { title: '欢迎使用企业微信', desc: '您的好友正在邀请您加入企业微信' },
			emphasis_content: { title: '100', desc: '数据含义' },
			quote_area: {
				type: 1,
				url: 'https://work.weixin.qq.com/?from=openApi',
				title: '引用文本标题',
				quote_text: 'Jack：企业微信真的很好用~\nBalian：超级好的一款软件！',
			},
			sub_title_text: '下载企业微信还能抢红包！',
			horizontal_content_list: [
				{ keyname: '邀请人', value: '张三' },
				{ keyname: '企微官网', value: '点击访问', type: 1, url: 'https://work.weixin.qq.com' },
			],
			jump_list: [{ type: 1, url: 'https://work.weixin.qq.com/jump', title: '企业微信官网' }],
			card_action: { type: 1, url: 'https://work.weixin.qq.com/card' },
		},
	},
};

/** The examples of DingTalk's documentation, "自定义机器人发送群消息", one for each message type. */
export const dingTalk = {
	text: {
		msgtype: 'text',
		text: { content: '我就是我, @180xxxxxx 是不一样的烟火' },
		at: { atMobiles: ['180xxxxxx'], atUserIds: ['user123'], isAtAll: false },
		msgUuid: '0f0c4f1e-5b1f-4c67-8a3d-0d4e7a1b2c3d',
	},
	link: {
		msgtype: 'link',
		link: {
			title: '时代的火车向前开',
			text: '这个即将发布的新版本，创始人称它为红树林。',
			picUrl: '',
			messageUrl: 'https://open.dingtalk.com/document/',
		},
	},
	markdown: {
		msgtype: 'markdown',
		markdown: {
			title: '杭州天气',
			text: '#### 杭州天气 @150XXXXXXXX \n> 9度，西北风1级\n> ![screenshot](https://img.alicdn.com/a.png)\n',
		},
		at: { atMobiles: ['150XXXXXXXX'], isAtAll: false },
	},
	actionCard: {
		msgtype: 'actionCard',
		actionCard: {
			title: '乔布斯 20 年前想打造一间苹果咖啡厅',
			text: '### 乔布斯 20 年前想打造的苹果咖啡厅\nApple Store 的设计正从原来满满的科技感走向生活化',
			btnOrientation: '0',
			btns: [
				{ title: '内容不错', actionURL: 'https://www.dingtalk.com/' },
				{
					title: '不感兴趣',
					actionURL:
						'dingtalk://dingtalkclient/page/link?url=https%3A%2F%2Fwww.dingtalk.com%2Fno&pc_slide=false',
				},
			],
		},
	},
	feedCard: {
		msgtype: 'feedCard',
		feedCard: {
			links: [
				{ title: '时代的火车向前开1', messageURL: 'https://www.dingtalk.com/1', picURL: '' },
				{ title: '时代的火车向前开2', messageURL: 'https://www.dingtalk.com/2', picURL: '' },
			],
		},
	},
};

/** The examples of Feishu's documentation, "自定义机器人使用指南" and "卡片 JSON 结构". */
export const feishu = {
	text: {
		msg_type: 'text',
		content: { text: '<at user_id="ou_xxx">Tom</at> 新更新提醒' },
	},
	post: {
		msg_type: 'post',
		content: {
			post: {
				zh_cn: {
					title: '项目更新通知',
					content: [
						[
							{ tag: 'text', text: '项目有更新: ' },
							{ tag: 'a', text: '请查看', href: 'http://www.example.com/' },
							{ tag: 'at', user_id: 'ou_18eac8********17ad4f02e8bbbb', user_name: 'tom' },
						],
						[{ tag: 'img', image_key: 'img_v2_1' }],
					],
				},
			},
		},
	},
	image: { msg_type: 'image', content: { image_key: 'img_ecffc3b9-8f14-400f-a014-05eca1a4310g' } },
	shareChat: { msg_type: 'share_chat', content: { share_chat_id: 'oc_f5b1a7eb27ae2' } },
	card1: {
		msg_type: 'interactive',
		card: {
			config: { wide_screen_mode: true },
			header: { title: { tag: 'plain_text', content: '今日旅游推荐' }, template: 'blue' },
			elements: [
				{ tag: 'div', text: { tag: 'lark_md', content: '**西湖**，位于浙江省杭州市' } },
				{
					tag: 'div',
					fields: [{ is_short: true, text: { tag: 'lark_md', content: '**门票**：免费' } }],
				},
				{ tag: 'hr' },
				{
					tag: 'action',
					actions: [
						{
							tag: 'button',
							text: { tag: 'lark_md', content: '更多景点介绍' },
							url: 'https://www.example.com',
							type: 'default',
						},
					],
				},
			],
		},
	},
	card2: {
		msg_type: 'interactive',
		card: {
			schema: '2.0',
			header: { title: { tag: 'plain_text', content: '标题' } },
			body: {
				direction: 'vertical',
				elements: [
					{ tag: 'markdown', content: '**正文** <at id=ou_xxx></at>' },
					{
						tag: 'column_set',
						columns: [{ tag: 'column', elements: [{ tag: 'markdown', content: '第二列' }] }],
					},
					{
						tag: 'button',
						text: { tag: 'plain_text', content: '打开' },
						behaviors: [{ type: 'open_url', default_url: 'https://www.example.com/open' }],
					},
				],
			},
		},
	},
	cardTemplate: {
		msg_type: 'interactive',
		card: {
			type: 'template',
			data: {
				template_id: 'AAqyBQVmUN0w',
				template_version_name: '1.0.0',
				template_variable: { 告警: 'CPU', 次数: 3 },
			},
		},
	},
	firstVersion: { title: 'Hello Feishu', text: '这是第一版机器人的消息' },
};

/** The examples of Slack's documentation, "Sending messages using incoming webhooks", Block Kit and attachments. */
export const slack = {
	text: { text: 'Hello, world.' },
	blocks: {
		text: 'Danny Torrence left a 1 star review for your property.',
		blocks: [
			{ type: 'header', text: { type: 'plain_text', text: 'New request' } },
			{
				type: 'section',
				text: {
					type: 'mrkdwn',
					text: '<https://example.com|Overlook Hotel> \n :star: \n Doors had too many axe holes &amp; more, says <@U012AB3CD>.',
				},
				accessory: { type: 'image', image_url: 'https://example.com/a.png', alt_text: 'Haunted' },
			},
			{
				type: 'section',
				fields: [
					{ type: 'mrkdwn', text: '*Average Rating*\n1.0' },
					{ type: 'mrkdwn', text: '*Type:*\nComputer (laptop)' },
				],
			},
			{ type: 'divider' },
			{ type: 'context', elements: [{ type: 'mrkdwn', text: 'Last updated: Jan 1, 2019' }] },
			{
				type: 'actions',
				elements: [
					{
						type: 'button',
						text: { type: 'plain_text', text: 'Reply to review' },
						url: 'https://example.com/review',
					},
				],
			},
		],
	},
	richText: {
		blocks: [
			{
				type: 'rich_text',
				elements: [
					{
						type: 'rich_text_section',
						elements: [
							{ type: 'text', text: 'Hello there, I am a ' },
							{ type: 'text', text: 'bold', style: { bold: true } },
							{ type: 'text', text: ' rich text block, see ' },
							{ type: 'link', url: 'https://example.com', text: 'here' },
							{ type: 'user', user_id: 'U1' },
						],
					},
				],
			},
		],
	},
	attachments: {
		attachments: [
			{
				fallback: 'Plain-text summary of the attachment.',
				color: '#2eb886',
				pretext: 'Optional text that appears above the attachment block',
				author_name: 'Bobby Tables',
				title: 'Slack API Documentation',
				title_link: 'https://api.slack.com/',
				text: 'Optional text that appears within the attachment',
				fields: [{ title: 'Priority', value: 'High', short: false }],
				footer: 'Slack API',
				ts: 123456789,
			},
		],
	},
};

/** `sign` for the query, as DingTalk's "自定义机器人安全设置" has it. */
export function dingTalkSign(timestamp: string, secret: string): string {
	return createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');
}

/**
 * What Weiyu's administration shows of a message that it pushed (screenshots
 * of its documentation, "Webhook", July 2025). The envelopes are those of the
 * robots that it is documented to push to.
 */
export const weiyuText =
	'### 新留言通知\n\n> 留言测试\n\n- **留言ID**: 1702309725733377\n- **联系方式**: 13311156272\n- **来源渠道**: WEB_VISITOR\n- **创建时间**: 2025-07-26 17:45:33';

/** The second form that the screenshots show. */
export const weiyuTextWithStatus = (status = 'PENDING') =>
	`### 新留言通知\n\n> 留言测试\n\n- **留言ID**: 1702309725733377\n- **留言状态**: ${status}\n- **创建时间**: 2025-07-26 17:45:33\n- **联系方式**: 13311156272\n- **优先级**: LOW\n- **会话ID**: 1702160274293249\n- **来源渠道**: WEB_VISITOR`;

export const inWeCom = (content: string) => ({ msgtype: 'markdown', markdown: { content } });
export const inFeishu = (text: string) => ({ msg_type: 'text', content: { text } });
export const inDingTalk = (text: string, title = '新留言通知') => ({
	msgtype: 'markdown',
	markdown: { title, text },
});

/** Messages for the robots of all platforms with a text in every place that is shown. */
export function robotMessagesOf(text: string): unknown[] {
	const url = 'https://example.com';
	return [
		{ msgtype: 'text', text: { content: text } },
		{ msgtype: 'markdown', markdown: { content: text } },
		{
			msgtype: 'news',
			news: { articles: [1, 2].map(() => ({ title: text, description: text, url: text })) },
		},
		{
			msgtype: 'template_card',
			template_card: {
				card_type: 'text_notice',
				source: { desc: text },
				main_title: { title: text, desc: text },
				emphasis_content: { title: text, desc: text },
				quote_area: { title: text, quote_text: text },
				sub_title_text: text,
				horizontal_content_list: [{ keyname: text, value: text, url: text }],
				jump_list: [{ title: text, url: text }],
				card_action: { url: text },
			},
		},
		{ msgtype: 'link', link: { title: text, text, messageUrl: text } },
		{ msgtype: 'markdown', markdown: { title: text, text } },
		{
			msgtype: 'actionCard',
			actionCard: { title: text, text, btns: [{ title: text, actionURL: `dingtalk://${text}` }] },
		},
		{
			msgtype: 'feedCard',
			feedCard: { links: [1, 2].map(() => ({ title: text, messageURL: text })) },
		},
		{ msg_type: 'text', content: { text } },
		{
			msg_type: 'post',
			content: {
				post: {
					zh_cn: {
						title: text,
						content: [
							[
								{ tag: 'a', text, href: text },
								{ tag: 'at', user_name: text },
							],
						],
					},
				},
			},
		},
		{
			msg_type: 'interactive',
			card: {
				header: { title: { tag: 'plain_text', content: text } },
				elements: [
					{ tag: 'markdown', content: text },
					{ tag: 'button', text: { tag: 'plain_text', content: text }, url: text },
				],
				data: { template_variable: { [text]: text } },
			},
		},
		{ title: text, text },
		{ text },
		{
			blocks: [
				{ type: 'header', text: { type: 'plain_text', text } },
				{
					type: 'section',
					text: { type: 'mrkdwn', text },
					fields: [
						{ type: 'mrkdwn', text: `*${text}*\n${text}` },
						{ type: 'mrkdwn', text },
					],
					accessory: { type: 'button', text: { type: 'plain_text', text }, url },
				},
				{ type: 'rich_text', elements: [{ type: 'text', text }] },
				{ type: 'table', rows: [[{ type: 'raw_text', text }]] },
			],
		},
		{
			attachments: [
				{ pretext: text, title: text, text, fields: [{ title: text, value: text }], footer: text },
			],
		},
	];
}
