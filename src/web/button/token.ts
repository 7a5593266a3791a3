import {
	readSigned,
	sign,
	SIGNATURE,
	TERMS,
	writeTerms,
	type Reading,
	type Seal,
} from '../signature';
import type { ConversationAction, Link } from '../link/token';
import { own } from '../../own';

/** What a button says: a link without what only pages do. */
export type ButtonLink = Link & { action: ConversationAction };

/** Short: the least that a platform takes for the value of a button is a hundred characters. */
const LETTERS: Readonly<Record<ConversationAction, string>> = {
	acknowledge: 'a',
	snooze: 's',
	markReplied: 'r',
};
const ACTIONS: Readonly<Record<string, ConversationAction>> = {
	a: 'acknowledge',
	s: 'snooze',
	r: 'markReplied',
};

/** `action.minutes.expiry.generation.escalation.signature` */
const FORM = new RegExp(
	`^(?<action>[asr])\\.(?<minutes>\\d{1,6})\\.${TERMS}\\.(?<escalationId>[0-9A-Za-z_-]{1,64})\\.${SIGNATURE}$`,
);

/**
 * What the button of a message says, as a link does. It is worth nothing as a link,
 * and no link is worth anything as a button.
 *
 * @param app whose message it is: the platform and its id of the app. A button that was copied into another is worth nothing.
 */
export function writeButton(seal: Seal, app: string, link: ButtonLink): string {
	const { action, minutes, escalationId } = link;
	const said = `${LETTERS[action]}.${minutes}.${writeTerms(link)}.${escalationId}`;
	return sign(ofApp(seal, app), 'button', said);
}

/** @param text what somebody sent, whoever it is. */
export function readButton(
	seal: Seal,
	app: string,
	text: string,
	now: number,
): Reading<ButtonLink> {
	const reading = readSigned(ofApp(seal, app), 'button', { form: FORM, text, now });
	if (!reading.ok) return reading;
	const { action, minutes, escalationId } = reading.said;
	return {
		ok: true,
		link: {
			action: own(ACTIONS, action)!,
			minutes: Number(minutes),
			escalationId,
			...reading.terms,
		},
	};
}

/** Which escalation it says it is about, before anything of it is known to be ours: the node's key proves it. */
export function escalationNamedBy(text: string): string | undefined {
	return FORM.exec(text)?.groups?.escalationId;
}

/** Both are lines of what is signed; a scope has no line break. */
function ofApp({ key, scope }: Seal, app: string): Seal {
	return { key, scope: `${scope}\n${app}` };
}
