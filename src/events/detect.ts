import type { EventRequest } from './request';
import type { EventSource, Problem } from './source';

/** From here on a source is taken for the sender. */
const SURE = 0.9;

export type Detection =
	| {
			ok: true;
			source: EventSource;
			/** What to know about it: that it could be another one. */
			notice?: string;
	  }
	| { ok: false; problem: Problem };

/** Which of the sources sent this, by its headers and the shape of its body. */
export function detectSource(request: EventRequest, sources: readonly EventSource[]): Detection {
	const ranking = sources
		.map((source) => ({ source, resemblance: source.resemblance(request) }))
		.sort((one, other) => other.resemblance - one.resemblance);
	const [best] = ranking;
	if (best.resemblance >= SURE) {
		const equal = ranking.filter(({ resemblance }) => resemblance === best.resemblance);
		return { ok: true, source: best.source, notice: doubtBetween(equal) };
	}
	return { ok: false, problem: describe(request, ranking) };
}

function doubtBetween([first, ...others]: ReadonlyArray<{ source: EventSource }>):
	| string
	| undefined {
	if (others.length === 0) return undefined;
	const names = others.map(({ source }) => source.displayName).join(' or ');
	return `This was taken for ${first.source.displayName}, but it could be from ${names} just as well. If it is, choose that source in the Service Event Trigger instead of "Detect Automatically".`;
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
