/** Resolves as soon as it is so: what other processes and sockets have to bring about takes as long as it takes. */
export async function until(isSo: () => boolean): Promise<void> {
	while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}
