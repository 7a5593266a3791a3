import { Pool } from 'undici';

export interface PostedBody {
	headers: Record<string, string>;
	body: string;
}

export interface LoadOptions {
	url: string;
	/** Kept alive, each with one request at a time. */
	connections: number;
	/** How long requests are begun, in ms. */
	duration: number;
	/** The next body, different every time. */
	next: () => PostedBody;
}

export interface LoadResult {
	/** Requests answered with 200 within the duration, by second. */
	perSecond: number;
	/** All that were answered with 200, also those that were begun before its end and answered after. */
	accepted: number;
}

const ANSWER_TIMEOUT = 60_000;

/** As many requests as are answered. @throws when one is answered with anything but 200. */
export async function load(options: LoadOptions): Promise<LoadResult> {
	const { url, connections, duration, next } = options;
	const { origin, pathname } = new URL(url);
	const pool = new Pool(origin, {
		connections,
		headersTimeout: ANSWER_TIMEOUT,
		bodyTimeout: ANSWER_TIMEOUT,
	});
	const begun = performance.now();
	let accepted = 0;
	let inTime = 0;
	const one = async () => {
		while (performance.now() - begun < duration) {
			await post(pool, pathname, next());
			accepted += 1;
			if (performance.now() - begun < duration) inTime += 1;
		}
	};
	try {
		await Promise.all(Array.from({ length: connections }, one));
	} finally {
		await pool.destroy();
	}
	return { accepted, perSecond: inTime / (duration / 1_000) };
}

/** A fixed number of requests. Returns how many were accepted in a second. */
export async function loadOf(
	bodies: PostedBody[],
	url: string,
	connections: number,
): Promise<number> {
	const { origin, pathname } = new URL(url);
	const pool = new Pool(origin, {
		connections,
		headersTimeout: ANSWER_TIMEOUT,
		bodyTimeout: ANSWER_TIMEOUT,
	});
	const begun = performance.now();
	const rest = bodies.values();
	const some = async () => {
		for (const body of rest) await post(pool, pathname, body);
	};
	try {
		await Promise.all(Array.from({ length: connections }, some));
	} finally {
		await pool.destroy();
	}
	return bodies.length / ((performance.now() - begun) / 1_000);
}

async function post(pool: Pool, path: string, { headers, body }: PostedBody): Promise<void> {
	const response = await pool.request({ method: 'POST', path, headers, body });
	const answer = await response.body.text();
	if (response.statusCode !== 200) {
		throw new Error(`POST ${path} was answered ${response.statusCode}: ${answer.slice(0, 500)}`);
	}
}
