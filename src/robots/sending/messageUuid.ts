import { createHash, randomUUID } from 'node:crypto';

/**
 * `msgUuid`: "接口调用超时或未知错误时可使用同一个 msgUuid 重试，避免重复发出消息". The same
 * for the same message of the same reminder by the same node, so that a reminder that
 * is sent again after a crash shows once.
 *
 * @param idempotencyKey names reminder and node; undefined for what shall show each time.
 * @param part of the messages that say it, from 0.
 */
export function messageUuid(idempotencyKey: string | undefined, part: number): string {
	if (idempotencyKey === undefined) return randomUUID();
	const hash = createHash('sha256').update(`${idempotencyKey}\n${part}`).digest('hex');
	return [
		hash.slice(0, 8),
		hash.slice(8, 12),
		`4${hash.slice(13, 16)}`,
		`8${hash.slice(17, 20)}`,
		hash.slice(20, 32),
	].join('-');
}
