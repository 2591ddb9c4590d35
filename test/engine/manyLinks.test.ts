import { fillLinks } from './lists';
import { read, useWorld } from './support';

const world = useWorld();

/** Runs Create or Update, which is to succeed. */
async function upsert(linkReference: string) {
	world.simulator.clearRequests();
	const result = await world.run(world.upsert({ linkReference }));
	expect(read(result)).toBe('');
	return { ...result, json: result.items[0].json };
}

it('of more links in a day than are remembered none is made again, and a new one costs what it always does', async () => {
	fillLinks(world.simulator, 0);
	const { store, requests } = world.simulator;
	const links = Array.from({ length: 10_100 }, (_, n) => {
		const createdAt = new Date(Date.now() - n * 8_000).toISOString();
		return store.addLink({ createdAt, linkProviderReference: `old ${n}` });
	});
	const first = await upsert('S');
	expect(first.json.isNew).toBe(true);
	expect(first.hints).toEqual([]);
	await upsert('T');
	expect(requests.map(({ operationId }) => operationId)).toEqual([
		'links.list',
		'links.create',
		'links.list',
	]);
	// The oldest of all, which there was no room for
	expect((await upsert('old 10099')).json).toMatchObject({ linkId: links[10_099].linkId, isNew: false });
	await upsert('old 10099');
	expect(requests.map(({ operationId }) => operationId)).toEqual(['links.getById']);
});
