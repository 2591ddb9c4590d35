/** What the service allows a user (docs, rate limits): 120 requests in any minute. Stated there as subject to change. */
export const DEFAULT_REQUESTS_PER_MINUTE = 120;

/** The credential's limit, whole and, unless it is 0, at least 1; the documented one when there is no usable number. */
export function readLimit(value: unknown): number {
	const limit =
		typeof value === 'number' || (typeof value === 'string' && value.trim() !== '') ? Number(value) : NaN;
	if (!Number.isFinite(limit) || limit < 0) return DEFAULT_REQUESTS_PER_MINUTE;
	return limit === 0 ? 0 : Math.max(1, Math.floor(limit));
}
