import * as fc from 'fast-check';

import { Held, lookBack } from '../../nodes/Userplane/references/held';
import { DAY_MS } from '../../nodes/Userplane/shared/time';
import { back, known, listOf, many, NOON, row } from './knownList';

const HOUR_MS = 3_600_000;
/** As many rows, so many a day, the newest at noon. */
const rows = (count: number, perDay: number, prefix = 'l') =>
	Array.from({ length: count }, (_, n) => row(`${prefix}${n}`, `R${prefix}${n}`, n / perDay));

describe('what was read is used as far as it reaches', () => {
	it('by callers who look back differently, of whom none reads it again', async () => {
		const { caller, asked } = listOf(...rows(1_500, 50));
		const links = known();
		await links.look(caller, back(HOUR_MS), 'new');
		expect(asked.splice(0)).toEqual([1]);
		await links.look(caller, back(10 * DAY_MS), 'new');
		expect(asked.splice(0).length).toBeLessThanOrEqual(32);
		for (const days of [10, 0.04, 3, 9.9]) {
			await links.look(caller, back(days * DAY_MS), 'new');
			expect(asked.splice(0)).toEqual([1]);
		}
	});

	it('and it reaches to the end of the last page, and no further', async () => {
		// One a day, 20 on a page: the second page begins with the 20th day
		const old = many(60);
		const { caller, asked, state } = listOf(...old);
		for (const [days, pages] of [
			[19 * DAY_MS - 1, [1]],
			[19 * DAY_MS, [1, 2, 3, 4]],
		] as const) {
			const links = known();
			state.rows = old;
			await links.look(caller, back(-HOUR_MS), 'new');
			state.rows = [...Array.from({ length: 12 }, (_, n) => row(`n${n}`, `Rn${n}`, n / 24 - 0.5)), ...old];
			asked.splice(0);
			await links.look(caller, back(12 * HOUR_MS + days), 'new');
			expect(asked).toEqual(pages);
		}
	});

	it('and of callers who look back further and further each row is read twice at most', async () => {
		const { caller, asked } = listOf(...rows(1_500, 50));
		const links = known();
		for (let hours = 1; hours < 30 * 24; hours++) await links.look(caller, back(hours * HOUR_MS), 'new');
		const pages = 1_500 / 20;
		expect(asked.length - 30 * 24).toBeLessThanOrEqual(3 * pages);
	});
});

describe('after many links that nobody has read', () => {
	const old = many(60, 40);
	const since = async (links: ReturnType<typeof known>, list: ReturnType<typeof listOf>, days: number) => {
		list.asked.splice(0);
		await links.look(list.caller, back(days * DAY_MS), 'new');
		return list.asked;
	};

	it('a new ticket reads none but the newest, and does not take the others for read', async () => {
		const list = listOf(...old);
		const links = known();
		await since(links, list, 50);
		list.state.rows = [...rows(300, 10), ...old];
		expect(await since(links, list, 0.04)).toEqual([1]);
		expect(links.find('Rl150')).toEqual([]);
		expect(await since(links, list, 0.04)).toEqual([1]);
		// What lies in between is read by who needs it, down to what was read before
		expect((await since(links, list, 45)).length).toBeGreaterThanOrEqual(15);
		expect(links.find('Rl150')).toHaveLength(1);
		expect(await since(links, list, 45)).toEqual([1]);
	});

	it('who looks back into the gap reads down to there', async () => {
		const list = listOf(...old);
		const links = known();
		await since(links, list, 50);
		list.state.rows = [...rows(300, 10), ...old];
		await since(links, list, 0.04);
		await since(links, list, 15);
		expect(links.find('Rl150')).toHaveLength(1);
		expect(links.find('Rl290')).toEqual([]);
	});
});

it.each([
	['the service', NOON, NOON + 50 * DAY_MS],
	['this machine', NOON + 50 * DAY_MS, NOON],
])('a ticket of the future counts as one of now, by the clock of %s', async (_, date, today) => {
	const { caller, state } = listOf(...rows(100, 24 * 40));
	state.date = date;
	const links = known(undefined, () => today);
	await links.look(caller, lookBack(30 * DAY_MS, NOON + 400 * DAY_MS), 'new');
	expect([39, 80].map((n) => links.find(`Rl${n}`).length)).toEqual([1, 0]);
});

it('spans hold what was added, and nothing else', () => {
	const span = fc.tuple(fc.nat(60), fc.nat(60));
	const step = fc.oneof(
		span.map((times) => ({ add: times })),
		fc.nat(60).map((time) => ({ cut: time })),
	);
	fc.assert(
		fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
			const held = new Held();
			let model = new Set<number>();
			for (const given of steps) {
				if ('cut' in given) {
					held.cut(given.cut);
					model = new Set([...model].filter((time) => time >= given.cut));
				} else {
					const [from, to] = given.add;
					held.add(from, to);
					for (let time = from; time <= to; time++) model.add(time);
				}
			}
			const times = Array.from({ length: 61 }, (_, time) => time);
			expect(times.filter((time) => held.endOf(time) !== undefined)).toEqual(
				times.filter((time) => model.has(time)),
			);
			expect(held.to).toBe(Math.max(...model));
			// Up to the newest end of its span everything is held
			for (const time of times) {
				for (let t = time; t <= (held.endOf(time) ?? -1); t++) expect(model.has(t)).toBe(true);
			}
		}),
	);
});

it('whatever callers look back to, in a list that grows and of which much is forgotten, each knows all that it looks for', async () => {
	const step = fc.oneof(
		{ weight: 2, arbitrary: fc.nat(90).map((made) => ({ made, hours: 0 })) },
		{ weight: 3, arbitrary: fc.nat(400).map((hours) => ({ made: 0, hours })) },
	);
	const scene = fc.record({
		steps: fc.array(step, { minLength: 2, maxLength: 14 }),
		references: fc.constantFrom(5, 60, 10_000),
	});
	await fc.assert(
		fc.asyncProperty(scene, async ({ steps, references }) => {
			const list = listOf();
			const links = known({ references, links: 50_000 }, () => NOON + 1_000 * DAY_MS);
			list.state.date = NOON + 1_000 * DAY_MS;
			/** An hour lies between two links. */
			const make = (count: number) => {
				for (let n = 0; n < count; n++) {
					const { length } = list.state.rows;
					list.state.rows.unshift(row(`l${length}`, `R${length}`, -length / 24));
				}
			};
			make(200);
			for (const { made, hours } of steps) {
				make(made);
				const look = async (reference: string) =>
					await links.look(list.caller, back(hours * HOUR_MS), reference);
				await look('new');
				const newest = list.state.rows.length - 1;
				const wanted = Array.from({ length: Math.min(newest, hours) + 1 }, (_, n) => `R${newest - n}`);
				const unknown = wanted.filter(
					(reference) => links.find(reference).length === 0 && links.forgottenAt(reference) === undefined,
				);
				expect(references < 10_000 || unknown.length === 0).toBe(true);
				// What is forgotten and not known to be is not held any more: whoever asks for it reads it again
				for (const reference of unknown.slice(0, 2)) {
					await links.turns.take(reference, undefined, async () => await look(reference));
					expect(links.find(reference)).toHaveLength(1);
				}
			}
		}),
		{ numRuns: 60 },
	);
});
