import { filesApp, mountApi, plainApp } from './apps';
import type { RecordedRequest, Traffic } from './apps';
import { apiRoot } from './contract';
import { mountControl } from './control';
import { Faults } from './faults';
import { FileSigner } from './files';
import { Listener } from './listener';
import { settingsOf } from './options';
import type { Latency, LimitOptions, Settings, SimulatorOptions } from './options';
import { RateLimiter } from './rateLimit';
import { seedKeys, seedStore } from './seed';
import type { Seed } from './seed';
import { sharedContract } from './serve';
import { Store } from './store';

export type { RecordedRequest } from './apps';
export type { Fault, FaultMatch, FaultRule, Faults } from './faults';
export type { Latency, LimitOptions, Settings, SimulatorOptions } from './options';
export type { Link, Recording, ResourceKind, Store } from './store';
export { errorKinds } from './errors';
export { jsonContent, ndjsonContent, sha256Of, thumbnailContent, videoContent } from './fileContent';
export type { FileContent } from './fileContent';

/** The Userplane API on 127.0.0.1. */
export interface Simulator {
	/** `http://127.0.0.1:PORT/api/v1` */
	baseUrl: string;
	/** Origin of the signed files: another port, so another origin than the API */
	filesUrl: string;
	/** The key of the default user, an owner */
	apiKey: string;
	/** Keys of other users, and keys that are no good */
	keys: typeof seedKeys;
	store: Store;
	/** Ids of the seeded rows; the same after every reset */
	seed: Seed;
	settings: Settings;
	/** API requests in order of arrival, refused and spoilt ones included */
	requests: RecordedRequest[];
	/** Requests for signed files */
	fileRequests: RecordedRequest[];
	faults: Faults;
	/** Every answer of the simulator that broke the contract; a test suite should find this empty */
	contractBreaches: string[];
	/** Changes the request limit; everybody starts with a full quota */
	setLimit(limit: LimitOptions): void;
	setLatency(latencyMs: Latency): void;
	/** Takes up to `count` requests of a user's quota (default: the default user), as another consumer would; returns how many */
	consumeQuota(count: number, userId?: string): number;
	clearRequests(): void;
	/** Back to the seed: rows, ids, faults, limit, settings, records */
	reset(): void;
	/** Goes down and cuts every connection; the state is kept */
	stop(): Promise<void>;
	/** Down (if it is up) and up again on the same ports, state kept */
	restart(): Promise<void>;
}

function createTraffic(options: SimulatorOptions, filesOrigin: () => string): Traffic {
	const now = options.now ?? (() => Date.now());
	const settings = settingsOf(options);
	const files = new FileSigner(filesOrigin, () => settings.fileUrlTtlMs, now);
	const limiter = new RateLimiter(options.limit ?? { kind: 'none' }, now);
	const state = { store: new Store(now), limiter, files, settings, contractBreaches: [] };
	return { state, faults: new Faults(), requests: [], fileRequests: [] };
}

/** Starts a simulator on free ports of 127.0.0.1, filled with the seed. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
	const traffic: Traffic = createTraffic(options, () => fileListener.origin);
	const { state, requests, fileRequests, faults } = traffic;
	const { store, limiter, settings, contractBreaches } = state;
	const app = plainApp();
	mountApi(app, traffic);
	const listener = new Listener(app, options.port ?? 0);
	const fileListener = new Listener(filesApp(traffic), options.filesPort ?? 0);
	const start = async (): Promise<void> => {
		await Promise.all([listener.start(), fileListener.start()]);
	};
	const stop = async (): Promise<void> => {
		await Promise.all([listener.stop(), fileListener.stop()]);
	};
	await Promise.all([start(), sharedContract()]);

	const seed = seedStore(store);
	const simulator: Simulator = {
		baseUrl: `${listener.origin}${apiRoot}`,
		filesUrl: fileListener.origin,
		apiKey: seedKeys.owner,
		keys: seedKeys,
		...{ store, seed, settings, requests, fileRequests, faults, contractBreaches },
		setLimit: (limit) => limiter.configure(limit),
		setLatency(latencyMs) {
			settings.latencyMs = latencyMs;
		},
		consumeQuota: (count, userId = seed.userId) => limiter.consume(userId, count),
		clearRequests() {
			requests.length = 0;
			fileRequests.length = 0;
		},
		reset() {
			store.clear();
			seedStore(store);
			faults.clear();
			limiter.configure(options.limit ?? { kind: 'none' });
			Object.assign(settings, settingsOf(options));
			contractBreaches.length = 0;
			simulator.clearRequests();
		},
		stop,
		async restart() {
			await stop();
			await start();
		},
	};
	mountControl(app, simulator);
	return simulator;
}
