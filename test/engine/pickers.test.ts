import { runListSearch } from '../harness';
import type { Simulator } from '../simulator';
import { queriesOf } from './lists';
import { byId, useWorld } from './support';

const world = useWorld();

async function pick(method: string, filter?: string, paginationToken?: string) {
	return await runListSearch({
		...{ method, filter, paginationToken },
		parameters: { workspaceId: byId(world.simulator.seed.workspaceId) },
		credentials: world.credentials(),
	});
}

/** When a link was made, as a picker shows it. */
function madeAt(linkId: string): string {
	const createdAt = world.simulator.store.links.get(linkId)?.createdAt ?? '';
	const [, day, month, year, time] = new Date(createdAt).toUTCString().split(' ');
	return `${day} ${month} ${year} ${time.slice(0, 5)} UTC`;
}

/** The rows that a picker of the seeded workspace shows, in order. */
const shown: Array<[string, (seed: Simulator['seed']) => Array<[string, string]>]> = [
	[
		'searchWorkspaces',
		(seed) => [
			['Acme Support', seed.workspaceId],
			['Acme Labs', seed.otherWorkspaceId],
		],
	],
	[
		'searchDomains',
		(seed) => [
			['app.acme.example (verified)', seed.domainId],
			['new.acme.example (pending, cannot be used for links)', seed.pendingDomainId],
			['old.acme.example (revoked, cannot be used for links)', seed.revokedDomainId],
		],
	],
	[
		'searchProjects',
		(seed) => [
			['General (default)', seed.projectId],
			['Billing', seed.secondProjectId],
		],
	],
	[
		'searchLinks',
		(seed) => [
			[`${madeAt(seed.memberLinkId)} · Invoice is wrong`, seed.memberLinkId],
			[`${madeAt(seed.linkId)} · 4711 · Checkout fails`, seed.linkId],
		],
	],
];

describe.each(shown)('%s', (method, rowsOf) => {
	const rows = () => rowsOf(world.simulator.seed).map(([name, value]) => ({ name, value }));

	it('shows what there is, with one request of the largest page', async () => {
		expect(await pick(method)).toEqual({ results: rows(), paginationToken: undefined });
		const [query, ...more] = queriesOf(world.simulator.requests);
		expect(more).toEqual([]);
		expect(query.get('page')).toBe('1');
		expect(Number(query.get('per_page'))).toBeGreaterThanOrEqual(10);
	});

	it.each(['', '   '])('takes "%s" as no text', async (filter) => {
		expect((await pick(method, filter)).results).toEqual(rows());
	});

	it('finds by text', async () => {
		const word = {
			searchDomains: 'NEW.',
			searchLinks: 'invo',
			searchProjects: 'bill',
			searchWorkspaces: 'LABS',
		};
		const found = await pick(method, ` ${word[method as keyof typeof word]} `);
		expect(found.paginationToken).toBeUndefined();
		expect(found.results).toHaveLength(1);
		expect(rows()).toContainEqual(found.results[0]);
		const list = { searchDomains: 'domains', searchLinks: 'links', searchProjects: 'projects' }[method];
		const expected = list === undefined ? ['workspaces'] : [list, 'search'];
		expect(world.simulator.requests.map(({ path }) => path.split('/').at(-1)).sort()).toEqual(expected);
	});

	it('finds nothing, which is no failure', async () => {
		expect((await pick(method, 'nowhere')).results).toEqual([]);
	});
});

describe('searchRecordings', () => {
	it('shows time, title and length', async () => {
		const { seed, store } = world.simulator;
		const link = store.addLink();
		const untitled = store.addRecording({
			...{ linkId: link.linkId, createdAt: '2027-05-04T09:30:59.999Z', recordingDurationMs: null },
		});
		const { results } = await pick('searchRecordings');
		expect(results[0]).toEqual({
			name: `04 May 2027 09:30 UTC · ${untitled.recordingId}`,
			value: untitled.recordingId,
		});
		expect(results.map(({ value }) => value).slice(1)).toEqual([
			...[seed.videoOnlyRecordingId, seed.pendingRecordingId, seed.recordingId],
		]);
		expect(results[3].name).toMatch(/^\d\d \w{3} \d{4} \d\d:\d\d UTC · Checkout fails · 42 s$/);
	});

	it('finds by the text that it shows, over several pages', async () => {
		const { seed, store } = world.simulator;
		for (let n = 0; n < 70; n += 1) store.addRecording({ linkId: seed.memberLinkId });
		const found = await pick('searchRecordings', 'checkout');
		expect(found.results.map(({ value }) => value)).toEqual([seed.pendingRecordingId, seed.recordingId]);
		expect(world.simulator.requests).toHaveLength(4);
	});

	it('looks through a few pages at once, and goes on when it is asked to', async () => {
		const { seed, store } = world.simulator;
		for (let n = 0; n < 140; n += 1) store.addRecording({ linkId: seed.memberLinkId });
		const first = await pick('searchRecordings', 'checkout');
		expect(first).toEqual({ results: [], paginationToken: '6' });
		expect(world.simulator.requests).toHaveLength(5);
		const second = await pick('searchRecordings', 'checkout', '6');
		expect(second.results).toHaveLength(2);
		expect(second.paginationToken).toBeUndefined();
	});
});

describe('a list of several pages', () => {
	const lists: Array<[string, number, (simulator: Simulator) => void]> = [
		['searchLinks', 20, ({ store }) => store.addLink()],
		['searchRecordings', 20, ({ store, seed }) => store.addRecording({ linkId: seed.linkId })],
		[
			'searchDomains',
			10,
			({ store, seed }) => {
				const domain = store.domains.get(seed.domainId);
				const domainId = store.nextId('dom');
				if (domain) store.domains.set(domainId, { ...domain, domainId });
			},
		],
	];

	it.each(lists)('%s is given page by page of %i', async (method, perPage, add) => {
		for (let n = 0; n < 45; n += 1) add(world.simulator);
		const values: unknown[] = [];
		let token: string | undefined;
		do {
			const page = await pick(method, undefined, token);
			expect(page.results.length).toBeLessThanOrEqual(perPage);
			values.push(...page.results.map(({ value }) => value));
			token = page.paginationToken as string | undefined;
		} while (token !== undefined);
		expect(new Set(values).size).toBe(values.length);
		expect(values.length).toBeGreaterThanOrEqual(45);
		expect(world.simulator.requests).toHaveLength(Math.ceil(values.length / perPage));
	});

	it.each(['', 'NaN', '0'])('begins at its beginning with the token "%s"', async (token) => {
		expect((await pick('searchProjects', undefined, token)).results).toHaveLength(2);
	});
});

it('names a link without a title by its reference, else by its ID', async () => {
	const { store } = world.simulator;
	const createdAt = '2027-01-01T00:00:00.000Z';
	store.addLink({ linkProviderReference: 'Ticket 9', createdAt });
	const { linkId } = store.addLink({ linkTitle: ' ', createdAt: '2027-01-02T00:00:00.000Z' });
	const { results } = await pick('searchLinks');
	expect(results.slice(0, 2).map(({ name }) => name)).toEqual([
		`02 Jan 2027 00:00 UTC · ${linkId}`,
		'01 Jan 2027 00:00 UTC · Ticket 9',
	]);
});

describe('the links of a ticket', () => {
	const ticket = { linkTitle: 'Checkout fails again', linkProviderId: '99' };

	it('are told apart by their time', async () => {
		const { store } = world.simulator;
		for (const day of [1, 2]) store.addLink({ ...ticket, createdAt: `2027-01-0${day}T10:30:00.000Z` });
		const { results } = await pick('searchLinks', 'fails again');
		expect(results.map(({ name }) => name).sort()).toEqual([
			'01 Jan 2027 10:30 UTC · 99 · Checkout fails again',
			'02 Jan 2027 10:30 UTC · 99 · Checkout fails again',
		]);
	});

	it('are found on the first page by ticket and reference too, which the service does not look at', async () => {
		const { store } = world.simulator;
		const { linkId } = store.addLink({ linkProviderReference: 'Basket 7', linkProviderId: 'B-7' });
		for (const text of ['BASKET', 'b-7']) {
			// Without a title the reference is shown
			const { results } = await pick('searchLinks', text);
			expect(results.map(({ value }) => value)).toEqual([linkId]);
		}
	});

	it('are found beside those that the service finds by the same text', async () => {
		const { store } = world.simulator;
		const { linkId } = store.addLink({ linkTitle: 'Basket 7', linkProviderId: 'B-7' });
		const other = store.addLink({ linkTitle: 'Other', linkProviderId: 'Basket 8' });
		const { results } = await pick('searchLinks', 'basket');
		expect(results.map(({ value }) => value)).toEqual([linkId, other.linkId]);
	});

	it('are found behind the first page by their title, with what the service says of them', async () => {
		const { store } = world.simulator;
		const { linkId } = store.addLink({ ...ticket, createdAt: '2020-01-01T10:30:00.000Z' });
		for (let n = 0; n < 20; n += 1) store.addLink();
		const { results } = await pick('searchLinks', 'fails again');
		expect(results).toEqual([{ name: '01 Jan 2020 10:30 UTC · Checkout fails again', value: linkId }]);
		expect(world.simulator.requests).toHaveLength(2);
	});
});

it('cuts a text that is longer than a search may be', async () => {
	await pick('searchLinks', 'x'.repeat(300));
	const texts = queriesOf(world.simulator.requests).map((query) => query.get('q'));
	expect(texts.filter((text) => text !== null)).toEqual(['x'.repeat(100)]);
});
