import type { AskPlatform, PlatformAnswer } from '../../chatApps/connection/dialect';
import type { CredentialFields } from '../credential';
import type { HttpResponse, RobotResponse, RobotSuccess } from '../sending/response';

/** A chat that somebody can choose. */
export interface ListedChat {
	id: string;
	/** As its members call it; may be empty. */
	name: string;
}

/** Some of the chats that an app is in. */
export interface ChatPage {
	chats: ListedChat[];
	/** By it the platform gives the next ones; undefined where there are none. */
	next?: string;
}

/** How a platform tells which chats an app is in. */
export interface ChatList {
	/** As people know the platform. */
	platform: string;
	/** @throws {Error} in words for whoever filled in the credential. */
	appOf(fields: CredentialFields): ListingApp;
	readResponse(answer: HttpResponse): RobotResponse;
	pageOf(response: RobotSuccess['response']): ChatPage;
}

/** An app that asks for its chats. */
export interface ListingApp {
	/** What of the credential nobody may see. */
	secrets: string[];
	/** @param after what the page before named; undefined for the first. */
	page(ask: AskPlatform, after: string | undefined): Promise<PlatformAnswer>;
}
