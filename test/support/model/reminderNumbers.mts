type Messages = Array<{ content: string }>;

/** Which reminder each message is; NaN for one that is none. */
export function reminderNumbers(messages: Messages): number[] {
	return messages.map(({ content }) => Number(/reminder (\d+) of \d/.exec(content)?.[1]));
}

/** The same of those that are reminders, where others may be among them. */
export function numbersOfReminders(messages: Messages): number[] {
	return reminderNumbers(messages).filter((number) => !Number.isNaN(number));
}

/** Whether none came twice, was left out or came before another. */
export function isInOrder(numbers: number[]): boolean {
	return numbers.every((number, index) => number === index + 1);
}
