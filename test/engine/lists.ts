import type { INodeParameters } from 'n8n-workflow';

import type { RecordedRequest, Simulator } from '../simulator';
import { byId, read, type Run, type World } from './support';

const HOUR_MS = 3_600_000;

/** When the `n`-th made row was made: an hour apart, oldest first, all before the seed. */
function madeAt(n: number): string {
	return new Date(Date.UTC(2025, 0, 1) + n * HOUR_MS).toISOString();
}

/** Replaces the links by `count` new ones, oldest first. @returns their IDs, newest first, which is how they are listed. */
export function fillLinks({ store }: Simulator, count: number): string[] {
	store.links.clear();
	const links = Array.from({ length: count }, (_, n) => store.addLink({ createdAt: madeAt(n) }));
	return links.map(({ linkId }) => linkId).reverse();
}

/** Get Many of a resource in the seeded workspace. */
export function getMany(
	{ seed }: Simulator,
	resource: string,
	parameters: INodeParameters = {},
): INodeParameters {
	const workspace = resource === 'workspace' ? {} : { workspaceId: byId(seed.workspaceId) };
	return { resource, operation: 'getAll', ...workspace, ...parameters };
}

/** The IDs of the links that Get Many finds with these filters. @param more laid over Return All */
export async function findLinks(
	world: World,
	filters: INodeParameters,
	more: INodeParameters = {},
	run: Run = {},
): Promise<unknown[]> {
	const result = await world.run(
		getMany(world.simulator, 'link', { returnAll: true, filters, ...more }),
		run,
	);
	expect(read(result)).toBe('');
	return result.items.map(({ json }) => json.linkId);
}

/** The query of each request, decoded, in order of arrival. */
export function queriesOf(requests: RecordedRequest[]): URLSearchParams[] {
	return requests.map(({ query }) => new URLSearchParams(query));
}

/** The pages that were asked for, in the order of their numbers. */
export function pagesOf(requests: RecordedRequest[]): number[] {
	return queriesOf(requests)
		.map((query) => Number(query.get('page')))
		.sort((a, b) => a - b);
}

/** Runs `hook` before the API serves a request. */
export function beforeEachRequest(simulator: Simulator, hook: (count: number) => void): void {
	let count = 0;
	simulator.setLatency(() => {
		count += 1;
		hook(count);
		return 0;
	});
}
