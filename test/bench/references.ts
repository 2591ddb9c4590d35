import type { INodeParameters } from 'n8n-workflow';

import { runNode } from '../harness';
import type { Arena } from './arena';
import type { Demand, Scenario } from './results';

/** What one link per ticket costs: requests of Link > Create or Update, counted by the simulator. */

const BURST = 100;
/** How many links the look-back of 30 days holds at a first use. */
const LINKS_BEFORE = [1_500, 12_000];
const LOOK_BACK_MS = 30 * 86_400_000;
const LATENCY_MS = 50;
const byId = (value: string): INodeParameters => ({ __rl: true, mode: 'id', value });

/** New and known tickets, alone and in bursts of one run and of a run each, and the first use of a process. */
export async function references(arena: Arena): Promise<Scenario> {
	const { simulator } = arena;
	let apiKey = arena.reset();
	simulator.setLimit({ kind: 'none' });
	simulator.setLatency(LATENCY_MS);
	const upsert = async (tickets: string[], createdAt: INodeParameters = {}) => {
		const { workspaceId, domainId } = simulator.seed;
		const result = await runNode({
			node: 'userplane',
			parameters: {
				...{ resource: 'link', operation: 'upsert' },
				workspaceId: byId(workspaceId),
				domainId: byId(domainId),
				...{ matchBy: 'ticket', linkProviderType: 'zendesk', linkProviderId: '={{ $json.ticket }}' },
				additionalFields: createdAt,
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
		const sent = simulator.requests.slice(before);
		const lists = sent.filter(({ operationId }) => operationId === 'links.list').length;
		return { requests: sent.length, lists, ms: performance.now() - started };
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

	const rows: string[][] = [];
	for (const count of LINKS_BEFORE) {
		for (const isGiven of [false, true]) {
			apiKey = arena.reset();
			simulator.setLatency(LATENCY_MS);
			for (let n = 1; n <= count; n++) {
				const createdAt = new Date(Date.now() - (n * LOOK_BACK_MS) / (count + 1)).toISOString();
				simulator.store.addLink({ linkProviderReference: `old ${n}`, createdAt });
			}
			const now: INodeParameters = isGiven ? { ticketCreatedAt: new Date().toISOString() } : {};
			const { requests, lists, ms } = await cost(async () => await upsert(['first'], now));
			const name = count.toLocaleString('en');
			rows.push([name, isGiven ? 'given' : '-', String(lists), String(requests), (ms / 1_000).toFixed(1)]);
			if (isGiven) demand(`list requests, first use with ${name} links and Ticket Created At`, lists, 5);
		}
	}
	return {
		name: 'One link per ticket',
		how: `real clock, ${LATENCY_MS} ms latency, pacing lifted; Link > Create or Update by ticket. The table is the first use of a process with so many links in the 30 days of the look-back, for a ticket of now`,
		...{ ratioTo: '', lines: [] },
		table: {
			head: ['links', 'Ticket Created At', 'list requests', 'requests', 'seconds'],
			rows,
		},
		demands,
	};
}
