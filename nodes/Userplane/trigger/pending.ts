import type { Row } from './pages';
import type { Pending } from './state';

/*
 * What was found and is not told yet. The rules, and the tests of the same names:
 *  1. What was just found is checked before all that was checked before.
 *  2. What is not ready is checked again in each of the next 20 polls, then in every 30th, and 60 times in all.
 *  3. At most 60 of these are checked in a poll; what is due for the longest comes first, so that everyone's turn comes.
 *  4. One poll takes on 1,000 at most, and keeps 500 that are not ready: so the state stays small, however long IDs are.
 */

/** How many recordings may wait for their first check, and how many characters they may take in the state. */
const MOST_NEW = { count: 1_000, characters: 16_000 };

/** The same for recordings that were checked and are not ready. */
const MOST_PENDING = { count: 500, characters: 12_000 };

/** What an entry takes in the state besides its ID. */
const ENTRY = 12;

/** How many of these are checked in one poll: half of what the API allows in a minute. */
const MOST_AT_ONCE = 60;

/** The first checks are one poll apart, the later ones 30: at a poll a minute they take about 20 hours in all. */
const CLOSE_CHECKS = 20;
const FAR_APART = 30;
const MOST_CHECKS = 60;

/** Says of row after row whether one poll takes it on. Those that are told as they are take no place in the state. */
export function takesOn(asTheyAre: boolean): (row: Row) => boolean {
	let [count, characters] = [0, 0];
	return ([id]) => {
		count++;
		characters += asTheyAre ? 0 : id.length + ENTRY;
		return count === 1 || (count <= MOST_NEW.count && characters <= MOST_NEW.characters);
	};
}

/** One poll later: everything is due one poll sooner. */
export function tick(pending: readonly Pending[]): Pending[] {
	return pending.map(([id, checks, due]) => [id, checks, checks === 0 ? 0 : due - 1]);
}

/** What was not checked yet. */
export function neverChecked(pending: readonly Pending[]): Pending[] {
	return pending.filter(([, checks]) => checks === 0);
}

/** What to check once more in this poll. */
export function dueNow(pending: readonly Pending[]): Pending[] {
	const due = pending.filter(([, checks, polls]) => checks > 0 && polls <= 0);
	return due.sort((a, b) => a[2] - b[2]).slice(0, MOST_AT_ONCE);
}

/** The same recording after one more check that found it not ready. */
export function checkedAgain([id, checks]: Pending): Pending {
	return [id, checks + 1, checks < CLOSE_CHECKS ? 1 : FAR_APART];
}

/** Keeps what is still worth waiting for: of what was checked the newest, and none that was checked too often. */
export function giveUp(pending: readonly Pending[]): { kept: Pending[]; givenUp: Pending[] } {
	let [count, characters] = [0, 0];
	const isKept = ([id, checks]: Pending): boolean => {
		if (checks === 0 || checks >= MOST_CHECKS) return checks === 0;
		count++;
		characters += id.length + ENTRY;
		return count <= MOST_PENDING.count && characters <= MOST_PENDING.characters;
	};
	const kept = new Set([...pending].reverse().filter(isKept));
	const givenUp = pending.filter((entry) => !kept.has(entry));
	return { kept: pending.filter((entry) => kept.has(entry)), givenUp };
}
