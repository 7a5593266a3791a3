import { composed } from './utf8';

/** How a name is told from others: without the blanks around it, in one spelling, large and small letters alike. */
export function folded(name: string): string {
	// First to large letters: there "ß" and "ss", "ς" and "σ" are the same.
	return composed(name.trim()).toUpperCase().toLowerCase();
}
