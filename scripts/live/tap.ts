/** Stands between the node and the service, on 127.0.0.1: sees each answer as it came, counts, and lets no other write through. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import axios, { isAxiosError } from 'axios';

import { apiRoot } from './contract';

export interface Request {
	method: string;
	/** Below the base URL, still encoded; and the query without its question mark. */
	path: string;
	query: string;
	headers: Record<string, string>;
	body?: Buffer;
}

/** A request and what came of it. */
export interface Exchange extends Request {
	/** Neither has a value while no answer came; then `failure` says why not, as a code. */
	status?: number;
	failure?: string;
	answerHeaders: Record<string, string>;
	bytes: Buffer;
	/** What the body says as JSON; undefined when it is none. */
	json: unknown;
	/** Milliseconds since 1970. */
	at: number;
}

/** The request was not sent: the run is over, has no request left, or may not write that. */
export class NotSent extends Error {
	constructor(readonly reason: 'stopped' | 'budget' | 'write') {
		super(`Not sent: ${reason}`);
	}
}

interface Rules {
	baseUrl: string;
	/** How many requests may be sent in all; and of them kept for taking away what was made. */
	most: number;
	kept: number;
	/** Aborting it ends everything but the clean-up. */
	signal: AbortSignal;
	/** Whether this run may send a request that is no GET. */
	mayWrite: (request: Request) => boolean;
	/** Hears of each request before it is sent, and of each answer. */
	begin?: (request: Request) => void;
	hear: (exchange: Exchange) => void;
}

const TIMEOUT_MS = 60_000;

/** What a hop keeps to itself, and what axios has undone. */
const OF_THE_HOP = new Set([
	'connection',
	'content-encoding',
	'content-length',
	'host',
	'keep-alive',
	'transfer-encoding',
	'accept-encoding',
]);

export class Tap {
	readonly exchanges: Exchange[] = [];
	private readonly server = createServer((request, response) => void this.serve(request, response));
	private last: Promise<unknown> = Promise.resolve();
	private sent = 0;
	/** From now on only the clean-up may send. */
	isOver = false;
	/** Why the node was not served, once it was not. */
	refusal?: NotSent;

	constructor(private readonly rules: Rules) {}

	/** How many requests were sent, and how many are left for others than the clean-up. */
	get count(): number {
		return this.sent;
	}

	get left(): number {
		return this.rules.most - this.rules.kept - this.sent;
	}

	/** What the node takes for the service. */
	get baseUrl(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${apiRoot}`;
	}

	async start(): Promise<void> {
		await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	/** Takes one request of the quota, or says that there is none left. @param isCleanUp takes one of those that were kept */
	private spend(isCleanUp: boolean): void {
		const { signal, most, kept } = this.rules;
		if (!isCleanUp && (signal.aborted || this.isOver)) throw new NotSent('stopped');
		if (this.sent >= most - (isCleanUp ? 0 : kept)) throw new NotSent('budget');
		this.sent++;
	}

	/** Sends a request once the one before it was answered. @throws NotSent */
	async send(request: Request, isCleanUp = false): Promise<Exchange> {
		const turn = this.last.then(async () => {
			if (request.method !== 'GET' && !isCleanUp && !this.rules.mayWrite(request)) throw new NotSent('write');
			this.spend(isCleanUp);
			this.rules.begin?.(request);
			const exchange = await this.forward(request, isCleanUp);
			this.exchanges.push(exchange);
			this.rules.hear(exchange);
			return exchange;
		});
		this.last = turn.catch(() => undefined);
		return await turn;
	}

	/** Ends when what is under way was answered. */
	async settled(): Promise<void> {
		await this.last;
	}

	private async forward(request: Request, isCleanUp: boolean): Promise<Exchange> {
		const { baseUrl, signal } = this.rules;
		const { method, path, query, headers, body } = request;
		const exchange: Exchange = {
			...request,
			answerHeaders: {},
			bytes: Buffer.alloc(0),
			json: undefined,
			at: Date.now(),
		};
		try {
			const {
				status,
				data,
				headers: answerHeaders,
			} = await axios.request<Buffer>({
				...{ method, url: `${baseUrl}${path}${query === '' ? '' : `?${query}`}`, headers, data: body },
				// What a write has begun is waited for, so that what it made is known
				signal: method === 'GET' && !isCleanUp ? signal : undefined,
				...{ responseType: 'arraybuffer', maxRedirects: 0, timeout: TIMEOUT_MS, validateStatus: () => true },
			});
			return { ...exchange, status, bytes: data, json: parsed(data), answerHeaders: textsOf(answerHeaders) };
		} catch (error) {
			if (signal.aborted && method === 'GET') throw new NotSent('stopped');
			return { ...exchange, failure: (isAxiosError(error) && error.code) || 'UNKNOWN' };
		}
	}

	private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const exchange = await read(request)
			.then(async (whole) => await this.send(whole))
			.catch((error: unknown) => {
				if (error instanceof NotSent) this.refusal = error;
				return undefined;
			});
		if (exchange?.status === undefined) {
			// A broken connection would be tried again; what is over is not
			if (this.refusal) response.writeHead(403).end();
			else response.destroy();
			return;
		}
		response.sendDate = false;
		response.writeHead(exchange.status, exchange.answerHeaders).end(exchange.bytes);
	}
}

async function read(request: IncomingMessage): Promise<Request> {
	// The node names the whole URL, as to a proxy: so n8n sends it to this machine past any proxy that is set
	const [path = '', ...query] = (request.url ?? '').replace(/^http:\/\/[^/]+/, '').split('?');
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return {
		...{ method: request.method ?? 'GET', path: path.slice(apiRoot.length), query: query.join('?') },
		headers: textsOf(request.headers),
		body: chunks.length > 0 ? Buffer.concat(chunks) : undefined,
	};
}

function textsOf(headers: object): Record<string, string> {
	const kept = Object.entries(headers).filter(([name]) => !OF_THE_HOP.has(name.toLowerCase()));
	return Object.fromEntries(kept.map(([name, value]) => [name.toLowerCase(), String(value)]));
}

function parsed(bytes: Buffer): unknown {
	try {
		return JSON.parse(bytes.toString());
	} catch {
		return undefined;
	}
}
