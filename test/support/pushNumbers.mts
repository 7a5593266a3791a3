/** The numbers of the pushes that are among what a group heard, in order. */
export function pushNumbers(messages: Array<{ content: string }>): number[] {
	return messages.flatMap(({ content }) => /push (\d+) of/.exec(content)?.[1] ?? []).map(Number);
}
