import { hasMentions, inlineMentions, withEverybody, type WeComMentions } from '../mentions';
import { vocabularyOf } from '../../../words/language';
import { fitsCard, hasPlacesInCard } from '../card';
import { weComNotification, type WeComNotificationOptions } from '../notification';
import { linksBeside } from '../../notification/content';
import type { Notification } from '../../notification/notification';
import { pressCard } from './pressCard';

/** A smart robot sends cards and the older markdown ("智能机器人长连接", path/101463). */
export const weComSmartStyles = ['auto', 'card', 'markdown'] as const;
export type WeComSmartStyle = (typeof weComSmartStyles)[number];

type Body = Record<string, unknown>;

const NOBODY: WeComMentions = withEverybody({ users: [], mobiles: [], everybody: false });

/**
 * The messages that say it, in order. One with buttons is a card; what that does
 * not show all of follows in markdown, which also mentions.
 */
export function weComSmartNotification(
	notification: Notification,
	options: Omit<WeComNotificationOptions, 'style'> & { style: WeComSmartStyle },
): Body[] {
	const { style, mentions } = options;
	const { buttons } = notification;
	if (buttons && style !== 'markdown') {
		const { colon } = vocabularyOf(options.language).shared;
		const { card, isWhole } = pressCard(notification, buttons, colon);
		const whole = { ...notification, links: linksBeside(notification) };
		return [
			{ msgtype: 'template_card', template_card: card },
			...(isWhole ? mentionMessage(notification, mentions) : inMarkdown(whole, options)),
		];
	}
	const isCard =
		style === 'auto'
			? fitsCard(notification) && !hasMentions(mentions)
			: style === 'card' && hasPlacesInCard(notification);
	if (!isCard) return inMarkdown(notification, options);
	const plain = { ...options, style: 'card', mentions: NOBODY } as const;
	return [...weComNotification(notification, plain), ...mentionMessage(notification, mentions)];
}

function inMarkdown(
	{ code, ...notification }: Notification,
	options: Omit<WeComNotificationOptions, 'style'>,
): Body[] {
	const title = code ? `${notification.title} #${code}` : notification.title;
	const { users } = options.mentions;
	// Nothing else mentions in markdown.
	const mentions = { ...NOBODY, users };
	return weComNotification({ ...notification, title }, { ...options, style: 'markdown', mentions });
}

/** A card mentions nobody: a message that says no more does. */
function mentionMessage({ code }: Notification, { users }: WeComMentions): Body[] {
	if (users.length === 0) return [];
	const content = [inlineMentions(users), code && `#${code}`].filter(Boolean).join(' ');
	return [{ msgtype: 'markdown', markdown: { content } }];
}
