/**
 * In ms. A bound for when something never comes, so that a test ends and says
 * what it waited for; a machine that does other things too may take minutes.
 */
export const PATIENCE = 300_000;
