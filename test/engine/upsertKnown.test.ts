import { fillLinks } from './lists';
import { items, read, useWorld } from './support';

const world = useWorld();
const asked = () => world.simulator.requests.map(({ operationId }) => operationId);
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Lets the list stay as it is before anything was made. @returns what lets it catch up */
function holdList(): () => void {
	const pagination = { page: 1, perPage: 20, total: 0, totalPages: 0, hasMore: false };
	const fault = {
		kind: 'status' as const,
		status: 200,
		body: { message: 'OK', data: { links: [], pagination } },
	};
	return world.simulator.faults.add({ match: { operationId: 'links.list' }, fault });
}

/** Runs Create or Update, which is to succeed. */
async function upsert(linkReference = 'R', how: 'run' | 'runWaiting' = 'run') {
	world.simulator.clearRequests();
	const result = await world[how](world.upsert({ linkReference }));
	expect(read(result)).toBe('');
	return { ...result, json: result.items[0].json };
}

describe('a list that lags for minutes', () => {
	/** Minutes pass on the simulated clock alone. */
	const again = async () => await upsert('R', 'runWaiting');

	it('gives who runs again the link that was made, and it is new to the first who is told', async () => {
		const catchUp = holdList();
		const text = read(await world.runWaiting(world.upsert()));
		const [linkId] = world.newLinks();
		expect(text).toMatch(`The link ${linkId} was created, but may not be the only one`);
		for (const isNew of [true, false]) {
			expect((await again()).json).toMatchObject({ linkId, isNew });
			expect(asked()).toEqual(['links.list', 'links.getById']);
		}
		catchUp();
		await again();
		expect((await again()).json).toMatchObject({ linkId, isNew: false });
		expect(asked()).toEqual(['links.getById']);
		expect(world.newLinks()).toEqual([linkId]);
	});

	it('makes no second link with Retry On Fail', async () => {
		holdList();
		const result = await world.runWaiting(world.upsert(), { retryOnFail: true, maxTries: 3 });
		expect(result).toMatchObject({ status: 'success', executions: 2 });
		expect(result.items[0].json).toMatchObject({ linkId: world.newLinks()[0], isNew: true });
		expect(world.sent('POST')).toHaveLength(1);
	});

	it('gives way to an older one when it has caught up', async () => {
		const catchUp = holdList();
		const older = world.simulator.store.addLink({ linkProviderReference: 'R', createdAt: ago(1_000) });
		expect(read(await world.runWaiting(world.upsert()))).toMatch(/may not be the only one/);
		catchUp();
		expect((await again()).json).toMatchObject({ linkId: older.linkId, isNew: false });
		expect(world.alive()).toEqual([older]);
	});

	it('keeps one of those whose answers were lost', async () => {
		const catchUp = holdList();
		const fault = { kind: 'reset', when: 'after' } as const;
		const mend = world.simulator.faults.add({ match: { method: 'POST' }, fault });
		expect(read(await world.runWaiting(world.upsert()))).toMatch(/^The link may have been created: /);
		const [oldest, ...more] = world.alive();
		expect(more).toHaveLength(2);
		mend();
		catchUp();
		expect((await again()).json).toMatchObject({ linkId: oldest.linkId, isNew: true });
		expect(world.sent('POST')).toEqual([]);
		expect(world.alive()).toEqual([oldest]);
	});
});

describe('a link that is dated 40 days ahead', () => {
	const fill = (count: number) => {
		for (let n = 1; n <= count; n++) world.simulator.store.addLink({ createdAt: ago(n * 60_000) });
	};

	it('hides none from the first use', async () => {
		const { store } = world.simulator;
		store.addLink({ createdAt: ago(-40 * DAY_MS) });
		const { linkId } = store.addLink({ linkProviderReference: 'R', createdAt: ago(DAY_MS) });
		fill(60);
		expect((await upsert()).json).toMatchObject({ linkId, isNew: false });
	});

	it('hides none that are made after it was read', async () => {
		const { store } = world.simulator;
		fillLinks(world.simulator, 0);
		store.addLink({ createdAt: ago(-40 * DAY_MS) });
		store.addLink({ createdAt: ago(2 * HOUR_MS) });
		await upsert('S');
		const { linkId } = store.addLink({ linkProviderReference: 'R' });
		for (let n = 0; n < 60; n++) store.addLink({});
		expect((await upsert()).json).toMatchObject({ linkId, isNew: false });
	});

	it('is found by its own reference', async () => {
		const { linkId } = world.simulator.store.addLink({
			linkProviderReference: 'R',
			createdAt: ago(-40 * DAY_MS),
		});
		fill(60);
		expect((await upsert()).json).toMatchObject({ linkId, isNew: false });
	});
});

it('one hint says for all items how far one reading went, where Look Back holds more', async () => {
	const links = Array.from({ length: 50_001 }, (_, n) => ({
		linkId: `lnk_old${n}`,
		createdAt: new Date(Date.UTC(2026, 2, 1, 12) + (49_999 - n) * 1_000).toISOString(),
	}));
	const pagination = { page: 1, perPage: 20, total: links.length, totalPages: 1, hasMore: false };
	const fault = {
		kind: 'status' as const,
		status: 200,
		body: { message: 'OK', data: { links, pagination } },
	};
	world.simulator.faults.add({ match: { operationId: 'links.list' }, fault, times: 1 });
	const parameters = world.upsert({
		linkReference: '={{ "R" + $json.n }}',
		options: { lookBackDays: 9_999 },
	});
	const result = await world.run(parameters, { items: items(4) });
	expect(read(result)).toBe('');
	expect(result.hints.map(({ message }) => message)).toEqual([
		'Only the newest links were searched (50,000 back to 01 Mar 2026 12:00 UTC), which is the maximum. An older link with the same reference may exist. Lower Look Back (Days) to search less.',
	]);
});
