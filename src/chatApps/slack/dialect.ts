import { own } from '../../own';
import { foreignWords } from '../../secrets/foreignWords';
import { SECOND } from '../../time/duration';
import type {
	AskPlatform,
	ChatDialect,
	PlatformAnswer,
	Reading,
	Session,
} from '../connection/dialect';
import type { Incoming } from '../incoming';
import { at, idAt, jsonIn, numberAt } from '../json';
import { slackError } from './errors';
import { pressIn } from './press';
import { wordIn } from './word';

/** Where an app connects, and as which one. */
export interface SlackApp {
	/** Of the Web API, without a slash at its end. */
	baseUrl: string;
	/** `xapp-…`, with the scope connections:write. */
	appToken: string;
}

/** ms. Slack says how long in `Retry-After` where it knows. */
const LONGEST_WAIT = 600 * SECOND;

/** Socket Mode ("Using Socket Mode", docs.slack.dev): JSON texts, each of which is acknowledged by its envelope. */
export function slackDialect({ baseUrl, appToken }: SlackApp): ChatDialect {
	return {
		name: 'Slack',
		isEncrypted: !baseUrl.startsWith('http:'),
		async address(ask: AskPlatform) {
			return addressIn(
				await ask({
					url: `${baseUrl}/apps.connections.open`,
					headers: { Authorization: `Bearer ${appToken}` },
					body: {},
				}),
			);
		},
		session: () => session,
	};
}

/** Frames stand for themselves: no connection remembers anything. */
const session: Session = { greeting: [], read: (data) => [readFrame(data.toString('utf8'))] };

function addressIn({ status, headers, body }: PlatformAnswer): string {
	if (at(body, 'ok') === true) return String(at(body, 'url') ?? '');
	const seconds = Number(headers['retry-after']);
	const waitFor = seconds > 0 ? Math.min(seconds * SECOND, LONGEST_WAIT) : 0;
	throw slackError(foreignWords(idAt(body, 'error')) || `HTTP ${status}`, waitFor);
}

function readFrame(text: string): Reading {
	const frame = jsonIn(text);
	switch (idAt(frame, 'type')) {
		case 'hello':
			return { is: 'ready', connections: numberAt(frame, 'num_connections') };
		case 'disconnect':
			return ended(idAt(frame, 'reason'));
		default:
			return readEnvelope(frame);
	}
}

/** `warning` and `refresh_requested`: Slack moves its connections every few hours. */
function ended(reason: string): Reading {
	const isForGood = reason === 'link_disabled' || reason === 'too_many_websockets';
	return isForGood ? { is: 'failed', error: slackError(reason) } : { is: 'renew' };
}

const READERS: Readonly<Record<string, (payload: unknown) => Incoming | undefined>> = {
	interactive: pressIn,
	events_api: wordIn,
};

function readEnvelope(frame: unknown): Reading {
	const envelope = idAt(frame, 'envelope_id');
	if (envelope === '') return { is: 'unreadable' };
	const frameOf = JSON.stringify({ envelope_id: envelope });
	const payload = at(frame, 'payload');
	const incoming = own(READERS, idAt(frame, 'type'))?.(payload);
	// What is not for us is acknowledged too: Slack would repeat it, or tell the person that it failed.
	if (!incoming) return { is: 'respond', frame: frameOf };
	return {
		is: 'incoming',
		incoming,
		// Without it Slack shows a warning at the button, and sends what was written again.
		acknowledge: ({ stored }) => (stored ? [frameOf] : []),
	};
}
