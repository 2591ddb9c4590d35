import { UnfinishedError, UserplaneError } from '../../nodes/Userplane/shared/errors';
import { asText } from '../../nodes/Userplane/shared/objects';
import { scene } from './claimScene';
import type { Fate } from './linkService';

const never = [{ lag: Infinity }];

it('a link that was created is looked for at once, then more and more seldom, for a minute', async () => {
	const { claim, looks, service, creations } = scene();
	const message = await claim({ GET: never }).catch((error: unknown) => (error as UnfinishedError).message);
	const everyTwoSeconds = Array.from({ length: 31 }, (_, n) => 1_750 + n * 2_000);
	expect(looks()).toEqual([0, 0, 250, 750, ...everyTwoSeconds]);
	const [{ json }] = service.alive('R');
	expect(message).toMatch(`The link ${asText(json.linkId)} was created, but may not be the only one: `);
	expect(message).toMatch(/Userplane does not list the link yet$/);
	expect(creations()).toBe(1);
});

it('a link whose answer was lost is looked for 15 s, then asked for again, three times in all', async () => {
	const { claim, looks, clock, creations } = scene();
	// The tenth look ends at 15 s to the millisecond, and so there is an eleventh
	const failure = claim({ GET: [{ back: 125 }], POST: [{ fault: 'lost before' }] });
	await expect(failure).rejects.toBeInstanceOf(UnfinishedError);
	expect([creations(), looks().length]).toEqual([3, 1 + 3 * 11]);
	expect(clock.now()).toBe(125 + 3 * (15_750 + 11 * 125));
});

it('a creation that is refused is told as it is, but not after one that may have been done', async () => {
	const refused = scene();
	const first = await refused.claim({ POST: [{ fault: 'unavailable' }] }).catch((error: unknown) => error);
	expect(first).toBeInstanceOf(UserplaneError);
	expect(first).not.toBeInstanceOf(UnfinishedError);
	expect(first).toMatchObject({ message: 'Userplane is not available' });
	expect(refused.creations()).toBe(1);
	const late = scene();
	const failure = late.claim({ POST: [{ fault: 'lost before' }, { fault: 'unavailable' }] });
	await expect(failure).rejects.toMatchObject({
		message: 'The link may have been created: Userplane is not available',
		remedy: expect.stringMatching(/^Run this item again to find the link/) as unknown,
	});
	await expect(failure).rejects.toBeInstanceOf(UnfinishedError);
});

it('a look that fails after the creation says why the link may not be the only one', async () => {
	const { claim } = scene();
	const failure = claim({ GET: [{}, { fault: 'unavailable' }] });
	await expect(failure).rejects.toMatchObject({
		message: expect.stringMatching(
			/ was created, but may not be the only one: Userplane is not available$/,
		) as unknown,
	});
});

it('the own link is known by its ID where the list shows no metadata', async () => {
	const { claim, service } = scene();
	const { isNew } = await claim({}, {}, ({ body }) => {
		if (body) body.linkMeta = {};
	});
	expect([isNew, service.alive('R').length]).toEqual([true, 1]);
});

it('gives way to an older link that shows up, and is new to nobody then', async () => {
	const { claim, service } = scene();
	const older = service.add('R', 7, -1_000);
	const given = await claim({ GET: [{ lag: Infinity }, {}] });
	expect(given).toEqual({ link: older.json, isNew: false, hasOthers: false });
	expect(service.deletions).toEqual([{ by: 0, maker: 0 }]);
	expect(service.alive('R')).toEqual([older]);
});

it('does not give way before the own link is listed: there may be older ones yet', async () => {
	const { claim, service } = scene();
	service.add('R', 7, -200_000);
	const failure = claim({ GET: [{ lag: 300_000 }, { lag: 100_000 }] });
	await expect(failure).rejects.toMatchObject({
		message: expect.stringContaining('was created, but may not be the only one') as unknown,
	});
	expect(service.deletions).toEqual([]);
});

it('makes another when the one whose answer was lost has been deleted meanwhile', async () => {
	const { claim, service, creations, clock } = scene();
	const { link, isNew } = await claim({ POST: [{ fault: 'lost after' }, {}] }, {}, ({ path }) => {
		if (path.at(4) && creations() === 1) service.links[0].deletedAt = clock.now();
	});
	expect([creations(), isNew]).toEqual([2, true]);
	expect(service.alive('R').map(({ json }) => json)).toEqual([link]);
});

it('waits for all that may have been created, and keeps one', async () => {
	const { claim, service, creations, clock } = scene();
	// The first is carried out 20 s after it was sent, when the second has been sent and lost
	const lost = [
		{ fault: 'lost, done late', back: 4_000 },
		{ fault: 'lost after', back: 4_000 },
	] as const;
	const { link, isNew } = await claim({ POST: [...lost] });
	expect([creations(), isNew]).toEqual([2, true]);
	expect(service.alive('R').map(({ json }) => json)).toEqual([link]);
	expect(clock.now()).toBeLessThan(22_000);
});

it('makes a new one when the one that is known is gone or has another reference', async () => {
	const { claim, service, creations } = scene();
	const first = await claim({});
	expect(await claim({})).toEqual({ ...first, isNew: false });
	service.links[0].deletedAt = 0;
	const second = await claim({});
	expect([second.isNew, creations()]).toEqual([true, 2]);
	service.links[1].json.linkProviderReference = 'other';
	expect((await claim({})).isNew).toBe(true);
});

it('an update that fails names all that it could not set', async () => {
	const { claim, service } = scene();
	const failure = claim({ PUT: [{ fault: 'unavailable' }] }, { linkTitle: 'T', projectId: 'P' });
	const message = await failure.catch((error: unknown) => (error as Error).message);
	const [{ json }] = service.alive('R');
	expect(message).toBe(
		`The link ${asText(json.linkId)} exists, but linkTitle, projectId could not be set: Userplane is not available`,
	);
});

describe('a link that was made and nobody was told of', () => {
	const failed = async (claim: Promise<unknown>) =>
		await claim.catch((error: unknown) => (error as UnfinishedError).message);

	it('is taken by who runs again, listed or not, and is new once', async () => {
		const { claim, creations, looks } = scene();
		expect(await failed(claim({ GET: never }))).toMatch(/may not be the only one/);
		const before = looks().length;
		const again = await claim({ GET: never });
		expect([again.isNew, creations(), looks().length - before]).toEqual([true, 1, 1]);
		expect(await claim({ GET: never })).toEqual({ ...again, isNew: false });
		expect(looks().length - before).toBe(2);
		for (let n = 0; n < 2; n++) expect(await claim({})).toEqual({ ...again, isNew: false });
		expect([creations(), looks().length - before]).toEqual([1, 3]);
	});

	it('has the rest of its minute to be listed, and gives way to an older one then', async () => {
		const { claim, service, clock } = scene();
		const older = service.add('R', 7, -1_000);
		const failure = claim({ GET: [{ lag: Infinity }, { fault: 'unavailable' }] });
		expect(await failed(failure)).toMatch(/may not be the only one: Userplane is not available$/);
		const given = await claim({ GET: [...Array<Partial<Fate>>(20).fill({ lag: Infinity }), {}] });
		expect(given).toEqual({ link: older.json, isNew: false, hasOthers: false });
		expect(service.alive('R')).toEqual([older]);
		expect(clock.now()).toBeGreaterThan(30_000);
	});

	it('is new to who runs again after its update failed', async () => {
		const { claim, creations } = scene();
		const message = await failed(claim({ PUT: [{ fault: 'unavailable' }] }, { linkTitle: 'T' }));
		expect(message).toMatch(/linkTitle could not be set/);
		const news = [await claim({}, { linkTitle: 'T' }), await claim({}, { linkTitle: 'T' })];
		expect([news.map(({ isNew }) => isNew), creations()]).toEqual([[true, false], 1]);
	});

	it('is one of those whose answers were lost: the others go', async () => {
		const { claim, service, creations } = scene();
		const lost = { GET: never, POST: [{ fault: 'lost after' as const }] };
		expect(await failed(claim(lost))).toMatch(/^The link may have been created/);
		// Looked for before it is asked for again, and with the same mark
		expect(await failed(claim(lost))).toMatch(/^The link may have been created/);
		expect(creations()).toBe(6);
		const [oldest] = service.alive('R');
		expect(await claim({})).toMatchObject({ link: oldest.json, isNew: true });
		expect([service.alive('R'), creations()]).toEqual([[oldest], 6]);
	});

	it('is looked for after an answer that does not name it', async () => {
		const { claim, service, creations } = scene();
		const { isNew } = await claim({ POST: [{ fault: 'nameless' }] });
		expect([isNew, creations(), service.alive('R').length]).toEqual([true, 1, 1]);
	});
});
