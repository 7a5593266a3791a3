/** "Execute Webhook": characters of `content`, and how many embeds. */
export const CONTENT = 2_000;
export const EMBEDS = 10;

/** Characters of the name of a thread ("Channel Object"). */
export const THREAD_NAME = 100;

/** "Embed Limits", in characters. */
export const TITLE = 256;
export const DESCRIPTION = 4_096;
export const ALL_EMBEDS = 6_000;
export const FIELDS = 25;
export const FIELD_NAME = 256;
export const FIELD_VALUE = 1_024;
