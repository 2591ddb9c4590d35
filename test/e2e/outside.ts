import express, { type Response } from 'express';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createProxy, type Server } from 'node:http';
import { createServer } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import { makeCertificate } from '../simulator/certificates';

/** What a service was given for one recording. */
export interface Given {
	title?: string;
	text: string;
}

/** Slack, Linear and Jira, played on this machine. n8n reaches them under their own names, through a proxy that leads here. */
export interface Outside {
	/** With this in its environment n8n goes through the proxy and trusts what it finds there. */
	env: NodeJS.ProcessEnv;
	/** What Jira's credential calls its domain. */
	jiraUrl: string;
	slack: Given[];
	linear: Given[];
	jira: Given[];
	/** What was attached to Jira's issues: each request's body, as it came. */
	attachments: Array<{ issue: string; body: string }>;
	/** What has these words in it is refused by all of them. */
	refused?: string;
	stop: () => Promise<void>;
}

const JIRA = 'acme.atlassian.net';
const NAMES = ['slack.com', 'api.linear.app', JIRA];

/** Starts the services and the proxy before them. */
export async function startOutside(): Promise<Outside> {
	const { cert, key, ca } = makeCertificate('good', NAMES);
	const folder = await mkdtemp(path.join(tmpdir(), 'outside-'));
	const authority = path.join(folder, 'ca.pem');
	await writeFile(authority, ca);
	const lists = { slack: [], linear: [], jira: [], attachments: [] };
	const outside: Outside = { ...lists, env: {}, jiraUrl: `https://${JIRA}`, stop };
	const services = createServer({ cert, key }, servicesOf(outside)).listen(0, '127.0.0.1');
	const ends = new Set<Duplex>();
	const proxy = createProxy().listen(0, '127.0.0.1');
	await Promise.all([once(services, 'listening'), once(proxy, 'listening')]);
	proxy.on('connect', ({ url = '' }, client) => {
		// Nobody else is to be found
		if (!NAMES.some((name) => url === `${name}:443`)) return void client.end('HTTP/1.1 502 Not here\r\n\r\n');
		const service = connect(portOf(services), '127.0.0.1', () => {
			client.write('HTTP/1.1 200 OK\r\n\r\n');
			service.pipe(client).pipe(service);
		});
		for (const end of [service, client]) ends.add(end.on('error', () => service.destroy()));
	});
	const url = `http://127.0.0.1:${portOf(proxy)}`;
	outside.env = { HTTPS_PROXY: url, https_proxy: url, NODE_EXTRA_CA_CERTS: authority };
	return outside;

	async function stop(): Promise<void> {
		for (const end of ends) end.destroy();
		await Promise.all([services, proxy].map(async (server) => await new Promise((end) => server.close(end))));
		await rm(folder, { recursive: true, force: true });
	}
}

/** The requests of n8n's nodes; no two of the services have the same. */
function servicesOf(outside: Outside): express.Express {
	const app = express();
	const take = (
		list: Given[],
		given: Given,
		res: Response,
		made: object,
		refusal: [number, object],
	): void => {
		if (outside.refused && JSON.stringify(given).includes(outside.refused))
			return void res.status(refusal[0]).json(refusal[1]);
		list.push(given);
		res.json(made);
	};
	app.post('/api/chat.postMessage', express.json(), ({ body }, res) => {
		const { text } = body as Given;
		take(outside.slack, { text }, res, { ok: true, ts: '1' }, [200, { ok: false, error: 'msg_too_long' }]);
	});
	app.post('/graphql', express.json(), ({ body }, res) => {
		const { title, description } = (body as { variables: Record<string, string> }).variables;
		const made = { data: { issueCreate: { success: true, issue: { id: 'issue-1' } } } };
		const refusal = { errors: [{ message: 'Argument Validation Error' }] };
		take(outside.linear, { title, text: description }, res, made, [200, refusal]);
	});
	app.get('/rest/api/2/issuetype', (_req, res) => void res.json([{ id: '10001', name: 'Bug' }]));
	app.post('/rest/api/2/issue', express.json(), ({ body }, res) => {
		const { summary, description } = (body as { fields: Record<string, string> }).fields;
		const made = { key: `SUP-${outside.jira.length + 1}` };
		const refusal = { errorMessages: ['The summary is invalid'] };
		take(outside.jira, { title: summary, text: description }, res, made, [400, refusal]);
	});
	const upload = express.raw({ type: 'multipart/form-data', limit: '50mb' });
	app.post('/rest/api/:version/issue/:issue/attachments', upload, ({ params, body }, res) => {
		const issue = String(params.issue);
		if (issue === outside.refused) return void res.status(404).json({ errorMessages: ['No such issue'] });
		outside.attachments.push({ issue, body: (body as Buffer).toString('latin1') });
		res.json([{ id: String(outside.attachments.length) }]);
	});
	return app;
}

function portOf(server: Pick<Server, 'address'>): number {
	return (server.address() as AddressInfo).port;
}
