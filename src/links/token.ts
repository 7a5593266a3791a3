import { EXPIRY, readSigned, sign, SIGNATURE, writeExpiry, type SignedReading } from './signature';

/** What the holder of a link may do: one thing. */
export const linkActions = ['acknowledge', 'snooze', 'markReplied'] as const;
export type LinkAction = (typeof linkActions)[number];

/** What a link says. Nothing in it is secret. */
export interface Link {
	action: LinkAction;
	/** How long pushes are held back by `acknowledge` and `snooze`; 0 for `markReplied`. */
	minutes: number;
	escalationId: string;
	/** ms since 1970, in whole seconds. */
	expiresAt: number;
}

export type LinkReading = { ok: true; link: Link } | Extract<SignedReading, { ok: false }>;

/** `action.minutes.expiry.escalation.signature`, all of it fit for a URL as it is. */
const FORM = new RegExp(
	`^(?<action>${linkActions.join('|')})\\.(?<minutes>\\d{1,6})\\.${EXPIRY}\\.(?<escalationId>[0-9A-Za-z_-]{1,64})\\.${SIGNATURE}$`,
);

/** @param scope the node whose links these are: those of one node are worth nothing at another. */
export function writeLink(key: Buffer, scope: string, link: Link): string {
	const { action, minutes, escalationId, expiresAt } = link;
	return sign(key, 'link', scope, `${action}.${minutes}.${writeExpiry(expiresAt)}.${escalationId}`);
}

export function readLink(key: Buffer, scope: string, text: string, now: number): LinkReading {
	const reading = readSigned(key, 'link', scope, { form: FORM, text, now });
	if (!reading.ok) return reading;
	const { action, minutes, escalationId } = reading.said;
	return {
		ok: true,
		link: {
			action: action as LinkAction,
			minutes: Number(minutes),
			escalationId,
			expiresAt: reading.expiresAt,
		},
	};
}
