import type { CustomMapping } from '../customMapping';
import type { ServiceEvent } from '../serviceEvent';
import { parseMapped } from '../sources/custom';
import type { SampleReading } from './sample';

/**
 * The event that a sample would be with this mapping, were it sent now.
 *
 * @param sourceId the source whose bodies the user describes.
 * @param now milliseconds since 1970.
 */
export function eventOfSample(
	{ bytes, body }: SampleReading & { ok: true },
	sourceId: string,
	mapping: CustomMapping,
	now: number,
): ServiceEvent | undefined {
	const parsed = parseMapped(
		sourceId,
		{
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			query: {},
			rawBody: bytes,
			receivedAt: now,
			body: { type: 'json', value: body },
		},
		{ mapping, isTest: true },
	);
	return parsed.ok ? parsed.events[0] : undefined;
}
