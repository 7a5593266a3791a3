import type { EventRequest } from './request';
import type { EventSource, Problem } from './source';

/** From here on a source is taken for the sender. */
const SURE = 0.9;

export type Detection = { ok: true; source: EventSource } | { ok: false; problem: Problem };

/** Which of the sources sent this, by its headers and the shape of its body. */
export function detectSource(request: EventRequest, sources: readonly EventSource[]): Detection {
	const ranking = sources
		.map((source) => ({ source, resemblance: source.resemblance(request) }))
		.sort((one, other) => other.resemblance - one.resemblance);
	const [best] = ranking;
	if (best.resemblance >= SURE) return { ok: true, source: best.source };
	return { ok: false, problem: describe(request, ranking) };
}

function describe(
	request: EventRequest,
	ranking: Array<{ source: EventSource; resemblance: number }>,
): Problem {
	const tried = ranking.map(({ source }) => source.displayName).join(', ');
	const [{ source, resemblance }] = ranking;
	const advice =
		'In the Service Event Trigger, choose the source instead of "Detect Automatically". "Custom" accepts any body.';
	const nothing = `The request matches none of these sources: ${tried}.`;
	if (resemblance === 0) return { field: '', message: nothing, advice };
	const parsed = source.parse(request, {});
	if (parsed.ok) {
		return {
			field: '',
			message: `${nothing} ${source.displayName} comes closest, but it could be from another source.`,
			advice,
		};
	}
	const { field, message } = parsed.problem;
	return {
		field,
		message: `${nothing} ${source.displayName} comes closest, but ${field || 'the body'}: ${message}`,
		advice,
	};
}
