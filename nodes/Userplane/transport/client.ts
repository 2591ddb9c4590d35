import type { IDataObject } from 'n8n-workflow';

import { CREDENTIAL_NAME, readBaseUrl, readKey } from '../shared/baseUrl';
import { CancelledError, UserplaneError } from '../shared/errors';
import { isObject } from '../shared/objects';
import { DEFAULT_REQUESTS_PER_MINUTE } from '../shared/rateLimit';
import type { Clock } from './clock';
import { systemClock } from './clock';
import type { Transfer } from './download';
import { download } from './download';
import type { IfLost } from './errors';
import { fromAnswer, fromFault, lostAnswer, quotaExhausted, unreadable } from './errors';
import { type Gate, gateFor, GIVE_UP_AFTER_MS } from './gate';
import type { HttpRequest, Outcome, RequestContext } from './http';
import { send } from './http';
import type { Trip } from './pace';
import { judge, LONGEST_RETRY_AFTER_MS } from './retryPolicy';
import { Waiting } from './waiting';

/** What ends a client's waiting. */
export interface Patience {
	/** The execution was cancelled: nothing goes on. */
	cancel?: AbortSignal;
	/** Cancelled, or the run has failed elsewhere: nothing new begins, but what was begun is brought to its end. */
	halt?: AbortSignal;
	/** A person waits for the answers: they go before all runs. */
	isUrgent?: boolean;
}

/** Where a client sends its requests, and with which key. */
interface Connection {
	context: RequestContext;
	baseUrl: string;
	apiKey: string;
	gate: Gate;
	waiting: Waiting;
}

/** What came of a request: the answer's `data`, and whether it was found done already when it was repeated. */
export interface Reply {
	data: IDataObject;
	/** A repeated DELETE met 410: an earlier try had done the work although its answer was lost. */
	alreadyDone: boolean;
	/** What the service's clock said, in ms since 1970; undefined when it did not say. */
	date?: number;
}

/**
 * The Userplane API over HTTP: paced by the key's gate, repeated where that is safe, with errors that a user can act on.
 * It knows methods, paths and bodies, and nothing of n8n's parameters.
 */
export class Client {
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
		return new Client({ context, baseUrl, apiKey, gate, waiting: new Waiting() });
	}

	/** The same client for one item, with that item's own patience. */
	for(patience: Patience): Client {
		return new Client(this.connection, patience, this.clock);
	}

	/** What all of this client's requests have waited for, and how long. */
	get waiting(): Readonly<Waiting> {
		return this.connection.waiting;
	}

	/**
	 * Sends one request and, where the retry policy allows it, sends it again until there is an answer.
	 * @param ifLost what to tell the user when a POST may have done its work without an answer
	 * @returns the `data` of the answer
	 * @throws UserplaneError for every answer that is not a success, and when waiting was ended
	 */
	async request(request: HttpRequest, ifLost?: IfLost): Promise<Reply> {
		let uncertain = false;
		for (let tries = 1; ; tries++) {
			const trip = await this.enter();
			this.begun = true;
			const { context, baseUrl, gate, waiting } = this.connection;
			waiting.hasSent = true;
			const outcome = await send(context, baseUrl, request, this.patience.cancel);
			if (outcome.kind === 'failure') {
				gate.passed(trip);
				throw outcome.error;
			}
			const verdict = judge(request.method, outcome, tries, Math.random());
			if (verdict.kind === 'refused') gate.refused(trip, verdict.retryAfterMs);
			else gate.passed(trip);
			if (this.patience.cancel?.aborted) throw new CancelledError();
			if (verdict.kind === 'refused' || verdict.kind === 'retry') waiting.lastTrouble = this.errorOf(outcome);
			switch (verdict.kind) {
				case 'refused':
					tries--;
					this.checkQuota(outcome, verdict.retryAfterMs);
					break;
				case 'retry':
					uncertain ||= verdict.uncertain;
					await this.clock.sleep(verdict.delayMs, this.patience.cancel);
					break;
				case 'lost':
					throw lostAnswer(outcome, ifLost ?? DEFAULT_IF_LOST, this.connection.apiKey);
				default:
					return this.read(request, outcome, uncertain, ifLost);
			}
		}
	}

	/**
	 * Gets a file from a signed address, without the key and outside the rate limit: it comes from a storage.
	 * @throws UserplaneError as `request` does
	 */
	async file<T>(transfer: Transfer<T>): Promise<T> {
		return await download(this.connection.context, transfer, this.patience.cancel, this.clock);
	}

	/** Waits for a place at the gate. A run that has failed elsewhere still finishes what this client has begun. */
	private async enter(): Promise<Trip> {
		const { cancel, halt = cancel, isUrgent } = this.patience;
		const { gate, waiting } = this.connection;
		waiting.begin(this.clock.now());
		const admission = await gate.enter(this.connection, this.begun ? cancel : halt, isUrgent);
		waiting.end(this.clock.now());
		if (!admission) throw new CancelledError();
		if (admission instanceof UserplaneError) throw admission;
		return admission;
	}

	private checkQuota(outcome: Outcome, retryAfterMs = 0): void {
		const { gate, waiting } = this.connection;
		waiting.refusals++;
		const waitedMs = gate.blockedForMs;
		if (waitedMs <= GIVE_UP_AFTER_MS && retryAfterMs <= LONGEST_RETRY_AFTER_MS) return;
		const error = quotaExhausted(waitedMs, retryAfterMs, this.errorOf(outcome));
		gate.giveUp(error);
		throw error;
	}

	private read(request: HttpRequest, outcome: Outcome, uncertain: boolean, ifLost?: IfLost): Reply {
		if (outcome.kind === 'fault' || outcome.status >= 300 || outcome.status < 200) {
			const error = this.errorOf(outcome);
			const { code, status } = error.answer;
			if (request.method === 'DELETE' && uncertain && status === 410 && code !== 'WORKSPACE_GONE') {
				return { data: {}, alreadyDone: true };
			}
			throw error;
		}
		const data = readData(outcome.body);
		if (data) return { data, alreadyDone: false, date: readDate(outcome.headers.date) };
		// The work was done, although not by an answer that we can read
		throw request.method === 'POST'
			? lostAnswer(outcome, ifLost ?? DEFAULT_IF_LOST, this.connection.apiKey)
			: unreadable(outcome.status);
	}

	private errorOf(outcome: Outcome): UserplaneError {
		return outcome.kind === 'fault' ? fromFault(outcome.code) : fromAnswer(outcome, this.connection.apiKey);
	}
}

const DEFAULT_IF_LOST: IfLost = {
	message: 'The request may have been carried out',
	remedy: 'Look in Userplane before you run it again',
};

function readData(body: unknown): IDataObject | undefined {
	return isObject(body) && isObject(body.data) ? body.data : undefined;
}

function readDate(header: unknown): number | undefined {
	const date = typeof header === 'string' ? Date.parse(header) : NaN;
	return Number.isFinite(date) ? date : undefined;
}

/** The credential's limit, whole and, unless it is 0, at least 1; the documented one when there is no usable number. */
function readLimit(value: unknown): number {
	const limit =
		typeof value === 'number' || (typeof value === 'string' && value.trim() !== '') ? Number(value) : NaN;
	if (!Number.isFinite(limit) || limit < 0) return DEFAULT_REQUESTS_PER_MINUTE;
	return limit === 0 ? 0 : Math.max(1, Math.floor(limit));
}
