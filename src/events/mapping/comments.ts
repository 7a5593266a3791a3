import type { Condition, EventMapping } from './mapping';

type Commented = { types: readonly string[] } & Pick<
	EventMapping,
	'when' | 'kind' | 'conversationKey' | 'parts'
>;

/**
 * What is said about something that somebody has opened, as GitHub and what is
 * modelled on it send it: `sender` says it, `user` has opened it. Said by
 * somebody else, it answers. Said by the author, it asks: anew, where it was
 * answered; what is closed or a draft waits for nobody.
 *
 * @param byPerson what holds of a sender that is no bot.
 */
export function commentsBy(byPerson: readonly Condition[]) {
	return (
		of: 'issue' | 'pull_request' | 'discussion',
		mapping: Commented,
		asks: readonly Condition[] = [],
	): EventMapping[] => {
		const { when = [] } = mapping;
		const author = `${of}.user.login`;
		return [
			{
				...mapping,
				when: [...when, ...byPerson, { at: 'sender.login', differsFrom: author }],
				effect: 'ends',
			},
			{
				...mapping,
				when: [
					...when,
					...byPerson,
					...asks,
					{ at: 'sender.login', equals: author },
					{ at: `${of}.state`, isNot: ['closed'] },
					{ at: `${of}.draft`, isNot: ['true'] },
				],
				effect: 'opens',
			},
			{ ...mapping, effect: 'continues' },
		];
	};
}
