import type { UserplaneError } from '../shared/errors';
import { CancelledError } from '../shared/errors';
import type { Reply } from './client';
import { Client } from './client';
import { systemClock } from './clock';
import type { HttpRequest, RequestContext } from './http';

/** Shares of the time: after the first nothing new begins, at the second what is under way is cut off. The rest is for handing on. */
const SHARES = { begin: 0.75, cut: 0.9 };

/** How often (ms) the time is looked at: a sleep cannot be ended early, and none should be left behind for long. */
const TICK_MS = 250;

/** The requests of one poll, in the time that n8n gives it. */
export class PollClient {
	/** Whether there was any answer. */
	wasAnswered = false;

	private readonly begunAt = systemClock.now();
	private readonly halt = new AbortController();
	private readonly cancel = new AbortController();
	private hasEnded = false;
	private client?: Client;

	constructor(
		private readonly context: RequestContext,
		private readonly budgetMs: number,
	) {
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

	/** The client that has the poll's time. */
	async connect(): Promise<Client> {
		const patience = { halt: this.halt.signal, cancel: this.cancel.signal };
		return (this.client ??= (await Client.connect(this.context)).for(patience));
	}

	/** Sends one request. @throws CancelledError when there is no time for it */
	async request(request: HttpRequest): Promise<Reply> {
		const reply = await (await this.connect()).request(request);
		this.wasAnswered = true;
		return reply;
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
