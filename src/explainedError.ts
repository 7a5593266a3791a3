export interface ErrorDetails {
	/** What was thrown before it. */
	cause?: unknown;
	/** Of the system that was asked, or a word of ours; undefined when it is about what was given. */
	code?: string;
	/** Whether the same may succeed later. */
	isTemporary?: boolean;
	/** Whether nobody knows if it happened. */
	isUncertain?: boolean;
}

/** An error that is written for whoever reads it in n8n: what went wrong, and what to do about it. */
export class ExplainedError extends Error {
	readonly code: string | undefined;

	readonly isTemporary: boolean;

	readonly isUncertain: boolean;

	constructor(
		message: string,
		/** What to do about it. n8n shows it as the description. */
		readonly advice: string,
		{ cause, code, isTemporary = false, isUncertain = false }: ErrorDetails = {},
	) {
		super(message, cause === undefined ? undefined : { cause });
		this.name = 'ExplainedError';
		this.code = code;
		this.isTemporary = isTemporary;
		this.isUncertain = isUncertain;
	}
}
