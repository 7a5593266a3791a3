import { ExplainedError } from '../../../src/explainedError';

/** A message that was refused for good: another way may be taken. */
export type Refusal = ExplainedError & { code: string };

/** By the platform, and for good: the message is not in the group, and will not be. */
function isRefusal(error: unknown): error is Refusal {
	return (
		error instanceof ExplainedError &&
		error.code !== undefined &&
		!error.isTemporary &&
		!error.isUncertain
	);
}

/** What was sent, or why it is refused. @throws any other error. */
export async function orRefusal<Result>(sending: Promise<Result>): Promise<Result | Refusal> {
	const [outcome] = await Promise.allSettled([sending]);
	const isRefused = outcome.status === 'rejected' && isRefusal(outcome.reason);
	return isRefused ? (outcome.reason as Refusal) : await sending;
}
