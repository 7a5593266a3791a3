import { SECOND } from '../../time/duration';

/** ms after which a part waits for the others in vain. */
const KEPT_FOR = 10 * SECOND;
const MOST_PARTS = 64;
const MOST_BYTES = 4 * 1_024 * 1_024;
/** Wholes that are waited for at a time: parts may be empty. */
const MOST_WHOLES = 1_000;
const LONGEST_ID = 256;

interface Pending {
	at: number;
	parts: Array<Buffer | undefined>;
}

/** What Feishu sends in several frames, because it is large. */
export class Parts {
	private readonly pending = new Map<string, Pending>();

	private bytes = 0;

	/**
	 * The whole as soon as it is there, `waiting` until then, and `refused` where
	 * the parts make no whole or are too many.
	 *
	 * @param now ms since 1970.
	 */
	add(
		id: string,
		{ sum, seq }: { sum: number; seq: number },
		payload: Buffer,
		now: number,
	): Buffer | 'waiting' | 'refused' {
		if (!(sum > 1)) return payload;
		this.forgetOld(now);
		const isPart = Number.isInteger(sum) && sum <= MOST_PARTS && Number.isInteger(seq);
		if (!isPart || seq < 0 || seq >= sum || id === '' || id.length > LONGEST_ID) {
			return 'refused';
		}
		if (!this.pending.has(id) && this.pending.size >= MOST_WHOLES) return 'refused';
		const entry = this.pending.get(id) ?? { at: now, parts: Array<undefined>(sum).fill(undefined) };
		if (entry.parts.length !== sum) return 'refused';
		if (entry.parts[seq] === undefined) {
			if (this.bytes + payload.length > MOST_BYTES) return 'refused';
			this.bytes += payload.length;
			// A copy: what was received would be kept as a whole with it.
			entry.parts[seq] = Buffer.from(payload);
		}
		this.pending.set(id, entry);
		const parts = entry.parts.filter((part) => part !== undefined);
		if (parts.length < sum) return 'waiting';
		this.forget(id, entry);
		return Buffer.concat(parts);
	}

	private forgetOld(now: number): void {
		for (const [id, entry] of this.pending) {
			if (Math.abs(now - entry.at) > KEPT_FOR) this.forget(id, entry);
		}
	}

	private forget(id: string, { parts }: Pending): void {
		this.pending.delete(id);
		for (const part of parts) this.bytes -= part?.length ?? 0;
	}
}
