import { answers } from './answers';
import { readers } from './readers';
import { writers } from './writers';
import type { TextFunctions } from './textFunction';

/**
 * All that reads or writes texts from outside. n8n does nothing else
 * meanwhile, and strangers choose the texts: whatever is added here is held to
 * work that grows no faster than they do.
 */
export const textFunctions: Record<string, TextFunctions> = { ...readers, ...answers, ...writers };
