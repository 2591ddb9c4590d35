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
	await links.look(caller, back(30 * DAY_MS));
	expect(idsOf(links.find('R'))).toEqual(['c', 'a', 'b']);
	state.rows = [row('d', 'R', 0), row('e', 'R', -1), ...rows];
	await links.look(caller, back(30 * DAY_MS));
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
	await links.look(caller, back(0));
	expect(['R', '', 'S'].map((reference) => idsOf(links.find(reference)))).toEqual([[], [], ['c']]);
	await links.look(other.caller, back(0));
	expect([...links.find('S'), ...links.find('T')].map(({ claim }) => claim)).toEqual(['mark', '']);
});

it('10,000 references are remembered, and then the one that was not used for longest goes', async () => {
	const rows = Array.from({ length: 10_000 }, (_, n) => row(`l${n}`, `R${n}`));
	const { caller, state } = listOf(...rows);
	const links = known();
	await links.look(caller, back(30 * DAY_MS));
	// The first that was read, and the last
	expect([links.find('R9999'), links.find('R0')].map(({ length }) => length)).toEqual([1, 1]);
	state.rows = [row('new', 'N', -1), ...rows];
	await links.look(caller, back(30 * DAY_MS));
	const counts = ['N', 'R0', 'R9999', 'R9998'].map((reference) => links.find(reference).length);
	expect(counts).toEqual([1, 1, 1, 0]);
});

describe('what was forgotten', () => {
	it('is known not to be held: its time is read again, and what is before it', async () => {
		const rows = many(60);
		const { caller, asked, state } = listOf(...rows);
		const links = known({ ...TEN, references: 30 });
		await links.look(caller, back(100 * DAY_MS));
		expect(asked.splice(0)).toEqual([1, 2, 3]);
		expect([29, 30].map((n) => links.find(`R${n}`).length)).toEqual([1, 0]);
		await links.look(caller, back(29 * DAY_MS));
		expect(asked.splice(0)).toEqual([1]);
		await links.look(caller, back(30 * DAY_MS - 1));
		expect(asked.splice(0)).toEqual([1]);
		await links.look(caller, back(30 * DAY_MS));
		expect(asked.splice(0)).toEqual([1, 2]);
		// One that is new takes the place of the one that was not used for longest: R28, since R29 was looked at
		state.rows = [row('new', 'N', -1), ...rows];
		await links.look(caller, back(28 * DAY_MS));
		expect(asked.splice(0)).toEqual([1]);
		expect([27, 28, 29].map((n) => links.find(`R${n}`).length)).toEqual([1, 0, 1]);
		await links.look(caller, back(29 * DAY_MS));
		expect(asked).toEqual([1, 2]);
	});

	it.each([
		['not shown yet', false, 1],
		['shown', true, 0],
	])('is not what is in use, nor what the list has not shown: %s', async (_, isListed, count) => {
		const { caller } = listOf(...many(30));
		const links = known(TEN);
		links.noteMade('mine', 'mark', 0, { linkId: 'm', createdAt: NOON - 40 * DAY_MS });
		links.remember('mine', { linkId: 'm', createdAt: NOON - 40 * DAY_MS, claim: '', isListed });
		await links.turns.take('R29', undefined, async () => await links.look(caller, back(100 * DAY_MS)));
		const counts = ['mine', 'R29', 'R0', 'R9'].map((reference) => links.find(reference).length);
		expect(counts).toEqual([count, 1, 1, 0]);
	});

	it('is what the list has not shown too where there is no other room', async () => {
		const { caller } = listOf();
		const links = known(TEN);
		for (let n = 0; n < 12; n++) links.noteMade(`R${n}`, 'mark', 0, { linkId: `l${n}`, createdAt: NOON });
		await links.look(caller, back(0));
		const left = Array.from({ length: 12 }, (_, n) => links.find(`R${n}`).length);
		expect(left).toEqual([0, 0, ...Array<number>(10).fill(1)]);
	});
});

describe('a reading that is to know more than can be', () => {
	const from = (day: number) => NOON - day * DAY_MS;

	it('ends at its bound, says so, and what it did not read is not held', async () => {
		const { caller, asked } = listOf(...many(100));
		const links = known({ references: 1_000, links: 40 });
		await links.look(caller, back(200 * DAY_MS));
		expect(asked.splice(0)).toEqual([1, 2]);
		expect(links.beyond(back(200 * DAY_MS))).toEqual({ links: 40, from: from(39), isCut: true });
		expect(links.beyond(back(38 * DAY_MS))).toBeUndefined();
		await links.look(caller, back(38 * DAY_MS));
		expect(asked.splice(0)).toEqual([1]);
		await links.look(caller, back(39 * DAY_MS));
		expect(asked).toEqual([1, 2]);
	});

	it.each([TEN.links, 40])('says how much it was when there was no room for it (%d)', async (most) => {
		const links = known({ ...TEN, links: most });
		await links.look(listOf(...many(60)).caller, back(29 * DAY_MS));
		// To the end of the page
		expect(links.beyond(back(29 * DAY_MS))).toEqual({ links: 40, from: from(39), isCut: false });
		expect(links.beyond(back(9 * DAY_MS))).toBeUndefined();
	});

	it('says nothing of one that just fits, nor where a short one was to know little', async () => {
		const rows = many(40);
		const { caller, state } = listOf(...rows);
		const links = known({ references: 40, links: 41 });
		await links.look(caller, back(100 * DAY_MS));
		expect(links.beyond(back(100 * DAY_MS))).toBeUndefined();
		state.rows = [row('new', 'N', -1), ...rows];
		await links.look(caller, back(100 * DAY_MS));
		expect(links.beyond(back(100 * DAY_MS))).toMatchObject({ links: 40, isCut: false });
	});

	it('of more new links than one goes through holds none before them', async () => {
		const { caller, asked, state } = listOf(...many(20, 100));
		const links = known({ references: 1_000, links: 40 });
		await links.look(caller, back(5 * DAY_MS));
		state.rows = [...many(100), ...state.rows];
		asked.splice(0);
		await links.look(caller, back(5 * DAY_MS));
		expect(asked.splice(0)).toEqual([1, 2]);
		await links.look(caller, back(60 * DAY_MS));
		expect(asked).toEqual([1, 2]);
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
		await links.look(caller, back(30 * DAY_MS));
		expect(asked.splice(0)).toEqual([1, 2]);
		expect(idsOf(links.find('R30'))).toEqual(['l30']);
		state.rows = [ahead, ...many(30, -30), ...older];
		state.date = date + 30 * DAY_MS;
		await links.look(caller, back(30 * DAY_MS));
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
			await links.look(caller, back(19 * DAY_MS - 1));
			expect(asked.splice(0)).toEqual(pages);
		}
	});

	it('does not count where the service does not say what time it is: all is read, and again', async () => {
		const { caller, asked, state } = listOf(...older);
		state.date = undefined;
		const links = known();
		for (let n = 0; n < 2; n++) await links.look(caller, back(DAY_MS));
		expect(asked.splice(0)).toEqual([1, 2, 3, 1, 2, 3]);
		expect(links.beyond(back(DAY_MS))).toBeUndefined();
	});

	it('is later than any other where it cannot be read', async () => {
		const rows = [
			row('b', 'R', 0, { createdAt: 'soon' }),
			row('a', 'R', 0, { createdAt: null }),
			row('z', 'R'),
		];
		for (const given of [rows, [...rows].reverse()]) {
			const links = known();
			await links.look(listOf(...given).caller, back(0));
			expect(idsOf(links.find('R'))).toEqual(['z', 'a', 'b']);
		}
	});
});

it('one reading goes as far as the furthest of those whom it serves, and none reads it again', async () => {
	const { caller, asked } = listOf(...many(100));
	const links = known();
	await Promise.all([1, 59, 20].map(async (days) => await links.look(caller, back(days * DAY_MS))));
	expect(asked.splice(0)).toEqual([1, 2, 3, 4]);
	for (const days of [59, 5]) await links.look(caller, back(days * DAY_MS));
	expect(asked).toEqual([1, 1]);
});

it('a link that the list has shown before its creation was answered is listed', async () => {
	const links = known();
	await links.look(listOf(row('a', 'R')).caller, back(0));
	links.noteMade('R', 'mark', 0, { linkId: 'a', createdAt: NOON });
	expect([links.isListed('R'), links.find('R')]).toMatchObject([true, [{ claim: 'mark' }]]);
});

it('what was read is not read again, and rows without a time do not count as read', async () => {
	const rows = Array.from({ length: 60 }, (_, n) => row(`l${n}`, `R${n}`, n));
	const { caller, asked, state } = listOf(...rows);
	const links = known();
	await links.look(caller, back(100 * DAY_MS));
	expect(asked).toEqual([1, 2, 3]);
	state.rows = [row('x', 'X', -1, { createdAt: 'soon' }), ...rows];
	await links.look(caller, back(100 * DAY_MS));
	expect(asked.slice(3)).toEqual([1]);
	expect(idsOf(links.find('X'))).toEqual(['x']);
	await links.look(caller, back(100 * DAY_MS));
	expect(asked.slice(4)).toEqual([1]);
});

it('a reading goes as far back as it is asked to, to the millisecond', async () => {
	const rows = Array.from({ length: 60 }, (_, n) => row(`l${n}`, `R${n}`, n));
	const { caller, asked } = listOf(...rows);
	await known().look(caller, back(19 * DAY_MS));
	expect(asked.splice(0)).toEqual([1, 2]);
	await known().look(caller, back(19 * DAY_MS - 1));
	expect(asked).toEqual([1]);
});

it('a list that changes all the time while it is read is read again', async () => {
	const rows = Array.from({ length: 60 }, (_, n) => row(`l${n}`, `R${n}`, n));
	const { caller, asked, state } = listOf(...rows);
	const links = known();
	state.deletions = 1;
	await links.look(caller, back(100 * DAY_MS));
	state.deletions = 0;
	asked.splice(0);
	await links.look(caller, back(100 * DAY_MS));
	expect(asked).toEqual([1, 2, 3]);
});

it('one reading serves all who ask before it begins, and a failure is everybody’s', async () => {
	const { caller, asked } = listOf(row('a', 'R'));
	const links = known();
	await Promise.all([1, 2, 3].map(async () => await links.look(caller, back(0))));
	expect(asked).toEqual([1]);
	const failing: Caller = { until: undefined, request: async () => await Promise.reject(new Error('down')) };
	const all = [1, 2].map(async () => await links.look(failing, back(0)));
	expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
	await links.look(caller, back(0));
	expect(asked).toEqual([1, 1]);
});

it('who reads for others and is stopped lets them read by themselves', async () => {
	const stopped = new CancelledError();
	const reader: Caller = { until: undefined, request: async () => await Promise.reject(stopped) };
	const { caller, asked } = listOf(row('a', 'R'));
	const links = known();
	const first = links.look(reader, back(0));
	const second = links.look(caller, back(0));
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
	const reading = links.look(caller, back(0));
	const joined = links.look({ ...caller, until: stop.signal }, back(0));
	stop.abort(new CancelledError());
	await expect(joined).rejects.toBeInstanceOf(CancelledError);
	go();
	await reading;
});
