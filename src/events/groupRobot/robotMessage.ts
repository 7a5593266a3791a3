export type RobotPlatform = 'weCom' | 'dingTalk' | 'feishu' | 'slack';

/** What a group would have read, had the message gone to its robot. */
export interface RobotMessage {
	/** The platform's own name of the message type. */
	type: string;
	title?: string;
	/** The lines of the message, in the platform's own markup. */
	content: string;
	/** Facts that the message type keeps apart from its text. */
	fields: Field[];
	/** Where a click on the message leads. */
	url?: string;
	/** The same for every try to deliver it, where the sender gives one. */
	deliveryId?: string;
}

export interface Field {
	name: string;
	value: string;
}

export type RobotMessageReading =
	| { ok: true; message: RobotMessage }
	| { ok: false; field: string; message: string };
