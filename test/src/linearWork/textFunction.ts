/** What is done with a text from outside. */
export interface TextFunctions {
	/** UTF-16 code units of the texts that it is tried with: as many as show how it grows, and take no long time. */
	length: number;
	/** By their names. */
	functions: Record<string, (text: string) => unknown>;
}
