import express from 'express';
import type { Express, NextFunction, Request, Response } from 'express';
import { apiRoot } from './contract';
import { errorBody } from './errors';
import type { Fault, Faults } from './faults';
import { filesOperation, serveFile } from './files';
import { serve, sharedContract } from './serve';
import type { Answer, ServiceState } from './serve';
import { spoil, timingOf } from './spoil';

/** A request as it came in. */
export interface RecordedRequest {
	method: string;
	/** Raw and undecoded, with the `/api/v1` prefix */
	path: string;
	/** Raw, without the question mark */
	query: string;
	headers: Record<string, string | string[] | undefined>;
	/** Parsed when it is JSON, else text; undefined = no body */
	body: unknown;
	/** undefined when the contract has no such path and method */
	operationId: string | undefined;
	/** What was answered; null while there is no answer, and for good when the connection was cut */
	status: number | null;
	/** ms since the epoch, by the simulator's clock */
	at: number;
}

/** What both servers share. */
export interface Traffic {
	state: ServiceState;
	faults: Faults;
	requests: RecordedRequest[];
	fileRequests: RecordedRequest[];
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** express without its own headers; request bodies come as bytes, whatever their type. */
export function plainApp(): Express {
	const app = express();
	app.disable('x-powered-by');
	app.set('etag', false);
	return app;
}

function record(req: Request, res: Response, log: RecordedRequest[], traffic: Traffic): RecordedRequest {
	// A client that thinks of us as its proxy names the whole URL (RFC 9112, absolute-form)
	const [path = '', ...query] = req.originalUrl.replace(/^https?:\/\/[^/]+/i, '').split('?');
	const body = bytesOf(req).length > 0 ? parsed(bytesOf(req).toString()) : undefined;
	const entry: RecordedRequest = {
		...{ method: req.method, path, query: query.join('?'), headers: req.headers, body },
		...{ operationId: undefined, status: null, at: traffic.state.store.now() },
	};
	log.push(entry);
	res.once('finish', () => {
		entry.status = res.statusCode;
	});
	return entry;
}

function bytesOf(req: Request): Buffer {
	return Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

function send(res: Response, { status, headers, body }: Answer, now: number, fault?: Fault): void {
	const rewrite = fault?.kind === 'rewrite' ? fault : undefined;
	const sent = rewrite?.body ? rewrite.body(body as never) : body;
	const bytes = Buffer.from(JSON.stringify(sent));
	const own = {
		'Content-Type': 'application/json',
		'Content-Length': bytes.length,
		Date: new Date(now).toUTCString(),
	};
	res.writeHead(status, { ...own, ...headers, ...rewrite?.headers });
	if (fault?.kind === 'truncate') res.write(bytes.subarray(0, fault.afterBytes), () => res.destroy());
	else if (fault?.kind === 'drip') void drip(res, bytes, fault.everyMs);
	else res.end(bytes);
}

async function drip(res: Response, bytes: Buffer, everyMs: number): Promise<void> {
	for (let sent = 0; sent < bytes.length && !res.destroyed; sent++) {
		res.write(bytes.subarray(sent, sent + 1));
		await sleep(everyMs);
	}
	res.end();
}

/** Serves one API request: latency, fault, work, fault. */
async function handleApi(req: Request, res: Response, traffic: Traffic): Promise<void> {
	const { state } = traffic;
	const entry = record(req, res, traffic.requests, traffic);
	const { method, query } = entry;
	const contract = await sharedContract();
	// Servers resolve dot segments before they route; the raw path stays in the record
	const path = new URL(`http://127.0.0.1${entry.path}`).pathname;
	const headers = req.headers;
	const operation = contract.router.matchOperation({ method, path, headers: {} });
	entry.operationId = operation?.operationId;

	const { latencyMs } = state.settings;
	const waitMs = typeof latencyMs === 'number' ? latencyMs : latencyMs({ method, path });
	if (waitMs > 0) await sleep(waitMs);
	const fault = traffic.faults.take({ method, path: entry.path, operationId: entry.operationId });
	if (fault?.kind === 'delay') await sleep(fault.ms);
	const timing = timingOf(fault);
	if (fault && timing === 'before') {
		spoil(res, fault, state.settings.errorShape);
		return;
	}
	const answer = await serve({ method, path, query, headers, bytes: bytesOf(req) }, operation, state);
	if (fault && timing === 'after') spoil(res, fault, state.settings.errorShape);
	else send(res, answer, state.store.now(), fault);
}

/** `status` when the body parser refused the request. */
type Mishap = Error & { status?: number };

/** What never reaches the contract: a body too large or broken in transit, or a mistake of the simulator itself. */
function answerMishap(error: Mishap, res: Response, { state }: Traffic): void {
	const { status = 500 } = error;
	if (status >= 500) state.contractBreaches.push(String(error.stack));
	const code = status === 413 ? 'PAYLOAD_TOO_LARGE' : status < 500 ? 'BAD_REQUEST' : 'SIMULATOR_FAILED';
	send(
		res,
		{
			status,
			headers: {},
			body: errorBody({ code, status, message: error.message }, state.settings.errorShape),
		},
		state.store.now(),
	);
}

/** Mounts the API under its prefix. */
export function mountApi(app: Express, traffic: Traffic): void {
	app.use(apiRoot, express.raw({ type: () => true, limit: '1mb' }), (req, res) =>
		handleApi(req, res, traffic),
	);
	app.use(apiRoot, (error: Mishap, _req: Request, res: Response, next: NextFunction) => {
		if (res.headersSent) next(error);
		else answerMishap(error, res, traffic);
	});
}

/** The server of the signed files. */
export function filesApp(traffic: Traffic): Express {
	const app = plainApp();
	app.use(async (req, res) => {
		const entry = record(req, res, traffic.fileRequests, traffic);
		entry.operationId = filesOperation;
		const { method, path } = entry;
		const fault = traffic.faults.take({ method, path, operationId: filesOperation });
		if (fault?.kind === 'delay') await sleep(fault.ms);
		if (fault && timingOf(fault) !== undefined) {
			spoil(res, fault, traffic.state.settings.errorShape);
			return;
		}
		try {
			await serveFile(req, res, traffic.state, fault);
		} catch {
			// The client went away in the middle of the file
			res.destroy();
		}
	});
	return app;
}
