/** The message cannot be sent as it is: nothing was sent. */
export class RobotMessageError extends Error {
	constructor(
		message: string,
		/** What to do about it. */
		readonly advice: string,
	) {
		super(message);
		this.name = 'RobotMessageError';
	}
}
