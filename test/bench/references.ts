import type { INodeParameters } from 'n8n-workflow';

import { runNode } from '../harness';
import type { Arena } from './arena';
import type { Demand, Scenario } from './results';

/** What one link per ticket costs: requests of Link > Create or Update, counted by the simulator. */

const BURST = 100;
const LINKS_BEFORE = 1_500;
const LATENCY_MS = 50;
const byId = (value: string): INodeParameters => ({ __rl: true, mode: 'id', value });

/** New and known tickets, alone and in bursts of one run and of a run each, and the first use of a process. */
export async function references(arena: Arena): Promise<Scenario> {
	const { simulator } = arena;
	let apiKey = arena.reset();
	simulator.setLimit({ kind: 'none' });
	simulator.setLatency(LATENCY_MS);
	const upsert = async (tickets: string[]) => {
		const { workspaceId, domainId } = simulator.seed;
		const result = await runNode({
			node: 'userplane',
			parameters: {
				...{ resource: 'link', operation: 'upsert' },
				workspaceId: byId(workspaceId),
				domainId: byId(domainId),
				linkReference: '={{ $json.ticket }}',
				additionalFields: { linkProviderType: 'zendesk', linkProviderId: '={{ $json.ticket }}' },
			},
			items: tickets.map((ticket) => ({ json: { ticket } })),
			credentials: { userplaneApi: { apiKey, baseUrl: simulator.baseUrl, requestsPerMinute: 0 } },
		});
		if (result.error) throw result.error;
	};
	const cost = async (work: () => Promise<unknown>) => {
		const before = simulator.requests.length;
		const started = performance.now();
		await work();
		return { requests: simulator.requests.length - before, ms: performance.now() - started };
	};
	const tickets = (prefix: string) => Array.from({ length: BURST }, (_, n) => `${prefix}${n}`);
	const demands: Demand[] = [];
	const demand = (name: string, value: number, max: number) => {
		demands.push({ name, value, unit: '', bound: { max } });
	};

	demand('requests, new ticket alone', (await cost(async () => await upsert(['alone']))).requests, 4);
	demand('requests, known ticket alone', (await cost(async () => await upsert(['alone']))).requests, 1);
	// Beside its creation and the update that sets the ticket, which no reading can serve
	const ofEach = ({ requests }: { requests: number }) => requests / BURST - 1;
	const oneRun = await cost(async () => await upsert(tickets('run ')));
	demand(`requests a new ticket, ${BURST} in one run, beside the update`, ofEach(oneRun), 1.2);
	const runs = await cost(async () => await Promise.all(tickets('event ').map((ticket) => upsert([ticket]))));
	demand(`requests a new ticket, ${BURST} runs at once, beside the update`, ofEach(runs), 1.2);

	apiKey = arena.reset();
	simulator.setLatency(LATENCY_MS);
	for (let n = 1; n <= LINKS_BEFORE; n++) {
		const createdAt = new Date(Date.now() - n * 60_000).toISOString();
		simulator.store.addLink({ linkProviderReference: `old ${n}`, createdAt });
	}
	const first = await cost(async () => await upsert(['first']));
	demand(`requests, first use with ${LINKS_BEFORE} links in the look-back`, first.requests, 80);
	demands.push({ name: 'time of that first use', value: first.ms, unit: ' ms' });
	return {
		name: 'One link per ticket',
		how: `real clock, ${LATENCY_MS} ms latency, pacing lifted; Link > Create or Update with ticket system and ticket ID`,
		...{ ratioTo: '', lines: [] },
		demands,
	};
}
