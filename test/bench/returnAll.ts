import { Agent } from 'node:http';

import axios from 'axios';

import { report, runOperation, withSimulator } from './bench';
import type { BenchSimulator } from './simulatorProcess';

/** How much faster Get Many with Return All is than a client that asks for one page after another. */

const LINKS = 1_000;
const LATENCY_MS = 30;
const ROUNDS = 5;

/** The node's way: Return All with three filters, on the engine. @returns ms */
async function throughTheNode(simulator: BenchSimulator): Promise<number> {
	const { memberId, projectId, domainId } = simulator;
	const filters = { created_by: [memberId], project_id: [projectId], domain_id: [domainId] };
	const started = performance.now();
	const { items } = await runOperation(simulator, {
		...{ resource: 'link', operation: 'getAll', returnAll: true, filters },
	});
	const ms = performance.now() - started;
	if (new Set(items.map(({ json }) => json.linkId)).size !== LINKS) throw new Error('Links are missing');
	return ms;
}

/** The bare way: as little code as can be, on one connection. @returns ms */
async function onePageAfterAnother({ baseUrl, apiKey, workspaceId }: BenchSimulator): Promise<number> {
	const httpAgent = new Agent({ keepAlive: true });
	const url = `${baseUrl}/public/workspace/${workspaceId}/links`;
	const headers = { Authorization: `Bearer ${apiKey}` };
	const ids = new Set<string>();
	const started = performance.now();
	for (let page = 1, more = true; more; page += 1) {
		const params = { page, per_page: 20 };
		const { data } = await axios.get<Answer>(url, { headers, params, httpAgent, proxy: false });
		for (const { linkId } of data.data.links) ids.add(linkId);
		more = data.data.pagination.hasMore;
	}
	const ms = performance.now() - started;
	httpAgent.destroy();
	if (ids.size !== LINKS) throw new Error('Links are missing');
	return ms;
}

interface Answer {
	data: { links: Array<{ linkId: string }>; pagination: { hasMore: boolean } };
}

async function main(): Promise<void> {
	await withSimulator({ latencyMs: LATENCY_MS, links: LINKS }, async (simulator) => {
		const node: number[] = [];
		const bare: number[] = [];
		for (let round = 0; round < ROUNDS; round += 1) {
			node.push(await throughTheNode(simulator));
			bare.push(await onePageAfterAnother(simulator));
		}
		// The fastest round of each: whatever else the machine does can only slow one down
		const [nodeMs, bareMs] = [Math.min(...node), Math.min(...bare)];
		const name = 'times faster than one page after another';
		report(
			'Return All over 1,000 links at 30 ms latency',
			[{ name, value: bareMs / nodeMs, unit: '', bound: { min: 4 } }],
			{ nodeMs: Math.round(nodeMs), onePageAfterAnotherMs: Math.round(bareMs), rounds: ROUNDS },
		);
	});
}

void main();
