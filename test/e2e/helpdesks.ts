import axios from 'axios';
import type { Demo } from '../../scripts/demo/demo';
import type { Link, Simulator } from '../simulator';
import freshdeskTicket from './fixtures/freshdesk-ticket-created.json';
import intercomConversation from './fixtures/intercom-conversation-created.json';
import zendeskTicket from './fixtures/zendesk-ticket-created.json';

/** A helpdesk whose events an example turns into links. */
export interface Helpdesk {
	name: string;
	/** The example's name. */
	example: string;
	/** The event "a ticket was made" for a ticket with this number. */
	event: (ticket: string) => object;
}

function zendeskEvent(ticket: string): object {
	return { ...zendeskTicket, detail: { ...zendeskTicket.detail, id: ticket } };
}

function intercomEvent(ticket: string): object {
	const { data } = intercomConversation;
	return { ...intercomConversation, data: { ...data, item: { ...data.item, id: ticket } } };
}

function freshdeskEvent(ticket: string): object {
	const { freshdesk_webhook: fields } = freshdeskTicket;
	const ticket_url = `https://acme.freshdesk.com/helpdesk/tickets/${ticket}`;
	return { freshdesk_webhook: { ...fields, ticket_id: Number(ticket), ticket_url } };
}

export const HELPDESKS: Helpdesk[] = [
	{ name: 'Zendesk', example: 'zendesk-event-to-link', event: zendeskEvent },
	{ name: 'Intercom', example: 'intercom-event-to-link', event: intercomEvent },
	{ name: 'Freshdesk', example: 'freshdesk-event-to-link', event: freshdeskEvent },
];

/** What the helpdesk is answered. */
export interface Answer {
	status: number;
	retryAfter?: string;
	body: { linkId?: string; linkURL?: string; ticket?: string; repeated?: boolean; error?: string };
}

/** Posts the event as the helpdesk does; whatever comes back is an answer. */
export async function send(url: string, event: object): Promise<Answer> {
	const options = { proxy: false as const, validateStatus: () => true };
	const { status, data, headers } = await axios.post<Answer['body']>(url, event, options);
	return { status, body: data, retryAfter: headers['retry-after'] as string | undefined };
}

/** Sends the event to the helpdesk's example. */
export async function sendTo(demo: Demo, { example, event }: Helpdesk, ticket: string): Promise<Answer> {
	return await send(demo.webhookUrl(example), event(ticket));
}

/**
 * The links of a ticket. A create sends the ticket's address at once, and its number only with the update that follows: going
 * by the address, half-made links are seen too.
 */
export function linksOf({ store }: Simulator, ticket: string): Link[] {
	return [...store.links.values()].filter((link) => link.linkProviderReference?.endsWith(`/${ticket}`));
}
