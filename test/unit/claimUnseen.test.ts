import { MOST } from '../../nodes/Userplane/references/known';
import { UnfinishedError, UserplaneError } from '../../nodes/Userplane/shared/errors';
import { scene } from './claimScene';

describe('a link that Userplane does not find yet', () => {
	const NOT_FOUND = /^Userplane has shown the link lnk_\S+, but does not find it now$/;
	const failed = async (claim: Promise<unknown>) =>
		await claim.catch((error: unknown) => (error as UnfinishedError).message);
	const replica = (lag: number, behind: number) => ({ GET: [{ lag, behind }] });

	it('is asked for again until it is found, and none is made beside it', async () => {
		const { claim, creations, clock } = scene();
		const first = await claim({});
		for (let n = 0; n < 3; n++) expect(await claim(replica(0, 5_000))).toEqual({ ...first, isNew: false });
		expect([creations(), clock.now()]).toEqual([1, 5_750]);
	});

	it('is asked for until it is known for a minute, and is absent then', async () => {
		const { claim, creations, clock } = scene();
		await claim({});
		// Neither does the list show it any more
		expect(await claim(replica(Infinity, Infinity)).catch(() => creations())).toBe(2);
		expect(clock.now()).toBeGreaterThan(60_000);
	});

	it('is an error where nobody was told of it, and absent ten minutes later', async () => {
		const { claim, creations, clock } = scene();
		expect(await failed(claim(replica(100_000, Infinity)))).toMatch(/was created, but may not be/);
		const lost = claim(replica(100_000, Infinity));
		await expect(lost).rejects.toBeInstanceOf(UnfinishedError);
		await expect(lost).rejects.toMatchObject({ message: expect.stringMatching(NOT_FOUND) as unknown });
		await clock.advance(600_000 - clock.now() - 1);
		expect(await failed(claim(replica(100_000, Infinity)))).toMatch(NOT_FOUND);
		expect(creations()).toBe(1);
		await clock.advance(60_000);
		expect(await claim(replica(Infinity, Infinity)).catch(() => creations())).toBe(2);
	});

	it('is not made again where the list does not show it either', async () => {
		const { claim, creations, clock } = scene();
		expect(await failed(claim(replica(100_000, 100_000)))).toMatch(/was created, but may not be/);
		expect(await failed(claim(replica(100_000, 100_000)))).toMatch(NOT_FOUND);
		await clock.advance(40_000);
		expect([(await claim(replica(100_000, 100_000))).isNew, creations()]).toEqual([true, 1]);
	});

	it('is deleted all the same where it gives way', async () => {
		const { claim, service } = scene();
		const older = service.add('R', 7, -1_000);
		let refusals = 2;
		const given = await claim({ GET: [{ lag: Infinity }, {}] }, {}, ({ method }) => {
			if (method !== 'DELETE' || refusals-- === 0) return;
			const answer = { status: 404, code: 'LINK_NOT_FOUND', isOwn: true };
			throw new UserplaneError('The link was not found', '', answer);
		});
		expect(given.link).toEqual(older.json);
		expect(service.alive('R')).toEqual([older]);
	});
});

it('no link is made again because there is no room for it while the list does not show it', async () => {
	const { claim, creations } = scene({ ...MOST, references: 2 });
	const all = ['R1', 'R2', 'R3', 'R4'];
	const behind = { GET: [{ lag: 500_000 }] };
	for (const reference of all) await claim(behind, {}, undefined, reference).catch(() => undefined);
	const news: boolean[] = [];
	for (const reference of all) news.push((await claim(behind, {}, undefined, reference)).isNew);
	expect([news, creations()]).toEqual([[true, true, true, true], 4]);
	for (const reference of all) expect((await claim(behind, {}, undefined, reference)).isNew).toBe(false);
	expect(creations()).toBe(4);
});
