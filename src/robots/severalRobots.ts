import { isWebAddress } from '../text/webAddress';
import { entered, enteredBaseUrl, type CredentialFields } from './credential';

/* A credential may have several robots of one group, whose messages and rates add up. */

/** The field of the credential that has them, from the second on. */
export const FURTHER_ROBOTS = 'furtherRobots';

/** More than a group of any platform has. */
const MOST_ROBOTS = 20;

/** A robot as it was entered. */
export interface EnteredRobot {
	address: string;
	/** What it signs with; empty where it does not. */
	secret: string;
}

/**
 * The first robot, in fields of its own, and those of "Further Robots". They
 * stand on lines, but a browser makes blanks of line breaks that are pasted into
 * a password: so whole URLs tell where the next one begins. Where robots sign,
 * what follows a URL is its secret.
 *
 * @param read what the platform understands of one. It throws in words for the person who pasted it.
 * @throws {Error} the same, without repeating what is secret.
 */
export function robotsOf<Robot>(
	fields: CredentialFields,
	names: { address: string; secret?: string },
	read: (robot: EnteredRobot) => Robot,
): Robot[] {
	const first = {
		address: entered(fields, names.address),
		secret: names.secret === undefined ? '' : entered(fields, names.secret),
	};
	const words = entered(fields, FURTHER_ROBOTS)
		.split(/[\s,;，；]+/)
		.filter(Boolean);
	const further = names.secret === undefined ? words.map(unsigned) : signed(words);
	if (further.length >= MOST_ROBOTS) {
		throw new Error(`A credential can have at most ${MOST_ROBOTS} robots.`);
	}
	return [first, ...further].map((robot, index) => {
		try {
			return read(robot);
		} catch (error) {
			if (index === 0) throw error;
			throw new Error(`Robot ${index + 1} (under Further Robots): ${(error as Error).message}`, {
				cause: error,
			});
		}
	});
}

/** A robot that may sign what it sends. */
export type SigningRobot<Address> = Address & {
	/** Empty where it does not sign. */
	secret: string;
};

/**
 * The robots of a credential with signing secrets and a region.
 *
 * @param read what the platform understands of what was pasted, see `robotsOf`.
 * @throws {Error} like `robotsOf`.
 */
export function signingRobotsOf<Address extends object>(
	fields: CredentialFields,
	read: (pasted: string, region: string, baseUrl: string) => Address,
): Array<SigningRobot<Address>> {
	const region = enteredBaseUrl(fields, 'baseUrl');
	const baseUrl = enteredBaseUrl(fields, 'customBaseUrl');
	return robotsOf(fields, { address: 'webhook', secret: 'secret' }, ({ address, secret }) => ({
		...read(address, region, baseUrl),
		secret,
	}));
}

/** What is no address and could not be a key: somebody has written something between them. */
function unsigned(address: string): EnteredRobot {
	if (isWebAddress(address) || /^\w[\w/-]*$/.test(address)) return { address, secret: '' };
	throw new Error(
		'Under Further Robots, enter one robot per line: its whole URL, and nothing else.',
	);
}

function signed(words: string[]): EnteredRobot[] {
	const robots: EnteredRobot[] = [];
	for (const word of words) {
		const last = robots.at(-1);
		if (isWebAddress(word)) robots.push(unsigned(word));
		else if (last && last.secret === '') last.secret = word;
		else {
			throw new Error(
				`Under Further Robots, enter one robot per line: its whole URL, then, if it signs, a space and its signing secret. After ${robots.length === 0 ? 'the beginning' : `robot ${robots.length + 1}`}, something else follows.`,
			);
		}
	}
	return robots;
}

/** A request of one of the robots, for its credential to authenticate. */
export interface RequestOfRobot {
	/** The index of the robot; the first where there is none. */
	robot?: number;
}

/** A request as the node makes it, parted from the robot that is to make it. */
export function partedFromRobot<Request extends object, Robot>(
	{ robot = 0, ...request }: Request & RequestOfRobot,
	robots: Robot[],
): { request: Omit<Request & RequestOfRobot, 'robot'>; robot: Robot } {
	return { request, robot: robots[robot] };
}
