import type { IDataObject } from 'n8n-workflow';

import { CREDENTIAL_NAME, readBaseUrl, readKey } from '../shared/baseUrl';
import { CancelledError, UserplaneError } from '../shared/errors';
import { isObject } from '../shared/objects';
import { readLimit } from '../shared/rateLimit';
import type { Clock } from './clock';
import { systemClock } from './clock';
import { download } from './download';
import type { IfLost } from './errors';
import { fromOutcome, mayBeDone, quotaExhausted, refusedAlone } from './errors';
import { type Admission, type Gate, gateFor, GIVE_UP_AFTER_MS } from './gate';
import { isGone, lacksWorkspace } from './gone';
import type { HttpRequest, Method, Outcome, RequestContext } from './http';
import { send } from './http';
import type { Trip } from './pace';
import { fateOf, LONGEST_RETRY_AFTER_MS, type NextStep, nextStep } from './retryPolicy';
import type { Transfer } from './transfer';
import { Delays } from './delays';

/** How long (ms) one request is sent again while it alone is refused for the rate limit and others pass. */
const LONGEST_OWN_WAIT_MS = 600_000;

/** What ends a client's waiting. */
export interface Patience {
	/** The execution was cancelled: nothing goes on. */
	cancel?: AbortSignal;
	/** Cancelled, or the run has failed elsewhere: reading ends, and only a write that was begun is brought to its end. */
	halt?: AbortSignal;
	/** A person waits for the answers: they go before all runs. */
	isUrgent?: boolean;
}

/** The only workspaces of keys, by their gates. */
const onlyWorkspaces = new WeakMap<Gate, string>();

/** Where a client sends its requests, and with which key. */
interface Connection {
	context: RequestContext;
	baseUrl: string;
	apiKey: string;
	gate: Gate;
	delays: Delays;
	/** The only workspace that was known, when the service has said that it is not there. */
	lostWorkspace?: string;
}

/** What came of a request: the answer's `data`; empty when a PUT or DELETE was answered without. */
export interface Reply {
	data: IDataObject;
	/** What the service's clock said, in ms since 1970; undefined when it did not say. */
	date?: number;
}

/**
 * The Userplane API over HTTP: paced by the key's gate, repeated where that is safe, with errors that a user can act on.
 * It knows methods, paths and bodies, and nothing of n8n's parameters.
 */
export class Client {
	/** Whether a write was sent: what follows it is brought to its end too. */
	private begun = false;

	private constructor(
		private readonly connection: Connection,
		private readonly patience: Patience = {},
		private readonly clock: Clock = systemClock,
	) {}

	/**
	 * Reads the credential once and finds its gate.
	 * @throws UserplaneError when the key or the base URL cannot be used
	 */
	static async connect(context: RequestContext): Promise<Client> {
		const credential = await context.getCredentials(CREDENTIAL_NAME);
		const baseUrl = readBaseUrl(credential.baseUrl);
		const apiKey = readKey(credential.apiKey);
		const gate = gateFor(baseUrl, apiKey);
		gate.setLimit(readLimit(credential.requestsPerMinute));
		return new Client({ context, baseUrl, apiKey, gate, delays: new Delays() });
	}

	/** The same client for one item, with that item's own patience. */
	for(patience: Patience): Client {
		return new Client(this.connection, patience, this.clock);
	}

	/** One object a key and base URL in this process: what is remembered of an account hangs on it. */
	get account(): object {
		return this.connection.gate;
	}

	/** The ID of the only workspace that the key has, as it was looked up; forgotten when the service says that it is not there. */
	get onlyWorkspace(): string | undefined {
		return onlyWorkspaces.get(this.connection.gate);
	}

	set onlyWorkspace(workspaceId: string | undefined) {
		if (workspaceId === undefined) onlyWorkspaces.delete(this.connection.gate);
		else onlyWorkspaces.set(this.connection.gate, workspaceId);
	}

	/** What all of this client's requests have waited for, and how long. */
	get delays(): Readonly<Delays> {
		return this.connection.delays;
	}

	/**
	 * Sends one request and, where the retry policy allows it, sends it again until there is an answer.
	 * @param ifLost what to tell the user when a write may have done its work without an answer that says so
	 * @throws UserplaneError for every answer that is not a success, and when waiting was ended
	 */
	async request(request: HttpRequest, ifLost?: IfLost): Promise<Reply> {
		/** The last try that may have done the work without saying so. */
		let lost: Outcome | undefined;
		let limitedSince: number | undefined;
		const because = (reason: UserplaneError) => (lost ? this.mayBeDone(request, lost, ifLost) : reason);
		for (let tries = 1; ; tries++) {
			const trip = await this.enter();
			if (!trip || trip instanceof UserplaneError) throw because(trip ?? new CancelledError());
			const { outcome, next } = await this.try(request, trip, tries);
			if (request.method !== 'GET' && fateOf(outcome) === 'lost') lost = outcome;
			if (next.kind === 'end') return this.read(request, outcome, lost !== undefined, ifLost);
			if (next.kind === 'again') {
				await this.clock.sleep(next.delayMs, this.until);
				continue;
			}
			tries--;
			limitedSince ??= this.clock.now();
			const ownMs = this.clock.now() - limitedSince;
			const exhausted = this.checkQuota(this.errorOf(request, outcome), ownMs, next.retryAfterMs);
			if (exhausted) throw because(exhausted);
		}
	}

	/**
	 * Gets a file from a signed address, without the key and outside the rate limit: it comes from a storage.
	 * @throws UserplaneError as `request` does
	 */
	async file<T>(transfer: Transfer<T>): Promise<T> {
		return await download(this.connection.context, transfer, this.until, this.clock);
	}

	/** Sends a request once and tells the gate what came of it. */
	private async try(
		request: HttpRequest,
		trip: Trip,
		tries: number,
	): Promise<{ outcome: Outcome; next: NextStep }> {
		const { context, baseUrl, gate, delays } = this.connection;
		const { cancel } = this.patience;
		this.begun ||= request.method !== 'GET';
		delays.hasSent = true;
		const outcome = await send(context, baseUrl, request, cancel);
		if (outcome.kind === 'failure') {
			gate.passed(trip);
			throw outcome.error;
		}
		const next = nextStep(request.method, outcome, tries, Math.random());
		if (next.kind === 'limited') gate.refused(trip, next.retryAfterMs);
		else gate.passed(trip);
		if (request.method === 'GET' && cancel?.aborted) throw new CancelledError();
		delays.hasSent = false;
		delays.lastTrouble = next.kind === 'end' ? undefined : this.errorOf(request, outcome);
		return { outcome, next };
	}

	/** Waits for a place at the gate. */
	private async enter(): Promise<Admission> {
		const { gate, delays } = this.connection;
		delays.begin(this.clock.now());
		const admission = await gate.enter(this.connection, this.until, this.patience.isUrgent);
		delays.end(this.clock.now());
		return admission;
	}

	/** What ends waiting: reading ends with the run, and what a write has begun only with the execution. */
	get until(): AbortSignal | undefined {
		const { cancel, halt = cancel } = this.patience;
		return this.begun ? cancel : halt;
	}

	/** What to tell the user when waiting for the rate limit is no use any more. */
	private checkQuota(refusal: UserplaneError, ownMs: number, retryAfterMs = 0): UserplaneError | undefined {
		const { gate, delays } = this.connection;
		delays.refusals++;
		const waitedMs = gate.blockedForMs;
		if (ownMs > LONGEST_OWN_WAIT_MS) return refusedAlone(ownMs, refusal);
		if (waitedMs <= GIVE_UP_AFTER_MS && retryAfterMs <= LONGEST_RETRY_AFTER_MS) return undefined;
		const error = quotaExhausted(waitedMs, retryAfterMs, refusal);
		gate.giveUp(error);
		return error;
	}

	/** The last answer's `data`, or what to tell the user. `uncertain` = a try may have done the work without saying so. */
	private read(request: HttpRequest, outcome: Outcome, uncertain: boolean, ifLost?: IfLost): Reply {
		const { method } = request;
		const isDone = fateOf(outcome) === 'done';
		const data = isDone && outcome.kind === 'answer' ? readData(method, outcome.body) : undefined;
		if (data && outcome.kind === 'answer') return { data, date: readDate(outcome.headers.date) };
		const error = this.minded(request, this.errorOf(request, outcome));
		if (method === 'DELETE' && uncertain && isGone(error.answer)) return { data: {} };
		throw method !== 'GET' && (isDone || uncertain) ? this.mayBeDone(request, outcome, ifLost) : error;
	}

	/** The same error; that of the only workspace, which is forgotten, says what follows. */
	private minded({ path }: HttpRequest, error: UserplaneError): UserplaneError {
		const { connection } = this;
		if (!lacksWorkspace(error.answer)) return error;
		if (path[2] === this.onlyWorkspace) {
			connection.lostWorkspace = path[2];
			this.onlyWorkspace = undefined;
		}
		if (path[2] !== connection.lostWorkspace) return error;
		const remedy = `${error.remedy}. If Workspace is empty, try again: the workspace is then looked up again`;
		return new UserplaneError(error.message, remedy, error.answer);
	}

	private mayBeDone(request: HttpRequest, outcome: Outcome, ifLost?: IfLost): UserplaneError {
		return mayBeDone(request, outcome, this.connection.apiKey, ifLost);
	}

	private errorOf({ path }: HttpRequest, outcome: Outcome): UserplaneError {
		return fromOutcome(outcome, this.connection.apiKey, path);
	}
}

/** The `data` of a success. What changes or deletes may be answered with no body, or with one that only says so. */
function readData(method: Method, body: unknown): IDataObject | undefined {
	if (isObject(body) && isObject(body.data)) return body.data;
	const saysSo = body === '' || (isObject(body) && !('error' in body) && !('code' in body));
	return saysSo && ['PUT', 'DELETE'].includes(method) ? {} : undefined;
}

function readDate(header: unknown): number | undefined {
	const date = typeof header === 'string' ? Date.parse(header) : NaN;
	return Number.isFinite(date) ? date : undefined;
}
