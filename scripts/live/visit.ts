/** One run against one service: sends requests of its own and runs the node, and holds what comes to the contract. */
import { setTimeout as sleep } from 'node:timers/promises';

import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { OpenAPIBackend } from 'openapi-backend';

import { isObject } from '../../nodes/Userplane/shared/objects';
import { type CredentialData, runNode, type RunNodeResult } from '../../test/harness';
import { check } from './check';
import { apiRoot, pageSizes, wordsOf } from './contract';
import type { Findings } from './findings';
import { type Exchange, NotSent, type Tap } from './tap';
import type { Words } from './words';

/** The service cannot be reached. */
export class Unreachable extends Error {
	constructor(readonly code: string) {
		super(`Unreachable: ${code}`);
	}
}

/** Why nothing could be tried; the text is for the screen. */
export class CannotTry extends Error {}

/** Codes that say that the key is no good. */
const KEY_IS_REFUSED = /^API_KEY_(REQUIRED|INVALID|EXPIRED|DISABLED)$/;

/** Refusals that say nothing against the contract: this key or plan may not. */
const MAY_NOT = new Set([
	'FORBIDDEN',
	'PLAN_LIMIT_EXCEEDED',
	'LINK_DELETE_FORBIDDEN',
	'RATE_LIMITED',
	'SERVICE_UNAVAILABLE',
]);

const MOST_TRIES = 5;

/** Statuses of a service that has no room for a request. */
const BUSY = [429, 503];

type Query = Record<string, string | number>;

export class Visit {
	/** The workspace that is looked at; known once the account was read. */
	workspaceId = '';
	readonly words: Words;
	private readonly faulty = new Set<Exchange>();

	constructor(
		private readonly contract: OpenAPIBackend,
		readonly findings: Findings,
		private readonly key: string,
		readonly signal: AbortSignal,
		readonly tap: Tap,
	) {
		this.words = wordsOf(contract);
	}

	/** The credential as a user would fill it in. */
	credentials(): CredentialData {
		return { userplaneApi: { apiKey: this.key, baseUrl: this.tap.baseUrl, requestsPerMinute: 120 } };
	}

	/** The page sizes of a list, by the contract. */
	sizesOf(operation: string): ReturnType<typeof pageSizes> {
		return pageSizes(this.contract, operation);
	}

	/** The path of the workspace, or of what is in it. */
	path(...steps: string[]): string {
		return ['/public/workspace', ...[this.workspaceId, ...steps].map(encodeURIComponent)].join('/');
	}

	/** Holds an answer to the contract. The tap tells of each. */
	hear(exchange: Exchange): void {
		const { status } = exchange;
		const operation = this.operationOf(exchange);
		if (status === undefined || operation === undefined) return;
		const differences = check(this.contract, operation, exchange, this.words);
		if (differences.length > 0) this.faulty.add(exchange);
		for (const difference of differences) this.findings.differs(operation, difference);
		if (status === 200) this.findings.tried(operation);
	}

	/** Sends a request of our own. @throws NotSent */
	async send(method: string, path: string, query: Query = {}, key = this.key): Promise<Exchange> {
		const pairs = Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]);
		const headers: Record<string, string> = { accept: 'application/json' };
		if (key !== '') headers.authorization = `Bearer ${key}`;
		return await this.tap.send({ method, path, query: new URLSearchParams(pairs).toString(), headers });
	}

	/** Reads, and reads again when there is no room for the request. @throws NotSent, Unreachable */
	async get(path: string, query: Query = {}, key = this.key): Promise<Exchange> {
		for (let tries = 1; ; tries++) {
			const exchange = await this.send('GET', path, query, key);
			const { status, failure = 'UNKNOWN', answerHeaders } = exchange;
			if (status !== undefined && !BUSY.includes(status)) return exchange;
			if (tries === MOST_TRIES) {
				if (status === undefined) throw new Unreachable(failure);
				return exchange;
			}
			const seconds = Number(answerHeaders['retry-after'] ?? NaN);
			await sleep(1000 * Math.min(60, Number.isFinite(seconds) ? seconds : 2 ** (tries - 1)), undefined, {
				signal: this.signal,
			}).catch(() => undefined);
		}
	}

	/** The `data` of an answer that should be a success; undefined, with the finding noted, when it is none. */
	async data(operation: string, path: string, query: Query = {}): Promise<IDataObject | undefined> {
		const exchange = await this.get(path, query);
		if (exchange.status !== 200) this.unexpected(operation, exchange);
		return dataOf(exchange);
	}

	/** Sends a request that is to be refused, and sees that it is, in this way: `404 LINK_NOT_FOUND`. */
	async refused(
		operation: string,
		refusal: string,
		path: string,
		query: Query = {},
		key = this.key,
	): Promise<void> {
		this.holdRefusal(operation, refusal, await this.get(path, query, key));
	}

	/** Sees that an answer is this refusal. What the contract does not know at all was noted before. */
	holdRefusal(operation: string, refusal: string, exchange: Exchange | undefined): void {
		if (!exchange || (exchange.status !== 200 && this.faulty.has(exchange))) return;
		const came = this.statusText(exchange);
		if (exchange.status === undefined || BUSY.includes(exchange.status)) {
			this.findings.notTried(operation, `Userplane answered ${came} in its place`);
			return;
		}
		const form =
			isObject(exchange.json) && 'error' in exchange.json
				? '{ error, message }'
				: '{ defined, code, status, message }';
		if (came === refusal) this.findings.answer(`Body of ${refusal.slice(0, 3)}`, form);
		else this.differs(operation, 'status', refusal, came, exchange);
	}

	/** Notes a difference that no schema tells. */
	differs(operation: string, at: string, expected: string, came: string, exchange?: Exchange): void {
		if (exchange) this.faulty.add(exchange);
		this.findings.differs(operation, { at, expected, came });
	}

	/**
	 * Runs the node on n8n's engine.
	 * @param needs how many requests it may take at most
	 * @returns what came out; undefined when it failed, with the reason noted
	 */
	async node(name: string, parameters: INodeParameters, needs = 1): Promise<RunNodeResult | undefined> {
		const run = async () => {
			const result = await runNode({
				node: 'userplane',
				parameters,
				credentials: this.credentials(),
				abortSignal: this.signal,
			});
			return { result, error: result.error };
		};
		const { result, error } = await this.watch(name, run, needs);
		return error ? undefined : result;
	}

	/** Runs something of the node's own, and notes whether it worked; when it did not, what is to blame. */
	async watch<T extends { error?: unknown }>(name: string, run: () => Promise<T>, needs = 1): Promise<T> {
		this.findings.expect(name);
		if (this.tap.left < needs) throw new NotSent('budget');
		const from = this.tap.exchanges.length;
		const outcome = await run();
		if (this.signal.aborted) throw new NotSent('stopped');
		if (!outcome.error) {
			this.findings.tried(name);
			return outcome;
		}
		if (this.tap.refusal) throw this.tap.refusal;
		this.blame(name, this.tap.exchanges.slice(from));
		return outcome;
	}

	/** Says what is to blame when the node failed after these answers. @throws Unreachable */
	private blame(name: string, seen: Exchange[]): void {
		const last = seen.at(-1);
		if (last && last.status === undefined) throw new Unreachable(last.failure ?? 'UNKNOWN');
		const operation = last && this.operationOf(last);
		if (last && operation !== undefined && last.status !== 200) this.unexpected(operation, last);
		const faulty = [...seen]
			.reverse()
			.find((exchange) => this.faulty.has(exchange) || exchange.status !== 200);
		const cause = faulty && this.operationOf(faulty);
		if (cause === undefined)
			this.differs(name, 'the run', 'an output', 'an error, although each answer is as documented');
		else this.findings.notTried(name, `it could not go on after \`${cause}\``);
	}

	/** `data` of the last answer to an operation. */
	lastData(operation: string): IDataObject | undefined {
		const exchange = this.lastOf(operation);
		return exchange && dataOf(exchange);
	}

	/** The last answer to an operation, if there was one. */
	lastOf(operation: string): Exchange | undefined {
		return [...this.tap.exchanges].reverse().find((exchange) => this.operationOf(exchange) === operation);
	}

	private operationOf({ method, path }: Exchange): string | undefined {
		return this.contract.router.matchOperation({ method, path: `${apiRoot}${path}`, headers: {} })
			?.operationId;
	}

	/** An answer that should be a success. What the contract does not know at all was noted before. @throws CannotTry */
	private unexpected(operation: string, exchange: Exchange): void {
		const code = codeOf(exchange.json);
		if (this.faulty.has(exchange)) return;
		if (KEY_IS_REFUSED.test(code))
			throw new CannotTry(
				`Userplane refused the key (${this.statusText(exchange)}): copy the current one from Account > Developers in its dashboard`,
			);
		if (MAY_NOT.has(code)) this.findings.notTried(operation, `refused with ${this.statusText(exchange)}`);
		else this.differs(operation, 'status', '200', this.statusText(exchange), exchange);
	}

	private statusText(exchange: Exchange): string {
		const code = codeOf(exchange.json);
		return `${exchange.status ?? 'no answer'}${code === '' ? '' : ` ${this.words.tell(code)}`}`;
	}
}

/** `data` of an answer, as far as it is an object. */
export function dataOf({ status, json }: Pick<Exchange, 'status' | 'json'>): IDataObject | undefined {
	return status === 200 && isObject(json) && isObject(json.data) ? json.data : undefined;
}

/** The code of an error body. */
export function codeOf(json: unknown): string {
	const code = isObject(json) ? (json.code ?? json.error) : '';
	return typeof code === 'string' ? code : '';
}

/** A locator in the mode By ID. */
export function byId(value: unknown): INodeParameters {
	return { __rl: true, mode: 'id', value: String(value) };
}
