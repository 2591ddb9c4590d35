import type { Caller } from '../../nodes/Userplane/references/known';
import { CancelledError } from '../../nodes/Userplane/shared/errors';
import { DAY_MS } from '../../nodes/Userplane/shared/time';
import { back, idsOf, known, listOf, many, NOON, row } from './knownList';

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
