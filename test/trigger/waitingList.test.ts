import type { Row, Waiting } from '../../nodes/Userplane/trigger/state';
import {
	checkedAgain,
	dueNow,
	giveUp,
	neverSeen,
	takeOn,
	tick,
	waitFor,
} from '../../nodes/Userplane/trigger/waiting';

/** What is waited for, as plain calculation: which recordings are taken on, looked at and given up. */
const row = (id: string): Row => [id, 0];
const entry = (id: string, checks = 1, due = 0): Waiting => ({ id, checks, due });
const named = (count: number, length: number) =>
	Array.from({ length: count }, (_, n) => String(n).padStart(length, 'x'));

describe('taking on what is new', () => {
	it.each([
		['1,000 rows', 1_000, 10, false, 1_000],
		['of more the first 1,000', 1_001, 10, false, 1_000],
		['the same where they are told as they are listed', 1_001, 200, true, 1_000],
		['as many IDs as take 16,000 characters', 101, 157, false, 100],
		['at least one, however long its ID is', 2, 20_000, false, 1],
		['none of none', 0, 10, false, 0],
	])('takes %s', (_, count, length, asTheyAre, taken) => {
		const rows = named(count, length).map(row);
		expect(takeOn(rows, asTheyAre)).toEqual(rows.slice(0, taken));
	});
});

describe('looking again', () => {
	it('is due a poll later, and every 30 polls from the twentieth look on', () => {
		expect(waitFor('a')).toEqual(entry('a', 0, 0));
		expect(checkedAgain(entry('a', 0))).toEqual(entry('a', 1, 1));
		expect(checkedAgain(entry('a', 19))).toEqual(entry('a', 20, 1));
		expect(checkedAgain(entry('a', 20))).toEqual(entry('a', 21, 30));
	});

	it('comes one poll nearer for what was looked at', () => {
		expect(tick([entry('a', 0, 0), entry('b', 1, 1)])).toEqual([entry('a', 0, 0), entry('b', 1, 0)]);
	});

	it('begins with what is due for the longest, at most 60 in a poll', () => {
		const waiting = [entry('never', 0), entry('later', 1, 1), entry('now'), entry('late', 3, -2)];
		expect(dueNow(waiting).map(({ id }) => id)).toEqual(['late', 'now']);
		expect(neverSeen(waiting).map(({ id }) => id)).toEqual(['never']);
		expect(dueNow(named(61, 4).map((id) => entry(id)))).toHaveLength(60);
	});
});

describe('giving up', () => {
	const idsOf = (list: Waiting[]) => list.map(({ id }) => id);

	it('what was looked at 60 times', () => {
		const waiting = [entry('a', 59), entry('b', 60), entry('c', 0)];
		const { kept, givenUp } = giveUp(waiting);
		expect([idsOf(kept), idsOf(givenUp)]).toEqual([['a', 'c'], ['b']]);
	});

	it('the oldest of more than 500 that are not ready, and none that was not looked at', () => {
		const pending = named(501, 4).map((id) => entry(id));
		const { kept, givenUp } = giveUp([waitFor('new'), ...pending]);
		expect([kept.length, kept[0].id, idsOf(givenUp)]).toEqual([501, 'new', ['xxx0']]);
	});

	it('nothing for the sake of what was not looked at', () => {
		const waiting = [entry('a'), ...named(1_000, 108).map(waitFor)];
		expect(giveUp(waiting)).toEqual({ kept: waiting, givenUp: [] });
	});

	it('the oldest of those whose IDs take more than 12,000 characters', () => {
		const pending = named(101, 108).map((id) => entry(id));
		const { kept, givenUp } = giveUp(pending);
		expect([kept, givenUp]).toEqual([pending.slice(1), pending.slice(0, 1)]);
	});
});
