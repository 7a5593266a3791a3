import { readers } from './readers';
import { writers } from './writers';

/** What is done with a text from outside. */
export interface TextFunctions {
	/** UTF-16 code units of the texts that it is tried with: as many as show how it grows, and take no long time. */
	length: number;
	/** By their names. */
	functions: Record<string, (text: string) => unknown>;
}

/**
 * All that reads or writes texts from outside. n8n does nothing else
 * meanwhile, and strangers choose the texts: whatever is added here is held to
 * work that grows no faster than they do.
 */
export const textFunctions: Record<string, TextFunctions> = { ...readers, ...writers };
