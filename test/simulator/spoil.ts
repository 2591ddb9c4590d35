import type { ServerResponse } from 'node:http';
import { errorBody, errorKinds } from './errors';
import type { ErrorShape } from './errors';
import type { Fault } from './faults';

/** The code that stands for a status when a fault names none: the first documented one. */
function codeOf(status: number): string {
	const documented = Object.entries(errorKinds).find(([, kind]) => kind.status === status && status !== 500);
	return documented?.[0] ?? 'INTERNAL_SERVER_ERROR';
}

function sendStatus(res: ServerResponse, fault: Fault & { kind: 'status' }, shape: ErrorShape): void {
	const { status, headers = {}, code = codeOf(status) } = fault;
	const message = fault.message ?? Object.entries(errorKinds).find(([name]) => name === code)?.[1].message;
	const body = fault.body ?? errorBody({ code, status, message: message ?? 'Internal server error' }, shape);
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	res.writeHead(status, { 'Content-Type': 'application/json', ...headers });
	res.end(text);
}

/** Faults that let the answer through: who sends it minds them. */
const GENTLE: ReadonlySet<Fault['kind']> = new Set(['delay', 'drip', 'rewrite', 'truncate', 'reshape']);

/** Spoils an answer as the fault says. */
export function spoil(res: ServerResponse, fault: Fault, shape: ErrorShape): void {
	switch (fault.kind) {
		case 'status':
			return sendStatus(res, fault, shape);
		case 'reset':
			res.socket?.resetAndDestroy();
			return;
		case 'html':
			res.writeHead(fault.status, { 'Content-Type': 'text/html; charset=utf-8' });
			res.end(
				`<!doctype html><title>${fault.status}</title><h1>${fault.status}</h1><p>Please come back later.</p>`,
			);
			return;
		case 'redirect':
			res.writeHead(fault.status ?? 302, { Location: fault.to });
			res.end();
			return;
		default:
			// The rest is not answered, or by somebody else
			return;
	}
}

/** When the fault strikes; undefined for those that let the answer through. */
export function timingOf(fault: Fault | undefined): 'before' | 'after' | undefined {
	if (fault === undefined || GENTLE.has(fault.kind)) return undefined;
	return ('when' in fault ? fault.when : undefined) ?? 'before';
}
