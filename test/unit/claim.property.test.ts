import * as fc from 'fast-check';

import { claimLink } from '../../nodes/Userplane/references/claim';
import { lookBack } from '../../nodes/Userplane/references/held';
import { KnownLinks } from '../../nodes/Userplane/references/known';
import { asText } from '../../nodes/Userplane/shared/objects';
import { type Fate, LinkService } from './linkService';
import { VirtualClock } from './virtualClock';

const WORKSPACE = 'ws_1';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ENDLESS_MS = 3_600_000;
/** When (ms) all that was sent is done, and the list shows it. */
const SETTLED_MS = 600_000;

interface Caller {
	startsAt: number;
	process: number;
	/** How often it runs again after a failure, as Retry On Fail does. */
	repeats: number;
	/** How far it looks back: 60 days, or to when the ticket was created, by a clock that is `off` (ms). */
	ticket: { isGiven: boolean; off: number };
	/** What becomes of its requests, in order; those that create have faults of their own. */
	fates: Fate[];
	posts: Array<Fate['fault']>;
	/** How far (ms) the list and what is read of one link are behind for the rest of its requests. */
	lag?: number;
	behind?: number;
}

const calm = { there: 20, back: 20, lag: 0, fault: 'none' as const };

const fate: fc.Arbitrary<Fate> = fc.record({
	there: fc.integer({ min: 1, max: 2_000 }),
	back: fc.integer({ min: 1, max: 2_000 }),
	lag: fc.oneof(fc.constant(0), fc.nat(5_000)),
	behind: fc.oneof(fc.constant(0), fc.nat(5_000)),
	fault: fc.oneof(
		{ weight: 40, arbitrary: fc.constant('none' as const) },
		{
			weight: 1,
			arbitrary: fc.constantFrom('unavailable' as const, 'crash before' as const, 'crash after' as const),
		},
	),
});

const post = fc.constantFrom(
	...(['none', 'lost before', 'lost after', 'lost, done late', 'crash after'] as const),
);

const caller: fc.Arbitrary<Caller> = fc.record({
	startsAt: fc.nat(4_000),
	process: fc.nat(3),
	repeats: fc.nat(2),
	ticket: fc.record({ isGiven: fc.boolean(), off: fc.constantFrom(0, -DAY_MS, 0.9 * HOUR_MS, 400 * DAY_MS) }),
	fates: fc.array(fate, { minLength: 12, maxLength: 24 }),
	posts: fc.array(post, { maxLength: 2 }),
});

/** A link that was there before: how long ago (ms) it was made, with the reference or with another. */
type Seed = { ago: number; same: boolean };

const before: fc.Arbitrary<Seed[]> = fc.array(
	fc.record({ ago: fc.integer({ min: 1, max: 40 * DAY_MS }), same: fc.boolean() }),
	{ maxLength: 6 },
);

/**
 * Links of others whose time is wrong: so many ms from the time at which they were made, or none that can be read. None comes
 * while the list lags behind it: an order of times that contradicts the order in which links are listed cannot be told.
 */
const wrong = fc.array(fc.constantFrom(-400 * DAY_MS, -DAY_MS, DAY_MS / 24, 40 * DAY_MS, NaN), {
	maxLength: 25,
});

/** When (ms) others make how many links with references of their own: more than a page, and more than are remembered. */
const noise = fc.array(fc.record({ at: fc.nat(12_000), count: fc.nat(45) }), { maxLength: 2 });

/** A workspace in which callers meet. */
const scene = fc.record({
	seeds: before,
	wrong,
	others: noise,
	/** How far (ms) the service's Date header is wrong. This machine's date is right then, and the other way round. */
	dateIsOff: fc.constantFrom(0, 0, -DAY_MS, 40 * DAY_MS),
	isMachine: fc.boolean(),
	references: fc.constantFrom(3, 10, 10_000),
});

type Scene = typeof scene extends fc.Arbitrary<infer T> ? T : never;

async function play(callers: Caller[], { seeds, wrong, others, dateIsOff, isMachine, references }: Scene) {
	const clock = new VirtualClock();
	const service = new LinkService(clock);
	for (const { ago, same } of seeds) service.add(same ? 'R' : 'other', undefined, -ago);
	wrong.forEach((off, index) => service.add(`wrong ${index}`, undefined, -500_000, {}, off));
	const { date } = service;
	if (!isMachine) service.date = () => (date() ?? NaN) + dateIsOff;
	const today = () => service.today() + (isMachine ? dateIsOff : 0);
	for (const { at, count } of others) {
		void clock.sleep(at).then(() => {
			for (let n = 0; n < count; n++) service.add(`other ${at} ${n}`);
		});
	}
	const processes = new Map<number, KnownLinks>();
	const outcomes: Array<{ caller: number; linkId: string; isNew: boolean }> = [];
	let failed = 0;
	let crashed = 0;
	let ended = 0;
	/** The oldest link of a reference is made when its ticket is, or else no link was there before. */
	const ticketAt = service.today() - Math.max(0, ...seeds.filter(({ same }) => same).map(({ ago }) => ago));
	const call = async (
		index: number,
		{ startsAt, process, repeats, fates, posts, ticket, ...rest }: Caller,
	) => {
		await clock.sleep(startsAt);
		const known =
			processes.get(process) ?? new KnownLinks(WORKSPACE, clock, { references, links: 50_000 }, today);
		processes.set(process, known);
		// A ticket of the future counts as one of now: then it has no link that was there before
		const isRight = ticket.off < HOUR_MS || ticketAt === service.today();
		const createdAt = ticket.isGiven && isRight ? ticketAt + ticket.off : undefined;
		let next = 0;
		let created = 0;
		const client = service.clientOf(index, (method) => {
			const given = { ...calm, ...(fates[next++] ?? rest) };
			if (method === 'POST') given.fault = posts[created++] ?? 'none';
			if (given.fault.startsWith('crash')) {
				crashed++;
				ended++;
				// A process takes its memory along
				processes.delete(process);
			}
			return given;
		});
		const wanted = {
			workspaceId: WORKSPACE,
			reference: 'R',
			since: lookBack(60 * DAY_MS, createdAt),
			body: {},
			fields: {},
			linkMeta: {},
		};
		for (let tries = 0; tries <= repeats; tries++) {
			try {
				const { link, isNew } = await claimLink({ caller: client, known, clock }, wanted);
				outcomes.push({ caller: index, linkId: asText(link.linkId), isNew });
				break;
			} catch {
				if (tries === repeats) failed++;
			}
		}
		ended++;
	};
	callers.forEach((given, index) => void call(index, given));
	await clock.runUntil(() => ended >= callers.length || clock.now() > ENDLESS_MS);
	const settled = clock.now() + SETTLED_MS;
	void clock.sleep(SETTLED_MS);
	await clock.runUntil(() => clock.now() >= settled);
	// Whoever comes later finds the same link
	const recovering = callers.length;
	const lastEnded = ended;
	const ticket = { isGiven: false, off: 0 };
	void call(recovering, { startsAt: 0, process: 99, repeats: 0, ticket, fates: [], posts: [] });
	await clock.runUntil(() => ended > lastEnded);
	return { service, outcomes, failed, crashed };
}

/** In one process a crash takes all callers along: here each caller has a process of its own when any crashes. */
function apart(callers: Caller[]): Caller[] {
	const crashes = faultsOf(callers).some((fault) => fault.startsWith('crash'));
	return crashes ? callers.map((given, process) => ({ ...given, process })) : callers;
}

function faultsOf(callers: Caller[]): string[] {
	return callers.flatMap(({ fates, posts }) => [...posts, ...fates.map(({ fault }) => fault)]);
}

/** Whether anything happens for which a caller may fail: lost answers alone are no reason. */
function hasTrouble(callers: Caller[]): boolean {
	return faultsOf(callers).some((fault) => /crash|unavailable/.test(fault));
}

const RUNS = { numRuns: Number(process.env.CLAIM_RUNS ?? 300) };

it('gives every caller the one link of a reference', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(caller, { minLength: 2, maxLength: 4 }).map(apart),
			scene,
			async (callers, scene) => {
				const { service, outcomes, failed, crashed } = await play(callers, scene);
				const alive = service.alive('R');
				const given = new Set(outcomes.map(({ linkId }) => linkId));
				expect([...given]).toEqual([alive[0].json.linkId]);
				const isSeeded = scene.seeds.some(({ same }) => same);
				const isCalm = failed + crashed === 0;
				const made = alive.filter(({ maker }) => maker !== undefined).length;
				const news = outcomes.filter(({ isNew }) => isNew).length;
				// Who did not come to an end may leave links behind that nobody was given
				const well = new Set(outcomes.map((outcome) => outcome.caller));
				const leftover = service.sent.filter((sent) => sent.method === 'POST' && !well.has(sent.caller));
				expect(made).toBeLessThanOrEqual((isSeeded ? 0 : 1) + leftover.length);
				expect(news).toBeLessThanOrEqual(isSeeded ? 0 : 1);
				const expected = isSeeded ? 0 : 1;
				expect({ made, news }).toEqual(isCalm ? { made: expected, news: expected } : { made, news });
				expect(failed).toBeLessThanOrEqual(hasTrouble(callers) ? callers.length : 0);
				// Nobody deletes what its process did not make
				const processes = callers.map(({ process }) => process);
				for (const { by, maker = -1 } of service.deletions) expect(processes[maker]).toBe(processes[by]);
			},
		),
		RUNS,
	);
});

it('makes no second link in one process, whatever Userplane shows of the first', async () => {
	// The list is behind for all alike, and one link for some requests: those that a replica answers
	const scenes = fc.record({ lag: fc.nat(400_000), behind: fc.nat(59_000) }).chain(({ lag, behind }) => {
		const lagging = fc
			.tuple(caller, fc.nat(500_000), fc.array(fc.boolean(), { minLength: 24, maxLength: 24 }))
			.map(([given, startsAt, isReplica]) => ({
				...{ ...given, startsAt, lag, behind, process: 0, repeats: 2, posts: [] },
				fates: given.fates.map((fate, n) => {
					return { ...fate, lag, behind: isReplica[n] ? behind : 0, fault: 'none' as const };
				}),
			}));
		return fc.tuple(fc.array(lagging, { minLength: 1, maxLength: 4 }), scene);
	});
	await fc.assert(
		fc.asyncProperty(scenes, async ([callers, scene]) => {
			const links = scene.seeds.map(({ ago, same }) => ({ same, ago: ago + 400_000 }));
			const { service, outcomes, failed } = await play(callers, { ...scene, seeds: links });
			const [{ json }, ...more] = service.alive('R');
			const isSeeded = links.some(({ same }) => same);
			expect(new Set(outcomes.map(({ linkId }) => linkId))).toEqual(new Set([json.linkId]));
			const news = outcomes.filter(({ isNew }) => isNew).length;
			const expected = isSeeded ? 0 : 1;
			expect(news).toBe(expected);
			expect(service.sent.filter(({ method }) => method === 'POST')).toHaveLength(expected);
			expect(failed).toBe(0);
			expect(more.filter(({ maker }) => maker !== undefined)).toEqual([]);
		}),
		RUNS,
	);
});
