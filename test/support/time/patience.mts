/**
 * In ms. A bound for when something never comes, so that a test ends and says
 * what it waited for; a machine that does other things too may take minutes.
 */
export const PATIENCE = 300_000;

/**
 * In seconds. By so much all that an end-to-end test waits for reaches it too late, and a tenth
 * of it each thing that its browser does: tells which tests rely on being fast (docs/decisions.md).
 */
export const LATE = Number(process.env.UNTIL_REPLIED_LATE ?? 0);
