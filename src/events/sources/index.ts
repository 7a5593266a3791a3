import type { EventSource } from '../source';
import { twtChat } from './twtChat';

/** Every source, in the order in which the node lists them. A new source is one file and one line here. */
export const eventSources: Readonly<Record<string, EventSource>> = { [twtChat.id]: twtChat };
