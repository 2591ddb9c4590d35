import { join } from 'node:path';

import axios from 'axios';
import type { INodeExecutionData } from 'n8n-workflow';

import { runNode } from '../harness';
import type { RunNodeOptions } from '../harness';
import type { Simulator } from '../simulator';

/** Where and with which key a contestant makes its links. */
export interface Course {
	simulator: Simulator;
	apiKey: string;
	/** Of our credential; 0 = no pacing. */
	requestsPerMinute: number;
	/** Presses Stop. Only our node's run looks at it. */
	signal?: AbortSignal;
	/** Number of the first item, 0 when left out. Only our node's run looks at it. */
	first?: number;
}

/** One way to make a link for each item, with the item's number as its reference. */
export interface Contestant {
	name: string;
	/** Runs to its end; a failure is no exception, the store tells what came of it. */
	run(course: Course, count: number): Promise<void>;
}

/** As many requests under way as our node has. */
const CONCURRENCY = 16;

const PEERS = join(__dirname, 'peers');

const items = (count: number, first = 0): INodeExecutionData[] =>
	Array.from({ length: count }, (_, n) => ({ json: { n: first + n } }));

const linksUrl = ({ baseUrl, seed }: Simulator) => `${baseUrl}/public/workspace/${seed.workspaceId}/links`;

/** Our node, at its defaults. */
export const ours: Contestant = {
	name: 'Userplane node',
	async run({ simulator, apiKey, requestsPerMinute, signal, first }, count) {
		const { baseUrl, seed } = simulator;
		await runNode({
			...{ node: 'userplane', abortSignal: signal },
			parameters: {
				...{ resource: 'link', operation: 'create' },
				workspaceId: { __rl: true, mode: 'id', value: seed.workspaceId },
				domainId: { __rl: true, mode: 'id', value: seed.domainId },
				additionalFields: { linkReference: '={{ $json.n }}' },
			},
			items: items(count, first),
			credentials: { userplaneApi: { apiKey, baseUrl, requestsPerMinute } },
		});
	},
};

/** As little code as can be, `concurrency` requests at a time; what is refused is lost. */
export function bareAxios(concurrency = CONCURRENCY): Contestant {
	return {
		name: concurrency === 1 ? 'bare axios, one by one' : `bare axios, ${concurrency} at a time`,
		async run({ simulator, apiKey }, count) {
			const headers = { Authorization: `Bearer ${apiKey}` };
			const { domainId } = simulator.seed;
			let next = 0;
			const worker = async () => {
				while (next < count) {
					const body = { domainId, linkReusable: false, linkReference: String(next++) };
					await axios.post(linksUrl(simulator), body, { headers, proxy: false, validateStatus: () => true });
				}
			};
			await Promise.all(Array.from({ length: concurrency }, worker));
		},
	};
}

/** A minimal declarative node. */
export const declarative: Contestant = {
	name: 'declarative node',
	async run({ simulator, apiKey }, count) {
		const { baseUrl, seed } = simulator;
		await runNode({
			node: 'declarative',
			packageDirectory: PEERS,
			parameters: {
				...{ baseUrl, apiKey, operation: 'create' },
				...{
					workspaceId: seed.workspaceId,
					domainId: seed.domainId,
					linkReference: '={{ String($json.n) }}',
				},
			},
			items: items(count),
			onError: 'continueRegularOutput',
		});
	},
};

/** n8n's own request helper in a loop, as many at a time: what any node can reach at most. */
export const helperLoop: Contestant = {
	name: `n8n's request helper in a bare loop, ${CONCURRENCY} at a time`,
	async run({ simulator, apiKey }, count) {
		const { domainId } = simulator.seed;
		await runNode({
			node: 'helperLoop',
			packageDirectory: PEERS,
			parameters: { url: linksUrl(simulator), apiKey, domainId, linkReference: '={{ $json.n }}' },
			items: items(count),
		});
	},
};

/** n8n's HTTP Request node, set up as its editor does, with what `changes` add to it. */
function httpRequest(
	name: string,
	packageDirectory: string,
	changes: Partial<RunNodeOptions> & { batch?: { batchSize: number; batchInterval: number } },
): Contestant {
	const { batch, ...more } = changes;
	return {
		name,
		async run({ simulator, apiKey }, count) {
			const { domainId } = simulator.seed;
			await runNode({
				node: 'httpRequest',
				typeVersion: 4.2,
				packageDirectory,
				parameters: {
					...{ method: 'POST', url: linksUrl(simulator), authentication: 'none' },
					sendHeaders: true,
					headerParameters: { parameters: [{ name: 'Authorization', value: `Bearer ${apiKey}` }] },
					...{ sendBody: true, contentType: 'json', specifyBody: 'json' },
					jsonBody: `={{ { "domainId": "${domainId}", "linkReusable": false, "linkReference": String($json.n) } }}`,
					options: batch ? { batching: { batch } } : {},
				},
				items: items(count),
				...more,
			});
		},
	};
}

/** The ways to set up the HTTP Request node that users try one after the other. */
export function httpRequests(packageDirectory: string, requestsPerMinute: number): Contestant[] {
	const batchSize = 10;
	const batchInterval = (batchSize * 60_000) / requestsPerMinute;
	const goesOn = { onError: 'continueRegularOutput' } as const;
	return [
		httpRequest('HTTP Request, default, Continue On Fail', packageDirectory, goesOn),
		httpRequest('HTTP Request, Retry On Fail (5 tries, 5 s)', packageDirectory, {
			...{ retryOnFail: true, maxTries: 5, waitBetweenTries: 5_000 },
		}),
		httpRequest(`HTTP Request, batches of ${batchSize} each ${batchInterval / 1_000} s`, packageDirectory, {
			...{ batch: { batchSize, batchInterval }, ...goesOn },
		}),
	];
}
