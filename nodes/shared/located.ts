/** What a resource locator of n8n has chosen; a workflow from elsewhere may have the text alone. */
export function located(value: unknown): unknown {
	const isLocator = typeof value === 'object' && value !== null && Object.hasOwn(value, '__rl');
	return isLocator ? (value as { value?: unknown }).value : value;
}
