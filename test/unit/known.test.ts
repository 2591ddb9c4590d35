import type { IDataObject } from 'n8n-workflow';

import { type Caller, KnownLinks, MOST } from '../../nodes/Userplane/references/known';
import { CancelledError } from '../../nodes/Userplane/shared/errors';
import { DAY_MS } from '../../nodes/Userplane/shared/time';
import { systemClock } from '../../nodes/Userplane/transport/clock';
import type { HttpRequest } from '../../nodes/Userplane/transport/http';

const NOON = Date.UTC(2026, 10, 1, 12);

/** A row of the list; `day` 0 is the newest, and so many days before it. */
const row = (linkId: string, linkProviderReference: string | null, day = 0, more: IDataObject = {}) => ({
	...{ linkId, linkProviderReference, linkMeta: {} },
	createdAt: new Date(NOON - day * DAY_MS).toISOString(),
	...more,
});

/** A list of links, newest first as the service gives it, and the pages that were asked of it. */
function listOf(...rows: IDataObject[]) {
	const asked: unknown[] = [];
	const state = { rows, hold: Promise.resolve(), deletions: 0, date: (NOON + DAY_MS) as number | undefined };
	const caller: Caller = {
		until: undefined,
		async request({ query }: HttpRequest) {
			asked.push(query?.page);
			await state.hold;
			const [page, perPage] = [Number(query?.page), 20];
			const links = state.rows.slice((page - 1) * perPage, page * perPage);
			const hasMore = page * perPage < state.rows.length;
			const pagination = {
				page,
				perPage,
				total: state.rows.length - state.deletions * asked.length,
				hasMore,
			};
			return { data: { links, pagination } as IDataObject, date: state.date };
		},
	};
	return { caller, asked, state };
}

const known = (limits = MOST, today = () => NOON + 2 * DAY_MS) =>
	new KnownLinks('ws_1', systemClock, limits, today);
/** Room for ten references. */
const TEN = { references: 10, links: 50_000 };
const many = (count: number, firstDay = 0) =>
	Array.from({ length: count }, (_, n) => row(`l${n + firstDay}`, `R${n + firstDay}`, n + firstDay));
const back = (ms: number) => (newest: number) => newest - ms;
const idsOf = (links: Array<{ linkId: string }>) => links.map(({ linkId }) => linkId);

it('the links of a reference are the oldest first, in whatever order they were seen', async () => {
	// Reading from the last row on, a list out of order shows the newest of them first
	const rows = [row('c', 'R', 2), row('a', 'R', 1), row('b', 'R', 1)];
	const { caller, state } = listOf(...rows);
	const links = known();
	await links.look(caller, back(30 * DAY_MS), 'new');
	expect(idsOf(links.find('R'))).toEqual(['c', 'a', 'b']);
	state.rows = [row('d', 'R', 0), row('e', 'R', -1), ...rows];
	await links.look(caller, back(30 * DAY_MS), 'new');
	expect(idsOf(links.find('R'))).toEqual(['c', 'a', 'b', 'd', 'e']);
	links.forget('R', 'a');
	expect(idsOf(links.find('R'))).toEqual(['c', 'b', 'd', 'e']);
});

it('what has no reference or no ID is not remembered, and a mark only where there is one', async () => {
	const claimed = { linkMeta: { n8nClaim: 'mark' } };
	const { caller } = listOf(row('', 'R'), row('a', ''), row('b', null), row('c', 'S', 0, claimed));
	const none = { linkMeta: null };
	const other = listOf(row('d', 'T', 0, none));
	const links = known();
	await links.look(caller, back(0), 'new');
	expect(['R', '', 'S'].map((reference) => idsOf(links.find(reference)))).toEqual([[], [], ['c']]);
	await links.look(other.caller, back(0), 'new');
	expect([...links.find('S'), ...links.find('T')].map(({ claim }) => claim)).toEqual(['mark', '']);
});

it('10,000 references are remembered, and then the one that was not used for longest goes', async () => {
	const rows = Array.from({ length: 10_000 }, (_, n) => row(`l${n}`, `R${n}`));
	const { caller, state } = listOf(...rows);
	const links = known();
	await links.look(caller, back(30 * DAY_MS), 'new');
	// The first that was read, and the last
	for (const reference of ['R9999', 'R0']) links.noteTold(reference);
	state.rows = [row('new', 'N', -1), ...rows];
	await links.look(caller, back(30 * DAY_MS), 'new');
	const counts = ['N', 'R0', 'R9999', 'R9998'].map((reference) => links.find(reference).length);
	expect(counts).toEqual([1, 1, 1, 0]);
});

describe('what was forgotten', () => {
	it('is what was not used for longest; it is known to be, and read again as far as it is', async () => {
		const rows = many(60);
		const { caller, asked, state } = listOf(...rows);
		const links = known({ ...TEN, references: 30 });
		await links.look(caller, back(100 * DAY_MS), 'R59');
		expect(asked.splice(0)).toEqual([1, 2, 3]);
		expect([29, 30].map((n) => links.find(`R${n}`).length)).toEqual([1, 0]);
		// What is remembered and what never was cost one page
		for (const reference of ['R0', 'new']) await links.look(caller, back(100 * DAY_MS), reference);
		expect(asked.splice(0)).toEqual([1, 1]);
		for (const [reference, days] of [
			['R59', 1],
			['R30', 1],
			['R30', 100],
		] as const) {
			await links.look(caller, back(days * DAY_MS), reference);
		}
		expect(asked.splice(0)).toEqual([1, 2, 3, 1, 2, 1, 2, 3]);
		// One that is new takes the place of R28, since R29 was used
		links.noteTold('R29');
		state.rows = [row('new', 'N', -1), ...rows];
		await links.look(caller, back(100 * DAY_MS), 'N');
		expect([27, 28, 29].map((n) => links.find(`R${n}`).length)).toEqual([1, 0, 1]);
	});

	it('is not held where it is too much to be known', async () => {
		const { caller, asked } = listOf(...many(60));
		const links = known({ ...TEN, references: 5 });
		await links.look(caller, back(100 * DAY_MS), 'new');
		asked.splice(0);
		// Of the 55 that are forgotten 50 are known
		await links.look(caller, back(55 * DAY_MS - 1), 'new');
		expect(asked.splice(0)).toEqual([1]);
		await links.look(caller, back(55 * DAY_MS), 'new');
		expect(asked.splice(0)).toEqual([1, 2, 3]);
		expect(links.reachFor(back(55 * DAY_MS))).toBeUndefined();
	});

	it('is looked for while it is in use, and found', async () => {
		const { caller, asked } = listOf(...many(60));
		const links = known(TEN);
		await links.look(caller, back(100 * DAY_MS), 'new');
		expect(links.find('R50')).toEqual([]);
		const look = async () => await links.look(caller, back(DAY_MS), 'R50');
		await links.turns.take('R50', undefined, look);
		expect(idsOf(links.find('R50'))).toEqual(['l50']);
		// It is remembered again
		asked.splice(0);
		await look();
		expect(asked).toEqual([1]);
	});

	it.each([
		['not shown yet', false, 1],
		['shown', true, 0],
	])('is not what is in use, nor what the list has not shown: %s', async (_, isListed, count) => {
		const { caller } = listOf(...many(30));
		const links = known(TEN);
		links.noteMade('mine', 'mark', 0, { linkId: 'm', createdAt: NOON - 40 * DAY_MS });
		links.remember('mine', { linkId: 'm', createdAt: NOON - 40 * DAY_MS, claim: '', isListed, knownAt: 0 });
		if (isListed) links.noteTold('mine');
		await links.turns.take('R29', undefined, async () => await links.look(caller, back(100 * DAY_MS), 'new'));
		const counts = ['mine', 'R29', 'R0', 'R9'].map((reference) => links.find(reference).length);
		expect(counts).toEqual([count, 1, 1, 0]);
	});

	it('is never what the list has not shown or nobody was told of, however little room there is', async () => {
		const { caller, state } = listOf();
		const links = known(TEN);
		const left = () => Array.from({ length: 12 }, (_, n) => links.find(`R${n}`).length);
		for (let n = 0; n < 12; n++) links.noteMade(`R${n}`, 'mark', 0, { linkId: `l${n}`, createdAt: NOON });
		for (let n = 0; n < 6; n++) links.noteTold(`R${n}`);
		await links.look(caller, back(0), 'new');
		expect(left()).toEqual(Array<number>(12).fill(1));
		state.rows = Array.from({ length: 12 }, (_, n) => row(`l${n}`, `R${n}`));
		await links.look(caller, back(0), 'new');
		expect(left()).toEqual([0, 0, ...Array<number>(10).fill(1)]);
	});
});

describe('a reading that is to know more than one goes through', () => {
	const end = { links: 40, from: NOON - 39 * DAY_MS };

	it('ends at its bound and says so, and is not done again', async () => {
		const { caller, asked } = listOf(...many(100));
		const links = known({ references: 1_000, links: 40 });
		await links.look(caller, back(200 * DAY_MS), 'new');
		expect(asked.splice(0)).toEqual([1, 2]);
		expect(links.reachFor(back(200 * DAY_MS))).toEqual(end);
		expect(links.reachFor(back(39 * DAY_MS))).toEqual(end);
		expect(links.reachFor(back(39 * DAY_MS - 1))).toBeUndefined();
		for (const days of [38, 39, 200]) await links.look(caller, back(days * DAY_MS), 'new');
		expect(asked).toEqual([1, 1, 1]);
	});

	it('of more new links than that holds none before them', async () => {
		const { caller, asked, state } = listOf(...many(20, 100));
		const links = known({ references: 1_000, links: 40 });
		await links.look(caller, back(5 * DAY_MS), 'new');
		expect(links.reachFor(back(5 * DAY_MS))).toBeUndefined();
		state.rows = [...many(100), ...state.rows];
		asked.splice(0);
		await links.look(caller, back(5 * DAY_MS), 'new');
		expect(asked).toEqual([1, 2]);
		expect(links.reachFor(back(60 * DAY_MS))).toEqual(end);
	});

	it.each([
		['just fits', 40, 38],
		['ends with the list', 41, 100],
	])('says nothing where it %s', async (_, most, days) => {
		const links = known({ ...TEN, references: 3, links: most });
		await links.look(listOf(...many(40)).caller, back(days * DAY_MS), 'new');
		expect(links.reachFor(back(100 * DAY_MS))).toBeUndefined();
	});

	it('says nothing any more when one has gone all the way', async () => {
		const { caller, state, asked } = listOf(...many(100));
		const links = known({ ...TEN, links: 40 });
		await links.look(caller, back(200 * DAY_MS), 'new');
		expect(links.reachFor(back(200 * DAY_MS))).toEqual(end);
		state.rows = many(39);
		asked.splice(0);
		await links.look(caller, back(200 * DAY_MS), 'R39');
		expect(asked).toEqual([1, 2]);
		expect(links.reachFor(back(300 * DAY_MS))).toBeUndefined();
	});
});

describe('the time of a row', () => {
	const ahead = row('x', 'X', -40);
	const older = many(60);

	it.each([
		['the service', NOON, NOON + 50 * DAY_MS],
		['this machine, where the service is wrong', NOON + 50 * DAY_MS, NOON],
	])('does not count beyond the clock of %s', async (_, date, today) => {
		const { caller, asked, state } = listOf(ahead, ...older);
		state.date = date;
		const links = known(MOST, () => today);
		await links.look(caller, back(30 * DAY_MS), 'new');
		expect(asked.splice(0)).toEqual([1, 2]);
		expect(idsOf(links.find('R30'))).toEqual(['l30']);
		state.rows = [ahead, ...many(30, -30), ...older];
		state.date = date + 30 * DAY_MS;
		await links.look(caller, back(30 * DAY_MS), 'new');
		expect(idsOf(links.find('R-1'))).toEqual(['l-1']);
	});

	it('counts up to the end of the second that the service says', async () => {
		const { caller, asked, state } = listOf(...older);
		for (const [date, pages] of [
			[NOON - 999, [1]],
			[NOON - 1_000, [1, 2]],
		] as const) {
			const links = known();
			state.date = date;
			await links.look(caller, back(19 * DAY_MS - 1), 'new');
			expect(asked.splice(0)).toEqual(pages);
		}
	});

	it('does not count where the service does not say what time it is: all is read, and again', async () => {
		const { caller, asked, state } = listOf(...older);
		state.date = undefined;
		const links = known();
		for (let n = 0; n < 2; n++) await links.look(caller, back(DAY_MS), 'new');
		expect(asked.splice(0)).toEqual([1, 2, 3, 1, 2, 3]);
		expect(links.reachFor(back(DAY_MS))).toBeUndefined();
	});

	it('is later than any other where it cannot be read', async () => {
		const rows = [
			row('b', 'R', 0, { createdAt: 'soon' }),
			row('a', 'R', 0, { createdAt: null }),
			row('z', 'R'),
		];
		for (const given of [rows, [...rows].reverse()]) {
			const links = known();
			await links.look(listOf(...given).caller, back(0), 'new');
			expect(idsOf(links.find('R'))).toEqual(['z', 'a', 'b']);
		}
	});
});

it('one reading goes as far as the furthest of those whom it serves, and none reads it again', async () => {
	const { caller, asked } = listOf(...many(100));
	const links = known();
	await Promise.all([1, 59, 20].map(async (days) => await links.look(caller, back(days * DAY_MS), 'new')));
	expect(asked.splice(0)).toEqual([1, 2, 3, 4]);
	for (const days of [59, 5]) await links.look(caller, back(days * DAY_MS), 'new');
	expect(asked).toEqual([1, 1]);
});

it('a link that the list has shown before its creation was answered is listed', async () => {
	const links = known();
	await links.look(listOf(row('a', 'R')).caller, back(0), 'new');
	links.noteMade('R', 'mark', 0, { linkId: 'a', createdAt: NOON });
	expect([links.hasAppeared('R'), links.find('R')]).toMatchObject([true, [{ claim: 'mark' }]]);
	// It was known before, and is not known anew
	expect(links.find('R')[0].knownAt).toBeGreaterThan(0);
});

it('what was read is not read again, and rows without a time do not count as read', async () => {
	const rows = Array.from({ length: 60 }, (_, n) => row(`l${n}`, `R${n}`, n));
	const { caller, asked, state } = listOf(...rows);
	const links = known();
	await links.look(caller, back(100 * DAY_MS), 'new');
	expect(asked).toEqual([1, 2, 3]);
	state.rows = [row('x', 'X', -1, { createdAt: 'soon' }), ...rows];
	await links.look(caller, back(100 * DAY_MS), 'new');
	expect(asked.slice(3)).toEqual([1]);
	expect(idsOf(links.find('X'))).toEqual(['x']);
	await links.look(caller, back(100 * DAY_MS), 'new');
	expect(asked.slice(4)).toEqual([1]);
});

it('a reading goes as far back as it is asked to, to the millisecond', async () => {
	const rows = Array.from({ length: 60 }, (_, n) => row(`l${n}`, `R${n}`, n));
	const { caller, asked } = listOf(...rows);
	await known().look(caller, back(19 * DAY_MS), 'new');
	expect(asked.splice(0)).toEqual([1, 2]);
	await known().look(caller, back(19 * DAY_MS - 1), 'new');
	expect(asked).toEqual([1]);
});

it('a list that changes all the time while it is read is read again', async () => {
	const rows = Array.from({ length: 60 }, (_, n) => row(`l${n}`, `R${n}`, n));
	const { caller, asked, state } = listOf(...rows);
	const links = known();
	state.deletions = 1;
	await links.look(caller, back(100 * DAY_MS), 'new');
	state.deletions = 0;
	asked.splice(0);
	await links.look(caller, back(100 * DAY_MS), 'new');
	expect(asked).toEqual([1, 2, 3]);
});

it('one reading serves all who ask before it begins, and a failure is everybody’s', async () => {
	const { caller, asked } = listOf(row('a', 'R'));
	const links = known();
	await Promise.all([1, 2, 3].map(async () => await links.look(caller, back(0), 'new')));
	expect(asked).toEqual([1]);
	const failing: Caller = { until: undefined, request: async () => await Promise.reject(new Error('down')) };
	const all = [1, 2].map(async () => await links.look(failing, back(0), 'new'));
	expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
	await links.look(caller, back(0), 'new');
	expect(asked).toEqual([1, 1]);
});

it('who reads for others and is stopped lets them read by themselves', async () => {
	const stopped = new CancelledError();
	const reader: Caller = { until: undefined, request: async () => await Promise.reject(stopped) };
	const { caller, asked } = listOf(row('a', 'R'));
	const links = known();
	const first = links.look(reader, back(0), 'new');
	const second = links.look(caller, back(0), 'new');
	await expect(first).rejects.toBe(stopped);
	await second;
	expect(asked).toEqual([1]);
	expect(idsOf(links.find('R'))).toEqual(['a']);
});

it('who is stopped while others read ends at once, with its own reason', async () => {
	const { caller, state } = listOf(row('a', 'R'));
	let go = () => {};
	state.hold = new Promise((resolve) => {
		go = resolve;
	});
	const links = known();
	const stop = new AbortController();
	const reading = links.look(caller, back(0), 'new');
	const joined = links.look({ ...caller, until: stop.signal }, back(0), 'new');
	stop.abort(new CancelledError());
	await expect(joined).rejects.toBeInstanceOf(CancelledError);
	go();
	await reading;
});
