import type { Demo } from '../../scripts/demo/demo';
import { HELPDESKS, linksOf, sendTo } from '../e2e/helpdesks';
import type { Simulator } from '../simulator';

const [ZENDESK] = HELPDESKS;

/** The example that the suite loads. */
export const EXAMPLE = ZENDESK.example;

/** What the helpdesk was answered for one ticket. */
export interface Answered {
	ticket: string;
	/** The HTTP status. */
	status: number;
	/** The link that the answer names. */
	linkId?: string;
}

/** As many ticket numbers, starting at `first`. */
export function tickets(first: number, count: number): string[] {
	return Array.from({ length: count }, (_, index) => String(first + index));
}

/** Posts one Zendesk event per ticket, all at once, as a busy helpdesk would. */
export async function sendTickets(demo: Demo, numbers: string[]): Promise<Answered[]> {
	return await Promise.all(
		numbers.map(async (ticket) => {
			const { status, body } = await sendTo(demo, ZENDESK, ticket);
			return { ticket, status, linkId: body.linkId };
		}),
	);
}

/** How many links there are for each ticket, half-made ones too. */
export function linksPerTicket(simulator: Simulator, numbers: string[]): number[] {
	return numbers.map((ticket) => linksOf(simulator, ticket).length);
}

/** How often each value occurs, e.g. `{ success: 55, crashed: 5 }`. */
export function tally(values: Array<string | number>): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const value of values) counts[String(value)] = (counts[String(value)] ?? 0) + 1;
	return counts;
}
