/** What the service allows a user (docs, rate limits): 120 requests in any minute. Stated there as subject to change. */
export const DEFAULT_REQUESTS_PER_MINUTE = 120;
