import type { ErrorShape } from './errors';

/** How the service counts requests, per user over all of the user's keys. */
export interface LimitOptions {
	/** `fixed`: windows that start at `phaseMs`; `sliding`: any span of `windowMs`; `bucket`: refilled evenly */
	kind: 'none' | 'fixed' | 'sliding' | 'bucket';
	/** Requests per window, and what the bucket holds. Default 120, as documented */
	requests?: number;
	/** Default 60 000 */
	windowMs?: number;
	/** Sends Retry-After in whole seconds; the documents name no such header. Default false */
	retryAfterHeader?: boolean;
	/** Requests per 24 hours (from `phaseMs`), on top of the window; the documented figure is 10 000. Default: not counted */
	dailyLimit?: number;
	/** When windows of `fixed` and days start, in ms since the epoch. Default 0 */
	phaseMs?: number;
	/** Whether a refused request uses up quota too. Default false */
	countRefused?: boolean;
}

export interface SimulatorOptions {
	/** Port of the API; 0 (default) takes a free one */
	port?: number;
	/** Port of the signed files; 0 (default) takes a free one */
	filesPort?: number;
	/** Default: no limit */
	limit?: LimitOptions;
	/** Wait before each API request is served, in ms. Default 0 */
	latencyMs?: Latency;
	/** Default `whole` */
	errorShape?: ErrorShape;
	/** Whether a recording's details stand under `meta` (the page seen) or on the recording itself. Default `meta` */
	recordingShape?: 'meta' | 'flat';
	/** What the files of an expired recording answer, which is unknown: 200 with `url: null`, or 410. Default `missing` */
	expiredFiles?: ExpiredFiles;
	/** Whether an update's linkMeta takes the place of what is there or is added to it, which is unknown. Default `replace` */
	linkMetaUpdate?: LinkMetaUpdate;
	/** How long a signed URL works. Default 15 minutes; the service's own figure is unknown */
	fileUrlTtlMs?: number;
	/** Current time in ms since the epoch. Default: the machine's clock */
	now?: () => number;
}

export type ExpiredFiles = 'missing' | 'gone';

export type LinkMetaUpdate = 'replace' | 'merge';

export type Latency = number | ((request: { method: string; path: string }) => number);

const DEFAULT_URL_TTL_MS = 15 * 60_000;

/** What may change while the simulator runs; a reset puts the options of the start back. */
export interface Settings {
	errorShape: ErrorShape;
	recordingShape: 'meta' | 'flat';
	expiredFiles: ExpiredFiles;
	linkMetaUpdate: LinkMetaUpdate;
	/** Of URLs signed from now on */
	fileUrlTtlMs: number;
	/** How the storage answers a URL that is no longer good: S3 403, others 400 or 401 */
	staleUrlStatus: 400 | 401 | 403;
	latencyMs: Latency;
}

/** The settings at the start. */
export function settingsOf(options: SimulatorOptions): Settings {
	return {
		errorShape: options.errorShape ?? 'whole',
		recordingShape: options.recordingShape ?? 'meta',
		expiredFiles: options.expiredFiles ?? 'missing',
		linkMetaUpdate: options.linkMetaUpdate ?? 'replace',
		fileUrlTtlMs: options.fileUrlTtlMs ?? DEFAULT_URL_TTL_MS,
		staleUrlStatus: 403,
		latencyMs: options.latencyMs ?? 0,
	};
}
