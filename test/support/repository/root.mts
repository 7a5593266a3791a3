import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the work tree. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
