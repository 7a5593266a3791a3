export interface MessagePlace {
	chat: string;
	message: string;
	/** What a reply to it names it by, where that is another id. */
	repliedToAs?: string;
}

/** The messages of a robot that is a chat app: people press their buttons and reply to them. */
export interface ChatAppMessages {
	/** The app, as its buttons are signed for it. */
	app: string;
	/** They cannot have buttons that ask the app: people answer by words alone. */
	isWithoutButtons?: true;
	/** Where a message is that the platform has posted; undefined where it did not say. */
	placeOf(response: Record<string, unknown>): MessagePlace | undefined;
	/** What is kept of a message with buttons, so that it can be changed: undefined of one without. @param body as it was sent. */
	keptOf(body: object): Record<string, unknown> | undefined;
}
