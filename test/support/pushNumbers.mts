type Messages = Array<{ content: string }>;

/** Which push each message is; NaN for one that is none. */
export function pushNumbers(messages: Messages): number[] {
	return messages.map(({ content }) => Number(/push (\d+) of \d/.exec(content)?.[1]));
}

/** The same of those that are pushes, where others may be among them. */
export function numbersOfPushes(messages: Messages): number[] {
	return pushNumbers(messages).filter((number) => !Number.isNaN(number));
}
