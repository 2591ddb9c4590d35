import axios, { isAxiosError } from 'axios';
import { startSimulator, type Simulator } from '../../test/simulator';

/** Which Userplane the demo works with; without a key it is the simulator. */
export interface UserplaneOptions {
	apiKey?: string;
	/** Default: the public API */
	baseUrl?: string;
	/** Default: the first workspace of the key's user */
	workspaceId?: string;
	/** Default: the first verified domain of the workspace */
	domainId?: string;
}

/** A Userplane that links can be made in. */
export interface Userplane {
	apiKey: string;
	baseUrl: string;
	workspaceId: string;
	domainId: string;
	/** Absent when this is the real service. */
	simulator?: Simulator;
	stop: () => Promise<void>;
}

const PUBLIC_API = 'https://api.userplane.io/api/v1';

/**
 * Starts the simulator, or finds out what the given key can work with; the latter only reads.
 * @throws Error that says what is missing in the account, or what the API answered.
 */
export async function openUserplane(options: UserplaneOptions, signal?: AbortSignal): Promise<Userplane> {
	if (!options.apiKey) {
		const simulator = await startSimulator();
		const { apiKey, baseUrl, seed } = simulator;
		const stop = async (): Promise<void> => await simulator.stop();
		return { apiKey, baseUrl, workspaceId: seed.workspaceId, domainId: seed.domainId, simulator, stop };
	}
	const apiKey = options.apiKey.trim();
	const baseUrl = (options.baseUrl || PUBLIC_API).trim().replace(/\/+$/, '');
	const get = reader(baseUrl, apiKey, signal);
	const workspaceId = options.workspaceId || (await firstWorkspace(get));
	const domainId = options.domainId || (await firstVerifiedDomain(get, workspaceId));
	return { apiKey, baseUrl, workspaceId, domainId, stop: nothing };
}

/** The real service goes on without us. */
const nothing = async (): Promise<void> => await Promise.resolve();

/** The id of the workspace's newest recording; undefined when it has none. */
export async function newestRecording(userplane: Userplane): Promise<string | undefined> {
	const get = reader(userplane.baseUrl, userplane.apiKey);
	const newest = 'per_page=1&sort_by=created_at&sort_direction=desc';
	const path = `/public/workspace/${encodeURIComponent(userplane.workspaceId)}/recordings?${newest}`;
	const { recordings } = await get<{ recordings: Array<{ recordingId: string }> }>(path);
	return recordings.at(0)?.recordingId;
}

type Get = <T>(path: string) => Promise<T>;

function reader(baseUrl: string, apiKey: string, signal?: AbortSignal): Get {
	const headers = { authorization: `Bearer ${apiKey}` };
	return async <T>(path: string): Promise<T> => {
		try {
			// A redirect could carry the key to another host
			const options = { headers, signal, timeout: 30_000, maxRedirects: 0 };
			return (await axios.get<{ data: T }>(`${baseUrl}${path}`, options)).data.data;
		} catch (error) {
			throw new Error(`Userplane at ${baseUrl} did not answer ${path}: ${reason(error)}`);
		}
	};
}

/** Never axios's own error: it carries the key in its request headers. */
function reason(error: unknown): string {
	if (!isAxiosError(error)) return String(error);
	const body = error.response?.data as { code?: string; error?: string; message?: string } | undefined;
	const code = body?.code ?? body?.error ?? error.code ?? '';
	return [error.response?.status, code, body?.message ?? error.message].filter(Boolean).join(' ');
}

async function firstWorkspace(get: Get): Promise<string> {
	const { workspaces } = await get<{ workspaces: Array<{ workspaceId: string }> }>('/public/workspaces');
	const first = workspaces.at(0);
	if (!first)
		throw new Error('The user of this API key has no workspace yet: make one in the dashboard first');
	return first.workspaceId;
}

async function firstVerifiedDomain(get: Get, workspaceId: string): Promise<string> {
	interface Page {
		domains: Array<{ domainId: string; domainStatus: string }>;
		pagination: { hasMore: boolean };
	}
	for (let page = 1; ; page++) {
		const path = `/public/workspace/${encodeURIComponent(workspaceId)}/domains?page=${page}&per_page=10`;
		const { domains, pagination } = await get<Page>(path);
		const verified = domains.find(({ domainStatus }) => domainStatus === 'verified');
		if (verified) return verified.domainId;
		if (!pagination.hasMore) {
			throw new Error(`Workspace ${workspaceId} has no verified domain: verify one in the dashboard first`);
		}
	}
}
