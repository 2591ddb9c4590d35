import axios from 'axios';
import { randomUUID } from 'node:crypto';
import type { Demo } from '../../scripts/demo/demo';
import { readExample } from '../../scripts/demo/examples';
import { headerOf, type Proof } from '../../scripts/demo/secret';
import type { CredentialReference, SavedWorkflow, Workflow } from '../../scripts/n8n/types';
import type { Link, Simulator } from '../simulator';
import freshdeskTicket from './fixtures/freshdesk-ticket-created.json';
import intercomConversation from './fixtures/intercom-conversation-created.json';
import intercomPing from './fixtures/intercom-ping.json';
import zendeskTicket from './fixtures/zendesk-ticket-created.json';
import type { HelpdeskStub } from './helpdeskStub';

/** A helpdesk whose events an example turns into links. */
export interface Helpdesk {
	name: 'Zendesk' | 'Intercom' | 'Freshdesk';
	/** The example's name. */
	example: string;
	/** What the product calls itself in Userplane. */
	type: string;
	/** How its events show that they are its own. */
	proof: Proof;
	/** The event "a ticket was made" for a ticket with this number, of an account. */
	event: (ticket: string, account?: string) => object;
	/** What the link of the ticket is known by. */
	reference: (ticket: string, account?: string) => string;
	/** The event, but with this subject. */
	withSubject: (ticket: string, subject: string) => object;
	/** Events of other kinds. */
	ignored: object[];
	/** What names no ticket, or no account. */
	unreadable: object[];
	credential: { type: string; data: (stub: HelpdeskStub) => object };
}

const zendesk = (ticket: unknown, account: unknown = 12514403, more: object = {}): object => ({
	...zendeskTicket,
	account_id: account,
	detail: { ...zendeskTicket.detail, id: ticket, ...more },
});

const ZENDESK: Helpdesk = {
	name: 'Zendesk',
	example: 'zendesk-ticket-recording',
	type: 'zendesk',
	proof: 'header',
	event: zendesk,
	reference: (ticket, account = '12514403') => `zendesk/${account}/${ticket}`,
	withSubject: (ticket, subject) => zendesk(ticket, undefined, { subject }),
	ignored: [{ ...zendeskTicket, type: 'zen:event-type:ticket.status_changed' }],
	unreadable: [
		{},
		[],
		{ ...zendeskTicket, detail: undefined },
		...[null, '', '../1', {}].map((id) => zendesk(id)),
		...[null, '', {}].map((account) => zendesk('1', account)),
	],
	credential: {
		type: 'zendeskApi',
		data: ({ subdomain }) => ({ subdomain, email: 'agent@example.com', apiToken: 'not-a-real-token' }),
	},
};

const intercom = (id: unknown, app: unknown = 'lk5vqw2a', source: object = {}): object => {
	const { data } = intercomConversation;
	const item = { ...data.item, id, source: { ...data.item.source, ...source } };
	return { ...intercomConversation, app_id: app, data: { ...data, item } };
};

const INTERCOM: Helpdesk = {
	name: 'Intercom',
	example: 'intercom-conversation-recording',
	type: 'intercom',
	proof: 'signature',
	event: intercom,
	reference: (id, app = 'lk5vqw2a') => `intercom/${app}/${id}`,
	withSubject: (ticket, subject) => intercom(ticket, undefined, { subject }),
	ignored: [{ ...intercomConversation, topic: 'conversation.user.replied' }, intercomPing],
	unreadable: [
		{},
		[],
		{ ...intercomConversation, data: null },
		...[null, '', '../1', {}].map((id) => intercom(id)),
		...[null, '', {}].map((app) => intercom('1', app)),
	],
	credential: { type: 'intercomApi', data: () => ({ apiKey: 'not-a-real-token' }) },
};

const freshdesk = (id: unknown, account: unknown = 'acme', more: object = {}): object => ({
	freshdesk_webhook: {
		...freshdeskTicket.freshdesk_webhook,
		ticket_id: typeof id === 'string' && id !== '' ? Number(id) : id,
		ticket_url:
			typeof account === 'string'
				? `https://${account}.freshdesk.com/helpdesk/tickets/${String(id)}`
				: account,
		...more,
	},
});

const FRESHDESK: Helpdesk = {
	name: 'Freshdesk',
	example: 'freshdesk-ticket-recording',
	type: 'freshdesk',
	proof: 'header',
	event: freshdesk,
	reference: (ticket, account = 'acme') => `freshdesk/${account}.freshdesk.com/${ticket}`,
	withSubject: (ticket, subject) => freshdesk(ticket, undefined, { ticket_subject: subject }),
	ignored: [],
	unreadable: [
		{},
		[],
		{ freshdesk_webhook: {} },
		...[null, '', {}].map((id) => freshdesk(id)),
		freshdesk('1', null),
		freshdesk('1', undefined, { ticket_url: '' }),
		freshdesk('1', undefined, { ticket_url: '/helpdesk/tickets/1' }),
	],
	credential: { type: 'httpBasicAuth', data: () => ({ user: 'not-a-real-key', password: 'X' }) },
};

export const HELPDESKS = [ZENDESK, INTERCOM, FRESHDESK];

/**
 * The event once for each of its fields that the example reads, without that field.
 * @returns the field's path and the event
 */
export function withoutEach(
	{ example, event }: Helpdesk,
	ticket: string,
): Array<[path: string, event: object]> {
	const text = JSON.stringify(readExample(example, { workspaceId: '', domainId: '', credentials: {} }));
	return pathsIn(event(ticket))
		.filter((path) => new RegExp(`\\b${path.at(-1)}\\b`).test(text))
		.map((path) => {
			const copy = structuredClone(event(ticket)) as Record<string, unknown>;
			const parent = path.slice(0, -1).reduce((at, key) => at[key] as Record<string, unknown>, copy);
			Reflect.deleteProperty(parent, path.at(-1) as string);
			return [path.join('.'), copy];
		});
}

function pathsIn(value: unknown, above: string[] = []): string[][] {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
	return Object.entries(value).flatMap(([key, inner]) => [
		[...above, key],
		...pathsIn(inner, [...above, key]),
	]);
}

/** What the helpdesk is answered. */
export interface Answer {
	status: number;
	retryAfter?: string;
	body: {
		linkId?: string;
		linkURL?: string;
		ticket?: string;
		isNew?: boolean;
		error?: string;
		ignored?: string;
		retry?: boolean;
	};
}

/** Posts these bytes; whatever comes back is an answer. */
export async function post(url: string, body: string, headers: Record<string, string> = {}): Promise<Answer> {
	const options = {
		headers: { 'content-type': 'application/json', ...headers },
		...{ proxy: false as const, validateStatus: () => true },
	};
	const answer = await axios.post<Answer['body']>(url, Buffer.from(body), options);
	return { status: answer.status, body: answer.data, retryAfter: answer.headers['retry-after'] as string };
}

/** Posts the event as the helpdesk does, with its proof. */
export async function send(
	url: string,
	event: object,
	secret = '',
	proof: Proof = 'header',
): Promise<Answer> {
	const body = JSON.stringify(event);
	return await post(url, body, Object.fromEntries([headerOf(proof, secret, body)]));
}

/** The links of a reference that have not been deleted. */
export function linksOf({ store }: Simulator, reference: string): Link[] {
	return [...store.links.values()].filter(
		(link) => link.linkProviderReference === reference && !link.deletedAt,
	);
}

/** An example with all its nodes enabled, writing to the played helpdesk. */
export interface Active {
	helpdesk: Helpdesk;
	workflow: SavedWorkflow;
	url: string;
	/** What its events are proved with. */
	secret: string;
	send: (event: object) => Promise<Answer>;
	stop: () => Promise<void>;
}

/**
 * Imports the example once more, fills it in, enables all of it, and switches it on at an address of its own.
 * @param without a node that stays disabled
 */
export async function activate(
	demo: Demo,
	stub: HelpdeskStub,
	helpdesk: Helpdesk,
	without?: string,
): Promise<Active> {
	const { client } = demo.n8n;
	const { type, data } = helpdesk.credential;
	const credential = await client.createCredential(`${helpdesk.name} account`, type, data(stub));
	const credentials: Record<string, CredentialReference> = { ...demo.credentials, [type]: credential };
	const { workspaceId, domainId } = demo.userplane;
	const { secret } = demo;
	const example = readExample(helpdesk.example, { workspaceId, domainId, credentials, secret });
	const path = randomUUID();
	const copy = JSON.parse(
		JSON.stringify(example)
			.replaceAll('https://api.intercom.io', stub.url)
			.replaceAll('https://your-company.freshdesk.com', stub.url),
	) as Workflow;
	for (const node of copy.nodes) {
		if (node.type === 'n8n-nodes-base.webhook') node.parameters.path = path;
		node.disabled = node.name === without;
	}
	const workflow = await client.createWorkflow(copy);
	await client.activate(workflow);
	const url = client.webhookUrl(path);
	return {
		...{ helpdesk, workflow, url, secret },
		send: async (event) => await send(url, event, secret, helpdesk.proof),
		stop: async () => await client.deactivate(workflow),
	};
}
