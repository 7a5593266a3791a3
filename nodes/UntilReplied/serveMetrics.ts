import type { Runtime } from '../../src/runtime/runtime';
import { CONTENT_TYPES, exposition, formatFor } from '../../src/web/metrics/exposition';
import type { Visitor } from './visitor';

/** What a program reads. */
export interface TextResponse {
	status: number;
	headers: Record<string, string>;
	text: string;
}

/** Numbers for Prometheus, or why there are none. */
export async function serveMetrics(
	runtime: Runtime,
	scope: string,
	{ metricsToken, accept }: Visitor,
): Promise<TextResponse> {
	const reading = await runtime.links.readMetrics(scope, metricsToken);
	if (!reading.ok) {
		const text = `This token is ${reading.reason}. Get another one with the operation Get Metrics Link.\n`;
		return response(401, text, { 'WWW-Authenticate': 'Bearer error="invalid_token"' });
	}
	const format = formatFor(accept);
	const text = exposition(await runtime.metrics.read(), format);
	return response(200, text, { 'Content-Type': CONTENT_TYPES[format] });
}

/** What its scraper notes as down. */
export function metricsUnavailable(): TextResponse {
	return response(503, 'The metrics cannot be read now.\n');
}

function response(
	status: number,
	text: string,
	headers: Record<string, string> = {},
): TextResponse {
	return {
		status,
		text,
		headers: {
			'Content-Type': 'text/plain; charset=utf-8',
			'Cache-Control': 'no-store',
			'X-Content-Type-Options': 'nosniff',
			Vary: 'Accept',
			...headers,
		},
	};
}
