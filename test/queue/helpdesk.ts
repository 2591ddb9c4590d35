import type { Demo } from '../../scripts/demo/demo';
import type { SavedWorkflow } from '../../scripts/n8n/types';
import type { Simulator } from '../simulator';
import { activate, HELPDESKS, linksOf, type Active } from '../e2e/helpdesks';
import { startHelpdeskStub, type HelpdeskStub } from '../e2e/helpdeskStub';

const [ZENDESK] = HELPDESKS;

/** What the helpdesk was answered for one ticket. */
export interface Answered {
	ticket: string;
	/** The HTTP status. */
	status: number;
	/** The link that the answer names. */
	linkId?: string;
	isNew?: boolean;
}

/** The Zendesk example at work in the cluster, and the Zendesk that it writes to. */
export class Zendesk {
	private active!: Active;

	private constructor(private readonly stub: HelpdeskStub) {}

	static async start(): Promise<Zendesk> {
		return new Zendesk(await startHelpdeskStub());
	}

	/** Settings with which n8n trusts it. */
	get env(): NodeJS.ProcessEnv {
		return this.stub.env;
	}

	/** Switches the example on, but for its second chain: each of its executions is one event. */
	async activate(demo: Demo): Promise<void> {
		this.active = await activate(demo, this.stub, ZENDESK, 'When a recording is ready');
	}

	get workflow(): SavedWorkflow {
		return this.active.workflow;
	}

	/** Posts one event per ticket, all at once, as a busy helpdesk would. */
	async sendTickets(numbers: string[]): Promise<Answered[]> {
		return await Promise.all(
			numbers.map(async (ticket) => {
				const { status, body } = await this.active.send(ZENDESK.event(ticket));
				return { ticket, status, linkId: body.linkId, isNew: body.isNew };
			}),
		);
	}

	/** Posts one event for several tickets. @returns its HTTP status */
	async sendList(numbers: string[]): Promise<number> {
		return (await this.active.send(numbers.map((ticket) => ZENDESK.event(ticket)))).status;
	}

	/** The texts of the replies that the customer of the ticket was sent. */
	repliesTo(ticket: string): string[] {
		return this.stub.given(ticket, 'reply');
	}

	/** How many replies the customer of each ticket was sent. */
	repliesPerTicket(numbers: string[]): number[] {
		return numbers.map((ticket) => this.stub.given(ticket, 'reply').length);
	}

	async stop(): Promise<void> {
		await this.stub.stop();
	}
}

/** As many ticket numbers, starting at `first`. */
export function tickets(first: number, count: number): string[] {
	return Array.from({ length: count }, (_, index) => String(first + index));
}

/** How many links there are for each ticket, half-made ones too. */
export function linksPerTicket(simulator: Simulator, numbers: string[]): number[] {
	return numbers.map((ticket) => linksOf(simulator, ZENDESK.reference(ticket)).length);
}

/** What the customer of the ticket is to be sent. */
export function linkUrlOf(simulator: Simulator, ticket: string): string {
	return linksOf(simulator, ZENDESK.reference(ticket))[0].linkURL;
}

/** How often each value occurs, e.g. `{ success: 55, crashed: 5 }`. */
export function tally(values: Array<string | number>): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const value of values) counts[String(value)] = (counts[String(value)] ?? 0) + 1;
	return counts;
}
