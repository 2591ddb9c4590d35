import axios from 'axios';
import type { Simulator } from './index';

export interface CallOptions {
	/** Default: the owner's; null sends no Authorization header */
	key?: string | null;
	/** Sent as JSON unless it is text */
	body?: unknown;
	headers?: Record<string, string>;
}

interface PageBody {
	page: number;
	perPage: number;
	total: number;
	totalPages: number;
	hasMore: boolean;
}

interface Meta {
	status: string;
	creator: object;
	customMeta: Record<string, unknown> | null;
	notes: string | null;
	expiresAt: string | null;
}

/** Everything that a test reaches into; which keys there are depends on the operation, and the contract checks that. */
export interface Data {
	workspaceId: string;
	pagination: PageBody;
	total: number;
	user: { id: string };
	stats: object;
	inviteUrl: string;
	workspace: object;
	workspaces: Array<{ workspaceId: string; workspaceMembership: object }>;
	project: object;
	projects: object[];
	domains: Array<{ domainStatus: string; domainUrl: string }>;
	workspaceMembers: Array<{ workspaceRole: string }>;
	link: { linkId: string; linkURL: string; linkMeta: object; domain: { url: string } };
	links: Array<{ linkId: string; linkTitle: string | null }>;
	recording: { recordingId: string; link: { title: string }; meta: Meta };
	recordings: Array<{ recordingId: string }>;
	resource: { url: string; sources?: object[]; size: number };
	type: string;
	results: Array<{ linkTitle: string }>;
}

/** An answer's JSON: `data` of a success, or either error body. */
export interface Body {
	message: string;
	data: Data;
	code?: string;
	error?: string;
}

export interface Reply<B = Body> {
	status: number;
	headers: Partial<Record<string, unknown>>;
	body: B;
}

const client = axios.create({ validateStatus: () => true, maxRedirects: 0, proxy: false });

/** Calls the API; `path` starts after `/public`. Rejects only when the connection breaks. */
export async function call(
	simulator: Simulator,
	method: string,
	path: string,
	options: CallOptions = {},
): Promise<Reply> {
	const { key = simulator.apiKey, body, headers = {} } = options;
	const authorization = key === null ? {} : { Authorization: `Bearer ${key}` };
	const type = body === undefined ? {} : { 'Content-Type': 'application/json' };
	const answer = await client.request<Body>({
		method,
		url: `${simulator.baseUrl}/public${path}`,
		data: body,
		headers: { ...type, ...authorization, ...headers },
	});
	return { status: answer.status, headers: answer.headers, body: answer.data };
}

/** Calls a path under the seeded main workspace. */
export async function callIn(
	simulator: Simulator,
	method: string,
	path: string,
	options?: CallOptions,
): Promise<Reply> {
	return await call(simulator, method, `/workspace/${simulator.seed.workspaceId}${path}`, options);
}

/** Fetches a signed file as bytes, without the key. */
export async function fetchFile(url: string, headers: Record<string, string> = {}): Promise<Reply<Buffer>> {
	const answer = await client.get<Buffer>(url, { headers, responseType: 'arraybuffer' });
	return { status: answer.status, headers: answer.headers, body: answer.data };
}

/** The code of an error body, in either shape. */
export function codeOf({ body }: Reply): string | undefined {
	return body.code ?? body.error;
}

/** Lets the event loop turn until the condition holds. */
export async function until(condition: () => boolean): Promise<void> {
	while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
