import { MOST } from '../../nodes/Userplane/references/known';
import { DAY_MS } from '../../nodes/Userplane/shared/time';
import { back, idsOf, known, listOf, many, NOON, row, TEN } from './knownList';

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
		await links.look(caller, back(60 * DAY_MS), 'new');
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
