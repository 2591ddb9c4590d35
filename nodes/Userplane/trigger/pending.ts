import type { Pending, Row } from './state';

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
export const MOST_PENDING = 500;
const MOST_CHARACTERS = 12_000;

/** How many of these are checked in one poll: half of what the API allows in a minute. */
const MOST_AT_ONCE = 60;

/** The first checks are one poll apart, the later ones 30: at a poll a minute they take about 20 hours in all. */
const CLOSE_CHECKS = 20;
const FAR_APART = 30;
const MOST_CHECKS = 60;

/** A recording that was just found. */
export function pendingFrom(id: string): Pending {
	return { id, checks: 0, due: 0 };
}

/** Says of row after row whether one poll takes it on. Those that are told as they are take no place in the state. */
export function takesOn(asTheyAre: boolean): (row: Row) => boolean {
	let [count, characters] = [0, 0];
	return ([id]) => {
		const length = asTheyAre ? 0 : id.length + 3;
		const isTooMany = count >= MOST_NEW.count || characters + length > MOST_NEW.characters;
		if (isTooMany && count > 0) return false;
		[count, characters] = [count + 1, characters + length];
		return true;
	};
}

/** One poll later: everything is due one poll sooner. */
export function tick(pending: readonly Pending[]): Pending[] {
	return pending.map((entry) => (entry.checks === 0 ? entry : { ...entry, due: entry.due - 1 }));
}

/** What was not checked yet. */
export function neverChecked(pending: readonly Pending[]): Pending[] {
	return pending.filter(({ checks }) => checks === 0);
}

/** What to check once more in this poll. */
export function dueNow(pending: readonly Pending[]): Pending[] {
	return pending
		.filter(({ checks, due }) => checks > 0 && due <= 0)
		.sort((a, b) => a.due - b.due)
		.slice(0, MOST_AT_ONCE);
}

/** The same recording after one more check that found it not ready. */
export function checkedAgain({ id, checks }: Pending): Pending {
	return { id, checks: checks + 1, due: checks < CLOSE_CHECKS ? 1 : FAR_APART };
}

/** Keeps what is still worth waiting for: of what was checked the newest, and none that was checked too often. */
export function giveUp(pending: readonly Pending[]): { kept: Pending[]; givenUp: Pending[] } {
	const kept = new Set<Pending>(neverChecked(pending));
	const worth = pending
		.filter(({ checks }) => checks > 0 && checks < MOST_CHECKS)
		.slice(-MOST_PENDING)
		.reverse();
	let characters = 0;
	for (const entry of worth) {
		characters += entry.id.length + 12;
		if (characters > MOST_CHARACTERS) break;
		kept.add(entry);
	}
	return {
		kept: pending.filter((entry) => kept.has(entry)),
		givenUp: pending.filter((entry) => !kept.has(entry)),
	};
}
