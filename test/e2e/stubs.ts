import express, { type Express } from 'express';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** A service of somebody else's, played on 127.0.0.1. */
interface Stub {
	/** Its origin, e.g. http://127.0.0.1:45678 */
	url: string;
	stop: () => Promise<void>;
}

/** What a Jira was given. */
export interface JiraStub extends Stub {
	issues: Array<{ key: string; fields: Record<string, unknown> }>;
	attachments: Array<{ issueKey: string; fileName?: string; text?: string }>;
}

/** What a chat model was asked: one entry for each request. */
export interface ModelStub extends Stub {
	requests: ChatRequest[];
	/** What it answers next, one after the other. */
	answers: ChatMessage[];
}

interface ChatRequest {
	messages: Array<{ role: string; content: unknown; tool_call_id?: string }>;
	tools: Array<{ function: { name: string; description?: string; parameters: object } }>;
}

export interface ChatMessage {
	content: string | null;
	tool_calls?: Array<{ id: string; type: 'function'; function: { name: string; arguments: string } }>;
}

/** A Jira that takes issues and their attachments. */
export async function startJira(): Promise<JiraStub> {
	const issues: JiraStub['issues'] = [];
	const attachments: JiraStub['attachments'] = [];
	const app = express();
	app.get('/rest/api/2/issuetype', (_req, res) => void res.json([{ id: '10001', name: 'Bug' }]));
	app.post('/rest/api/2/issue', express.json(), (req, res) => {
		const key = `SUP-${issues.length + 1}`;
		issues.push({ key, ...(req.body as { fields: Record<string, unknown> }) });
		res.status(201).json({ id: String(issues.length), key });
	});
	const multipart = express.text({ type: 'multipart/form-data', limit: '10mb' });
	app.post('/rest/api/3/issue/:issueKey/attachments', multipart, (req, res) => {
		const { issueKey } = req.params as { issueKey: string };
		const [, fileName, text] = /filename="(.+?)".*?\r\n\r\n(.*)\r\n--/s.exec(String(req.body)) ?? [];
		attachments.push({ issueKey, fileName, text });
		res.json([{ id: String(attachments.length) }]);
	});
	return { issues, attachments, ...(await listen(app)) };
}

/** A chat model with OpenAI's interface that answers what it is told to. */
export async function startModel(): Promise<ModelStub> {
	const requests: ChatRequest[] = [];
	const answers: ChatMessage[] = [];
	const app = express();
	app.post('/v1/chat/completions', express.json({ limit: '10mb' }), (req, res) => {
		requests.push(req.body as ChatRequest);
		const answer = answers.shift();
		if (!answer) return void res.status(400).json({ error: { message: 'The stub has no answer left' } });
		const finish_reason = answer.tool_calls ? 'tool_calls' : 'stop';
		res.json({
			...{ id: 'chatcmpl-1', object: 'chat.completion', created: 1, model: 'stub' },
			choices: [{ index: 0, message: { role: 'assistant', ...answer }, finish_reason }],
			usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
		});
	});
	return { requests, answers, ...(await listen(app)) };
}

async function listen(app: Express): Promise<Stub> {
	const server = app.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	const stop = async (): Promise<void> => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	};
	return { url: `http://127.0.0.1:${port}`, stop };
}
