/** Whether a text is the address of a page: what a browser opens, and nothing that starts a program. */
export function isWebAddress(text: string): boolean {
	return /^https?:\/\//i.test(text) && URL.canParse(text);
}
