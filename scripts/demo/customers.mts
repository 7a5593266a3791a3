import type { DemoLanguage } from './words.mts';

/** Who writes, what, and what an agent answers. */
export interface Script {
	name: string;
	message: string;
	reply: string;
}

interface Shop {
	name: string;
	agent: string;
	customers: string[];
	conversations: Array<Omit<Script, 'name'>>;
}

export const shops: Record<DemoLanguage, Shop> = {
	en: {
		name: 'Garden shop',
		agent: 'Sam',
		customers: [
			'Emma Clark',
			'Liam Ortiz',
			'Nora Haddad',
			'Jonas Weber',
			'Aiko Tanaka',
			'Chidi Okoro',
			'Sofia Rossi',
			'Ivan Petrov',
			'Mia Larsen',
			'Omar Aziz',
			'Lucy Brown',
			'Tom Dubois',
		],
		conversations: [
			{
				message: 'Hi, my order 4711 was due on Monday. Where is it?',
				reply: 'It left our warehouse this morning and will be with you tomorrow.',
			},
			{
				message: 'I was charged twice for one invoice. Can you help me?',
				reply: 'Sorry for that! The second charge is on its way back to you.',
			},
			{
				message: 'The voucher WELCOME10 is refused at the checkout.',
				reply: 'Thanks for telling us. It works again now, please try once more.',
			},
			{
				message: 'Can I still change the delivery address? The parcel leaves today.',
				reply: 'Yes. Tell me the new address and I will change it right away.',
			},
		],
	},
	zh: {
		name: '花园商店',
		agent: '小李',
		customers: [
			'王小明',
			'李华',
			'张伟',
			'陈静',
			'刘洋',
			'赵敏',
			'孙悦',
			'周杰',
			'吴霞',
			'郑凯',
			'冯雪',
			'韩梅',
		],
		conversations: [
			{
				message: '你好，订单 4711 本来周一就该到了，现在到哪里了？',
				reply: '您好，包裹今天早上已经发出，预计明天送达。',
			},
			{
				message: '同一张发票被扣了两次款，能帮我看一下吗？',
				reply: '非常抱歉，多扣的款项正在原路退回。',
			},
			{
				message: '结算的时候优惠码 WELCOME10 用不了。',
				reply: '感谢反馈，优惠码已经恢复，请再试一次。',
			},
			{
				message: '今天发货的包裹还能改收货地址吗？',
				reply: '可以的，请把新地址发给我，马上为您修改。',
			},
		],
	},
};

/** The customer who writes after so many others. Everybody has a name of their own, since TWT Chat knows people by nothing else. */
export function customerAfter(count: number, language: DemoLanguage): Script {
	const { customers, conversations } = shops[language];
	const round = Math.floor(count / customers.length);
	const name = customers[count % customers.length];
	return {
		...conversations[count % conversations.length],
		name: round === 0 ? name : `${name} ${round + 1}`,
	};
}
