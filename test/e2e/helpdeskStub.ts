import express from 'express';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeCertificate } from '../simulator/certificates';

/** What a ticket or a conversation was given. */
export interface Message {
	ticket: string;
	/** `reply` reaches the customer, `note` the agents alone. */
	kind: 'reply' | 'note';
	body: string;
}

/** Zendesk, Intercom and Freshdesk, played on this machine: they take replies and notes. */
export interface HelpdeskStub {
	/** Where it stands in for `https://api.intercom.io` and `https://your-company.freshdesk.com`. */
	url: string;
	/** What Zendesk's credential calls the company; n8n makes `https://<subdomain>.zendesk.com` of it. */
	subdomain: string;
	/** With this in its environment n8n trusts the stub. */
	env: NodeJS.ProcessEnv;
	messages: Message[];
	/** What all requests are answered with instead, e.g. 500. */
	failWith?: number;
	/** Tickets that are not there (any more). */
	unknown: Set<string>;
	/** What the ticket was given, oldest first. */
	given: (ticket: string, kind: Message['kind']) => string[];
	stop: () => Promise<void>;
}

type Reader = (body: Record<string, unknown>) => Omit<Message, 'ticket'>;

/** Zendesk: one comment, which is public or not. */
const readComment: Reader = ({ ticket }) => {
	const { comment } = ticket as { comment: { public: boolean; body?: string; html_body?: string } };
	return { kind: comment.public ? 'reply' : 'note', body: comment.body ?? comment.html_body ?? '' };
};

/** Intercom: a reply of one type or the other. Freshdesk: a request of its own for each. */
const readPart: Reader = ({ message_type, private: isPrivate, body }) => ({
	kind: message_type === 'note' || isPrivate === true ? 'note' : 'reply',
	body: String(body),
});

/** What the three take. */
const REQUESTS: Array<[RegExp, Reader]> = [
	[/^PUT \/\.zendesk\.com\/api\/v2\/tickets\/(\d+)\.json$/, readComment],
	[/^POST \/conversations\/(\d+)\/reply$/, readPart],
	[/^POST \/api\/v2\/tickets\/(\d+)\/(?:reply|notes)$/, readPart],
];

/** Undefined for a request that none of them knows. */
function read(request: string, body: Record<string, unknown>): Message | undefined {
	for (const [pattern, reader] of REQUESTS) {
		const [, ticket] = pattern.exec(request) ?? [];
		if (ticket) return { ticket, ...reader(body) };
	}
	return undefined;
}

export async function startHelpdeskStub(): Promise<HelpdeskStub> {
	const { cert, key, ca } = makeCertificate('good');
	const folder = await mkdtemp(path.join(tmpdir(), 'helpdesk-stub-'));
	const authority = path.join(folder, 'ca.pem');
	await writeFile(authority, ca);
	const messages: Message[] = [];
	const app = express().use(express.json(), (req, res) => {
		if (stub.failWith !== undefined) return void res.status(stub.failWith).json({ error: 'Not now' });
		const message = read(`${req.method} ${req.path}`, req.body as Record<string, unknown>);
		if (!message || stub.unknown.has(message.ticket))
			return void res.status(404).json({ error: `No ${req.method} ${req.path}` });
		messages.push(message);
		res.json({ id: messages.length, ticket: { id: Number(message.ticket) } });
	});
	const server = createServer({ cert, key }, app).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const host = `localhost:${(server.address() as AddressInfo).port}`;
	const stub: HelpdeskStub = {
		url: `https://${host}`,
		subdomain: `${host}/`,
		env: { NODE_EXTRA_CA_CERTS: authority },
		messages,
		unknown: new Set(),
		given: (ticket, kind) =>
			messages
				.filter((message) => message.ticket === ticket && message.kind === kind)
				.map(({ body }) => body),
		stop: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
			await rm(folder, { recursive: true, force: true });
		},
	};
	return stub;
}
