import axios, { type AxiosResponse } from 'axios';
import type { Demo } from '../../scripts/demo/demo';
import ticketCreated from '../e2e/fixtures/zendesk-ticket-created.json';
import type { Simulator } from '../simulator';

export const EXAMPLE = 'zendesk-event-to-link';

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
	const url = demo.webhookUrl(EXAMPLE);
	return await Promise.all(
		numbers.map(async (ticket) => {
			const event = { ...ticketCreated, detail: { ...ticketCreated.detail, id: ticket } };
			const { status, data } = await postTo(url, event);
			return { ticket, status, linkId: data.linkId };
		}),
	);
}

/** Posts JSON to a webhook; every status is an answer. */
export async function postTo(url: string, body: object): Promise<AxiosResponse<{ linkId?: string }>> {
	return await axios.post(url, body, { proxy: false, validateStatus: () => true });
}

/** How many links there are for each ticket. A create sends the ticket's address at once, so that half-made links count too. */
export function linksPerTicket({ store }: Simulator, numbers: string[]): number[] {
	const links = [...store.links.values()];
	return numbers.map(
		(ticket) =>
			links.filter(({ linkProviderReference }) => linkProviderReference?.endsWith(`/tickets/${ticket}`))
				.length,
	);
}

/** How often each value occurs, e.g. `{ success: 55, crashed: 5 }`. */
export function tally(values: Array<string | number>): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const value of values) counts[String(value)] = (counts[String(value)] ?? 0) + 1;
	return counts;
}
