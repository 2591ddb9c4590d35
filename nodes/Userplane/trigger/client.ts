import type { IPollFunctions } from 'n8n-workflow';

import type { UserplaneError } from '../shared/errors';
import { CancelledError } from '../shared/errors';
import { Client } from '../transport/client';
import type { Reply } from '../transport/client';
import { systemClock } from '../transport/clock';
import type { HttpRequest } from '../transport/http';
import { onlyWorkspace } from '../transport/onlyWorkspace';

/** The time (ms) for a poll where n8n gives no other: what its own scheduler gives (n8n fact E.5). */
const USUAL_BUDGET_MS = 300_000;

/** Shares of the time: after the first nothing new begins, at the second what is under way is cut off. The rest is for handing on. */
const SHARES = { begin: 0.75, cut: 0.9 };

/** How often (ms) the time is looked at: a sleep cannot be ended early, and none should be left behind for long. */
const TICK_MS = 250;

/** Newer versions of n8n say how long a poll may take (n8n fact E.5). */
type Budgeted = IPollFunctions & { getPollBudgetMs?: () => unknown };

/** The requests of one poll, in the time that n8n gives it. */
export class PollClient {
	/** What the service's clock said last, in ms since 1970; undefined when it does not say. */
	date?: number;

	private readonly begunAt = systemClock.now();
	private readonly budgetMs: number;
	private readonly halt = new AbortController();
	private readonly cancel = new AbortController();
	private hasEnded = false;
	private client?: Client;

	constructor(private readonly context: Budgeted) {
		const budget = context.getPollBudgetMs?.();
		this.budgetMs = typeof budget === 'number' && budget > 0 ? budget : USUAL_BUDGET_MS;
		void this.watch();
	}

	/** Whether the time is over: n8n may have gone on without this poll. */
	get isOver(): boolean {
		return this.spent >= 1;
	}

	/** Whether a request was cut off that was under way, and not one that waited for its turn. */
	get wasCut(): boolean {
		return this.cancel.signal.aborted;
	}

	/** What the last try met that is tried again, if it was more than the rate limit. */
	get trouble(): UserplaneError | undefined {
		const trouble = this.client?.delays.lastTrouble;
		return trouble?.answer.status === 429 ? undefined : trouble;
	}

	/** Sends one request. @throws CancelledError when there is no time for it */
	async request(request: HttpRequest): Promise<Reply> {
		const reply = await (await this.connect()).request(request);
		this.date = reply.date ?? this.date;
		return reply;
	}

	/** The ID of the only workspace that the key has. @throws ParameterError when it has several, or none */
	async onlyWorkspace(): Promise<string> {
		return await onlyWorkspace(await this.connect());
	}

	/** What the action gives; undefined when the time did not allow it. */
	async inTime<T>(action: () => Promise<T>): Promise<T | undefined> {
		return await action().catch((error: unknown) => {
			if (error instanceof CancelledError) return undefined;
			throw error as Error;
		});
	}

	/** The poll is over: its time is not watched any more. */
	end(): void {
		this.hasEnded = true;
	}

	private async connect(): Promise<Client> {
		const patience = { halt: this.halt.signal, cancel: this.cancel.signal };
		return (this.client ??= (await Client.connect(this.context)).for(patience));
	}

	private get spent(): number {
		return (systemClock.now() - this.begunAt) / this.budgetMs;
	}

	private async watch(): Promise<void> {
		while (!this.hasEnded && this.spent < SHARES.cut) {
			if (this.spent >= SHARES.begin) this.halt.abort();
			await systemClock.sleep(TICK_MS);
		}
		this.halt.abort();
		if (!this.hasEnded) this.cancel.abort();
	}
}
