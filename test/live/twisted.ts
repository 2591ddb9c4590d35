import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import axios from 'axios';

import { apiRoot } from '../simulator/contract';
import type { Simulator } from '../simulator';

/** An answer on its way; what is changed here is what the client sees. */
export interface Answer {
	status: number;
	headers: Record<string, string>;
	/** `data` of a success; any other body has none. */
	body: { data?: Record<string, never> } & Record<string, unknown>;
	/** Sent instead of the body, when it is set. */
	text?: string;
	/** Nothing is sent: the connection breaks. */
	isLost?: boolean;
}

/** The one point in which a service differs from the simulator. */
export interface Twist {
	/** Changes what the service gets to see of the query. */
	query?: (query: URLSearchParams, path: string) => unknown;
	/** Changes the answer. @param path below `/public`, @param query as it was sent */
	answer?: (
		answer: Answer,
		request: { method: string; path: string; query: URLSearchParams; key: string },
	) => unknown;
}

/** A service that answers as the simulator does, but for one point. */
export class Twisted {
	twist: Twist = {};
	/** What a twist could not be made with. */
	readonly mistakes: unknown[] = [];
	private readonly server: Server;

	constructor(private readonly simulator: Simulator) {
		this.server = createServer((request, response) => {
			const chunks: Buffer[] = [];
			request.on('data', (chunk: Buffer) => chunks.push(chunk));
			request.on('end', () => {
				const { method = 'GET', url = '', headers } = request;
				void this.pass(
					method,
					new URL(url, 'http://127.0.0.1'),
					headers.authorization ?? '',
					Buffer.concat(chunks),
				).then(
					({ status, headers: sent, body, text, isLost }) => {
						if (isLost) {
							response.destroy();
							return;
						}
						response.sendDate = false;
						response.writeHead(status, sent).end(status === 204 ? undefined : (text ?? JSON.stringify(body)));
					},
					(error: unknown) => {
						this.mistakes.push(error);
						response.destroy();
					},
				);
			});
		});
	}

	get baseUrl(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${apiRoot}`;
	}

	async start(): Promise<void> {
		await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	private async pass(method: string, url: URL, authorization: string, data: Buffer): Promise<Answer> {
		const path = url.pathname.slice(`${apiRoot}/public`.length);
		const query = new URLSearchParams(url.search);
		const asked = new URLSearchParams(url.search);
		this.twist.query?.(query, path);
		const {
			status,
			headers,
			data: body,
		} = await axios.request<Answer['body']>({
			...{ method, url: `${this.simulator.baseUrl}/public${path}?${query.toString()}` },
			headers: { ...(authorization === '' ? {} : { authorization }), 'content-type': 'application/json' },
			...{ data: data.length > 0 ? data : undefined, validateStatus: () => true },
		});
		const { date, 'content-type': type } = headers as Record<string, string>;
		const answer = { status, headers: { date, 'content-type': type }, body };
		this.twist.answer?.(answer, { method, path, query: asked, key: authorization });
		return answer;
	}
}
