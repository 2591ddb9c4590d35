import express, { type Express } from 'express';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** A service of somebody else's, played on 127.0.0.1. */
interface Stub {
	/** Its origin, e.g. http://127.0.0.1:45678 */
	url: string;
	stop: () => Promise<void>;
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
