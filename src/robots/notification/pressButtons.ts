import { MINUTE } from '../../time/duration';
import { durationInWords } from '../../words/duration';
import { isRepliedTo } from '../../words/headline';
import { vocabularyOf, type Language } from '../../words/language';
import { fill } from '../../words/text';
import type { AnswerAction, Notification, PressButton } from './notification';

/** All that there are, in the order in which they stand. */
export const answerActions = ['acknowledge', 'snooze', 'markReplied'] as const;

/** What the buttons of one reminder hand back, and how long "Snooze" holds. */
export interface ButtonValues {
	values: Record<AnswerAction, string>;
	snoozeMinutes: number;
}

/** How a message changes when somebody has answered. */
export interface ShownAnswer {
	/** In place of the buttons, as the platform writes it; empty where nothing is to be said. */
	line: string;
	/** The buttons that stay below it. */
	kept: AnswerAction[];
}

/** The buttons of a reminder, named as its links are; none where nothing waits. */
export function pressButtonsFor(
	{ waits }: Pick<Notification, 'waits'>,
	{ values, snoozeMinutes }: ButtonValues,
	language: Language,
): PressButton[] | undefined {
	if (waits === undefined) return undefined;
	const { actions, units } = vocabularyOf(language).shared;
	const time = durationInWords(snoozeMinutes * MINUTE, units);
	const texts: Record<AnswerAction, string> = {
		acknowledge: actions.acknowledge,
		snooze: fill(actions.snooze, { time }),
		markReplied: isRepliedTo({ matter: waits }) ? actions.markReplied : actions.markHandled,
	};
	return answerActions.map((action) => ({
		action,
		text: texts[action],
		value: values[action],
	}));
}
