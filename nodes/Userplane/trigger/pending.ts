import type { Pending } from './state';

/** How many recordings are waited for at once, and how many characters their IDs may take in the state. */
export const MOST_PENDING = 500;
const MOST_CHARACTERS = 12_000;

/** How many of them are looked at in one poll: half of what the API allows in a minute. */
const MOST_LOOKS = 60;

/** The first looks are one poll apart, the later ones 30: at a poll a minute they take about 20 hours in all. */
const CLOSE_CHECKS = 20;
const FAR_APART = 30;
const MOST_CHECKS = 60;

/** A recording that was just found and is not ready. */
export function waitFor(id: string): Pending {
	return { id, checks: 1, due: 1 };
}

/** One poll later: everything is due one poll sooner. */
export function tick(pending: readonly Pending[]): Pending[] {
	return pending.map((entry) => ({ ...entry, due: entry.due - 1 }));
}

/** What to look at in this poll: what is due for the longest comes first, so that everyone's turn comes. */
export function dueNow(pending: readonly Pending[]): Pending[] {
	return pending
		.filter(({ due }) => due <= 0)
		.sort((a, b) => a.due - b.due)
		.slice(0, MOST_LOOKS);
}

/** The same recording after one more look that found it not ready. */
export function checkedAgain({ id, checks }: Pending): Pending {
	return { id, checks: checks + 1, due: checks < CLOSE_CHECKS ? 1 : FAR_APART };
}

/** Keeps what is still worth waiting for: the newest, and none that was looked at too often. */
export function giveUp(pending: readonly Pending[]): { kept: Pending[]; givenUp: Pending[] } {
	const kept = new Set<Pending>();
	let characters = 0;
	for (const entry of pending.filter(({ checks }) => checks < MOST_CHECKS).reverse()) {
		characters += entry.id.length;
		if (kept.size === MOST_PENDING || characters > MOST_CHARACTERS) break;
		kept.add(entry);
	}
	return {
		kept: pending.filter((entry) => kept.has(entry)),
		givenUp: pending.filter((entry) => !kept.has(entry)),
	};
}
