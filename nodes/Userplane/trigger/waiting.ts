import type { Row, Waiting } from './state';

/** How many recordings may wait for their first look, and how many characters they may take in the state. */
const MOST_NEW = { count: 1_000, characters: 16_000 };

/** The same for recordings that were looked at and are not ready. */
export const MOST_PENDING = 500;
const MOST_CHARACTERS = 12_000;

/** How many of these are looked at in one poll: half of what the API allows in a minute. */
const MOST_LOOKS = 60;

/** The first looks are one poll apart, the later ones 30: at a poll a minute they take about 20 hours in all. */
const CLOSE_CHECKS = 20;
const FAR_APART = 30;
const MOST_CHECKS = 60;

/** A recording that was just found: it is looked at before all that were looked at already. */
export function waitFor(id: string): Waiting {
	return { id, checks: 0, due: 0 };
}

/** The first of the rows, as many as one poll takes on. Those that are told as they are take no place in the state. */
export function takeOn(rows: readonly Row[], asTheyAre: boolean): Row[] {
	let characters = 0;
	const end = rows.findIndex(([id], index) => {
		characters += asTheyAre ? 0 : id.length + 3;
		return index === MOST_NEW.count || characters > MOST_NEW.characters;
	});
	return rows.slice(0, end < 0 ? rows.length : Math.max(1, end));
}

/** One poll later: everything is due one poll sooner. */
export function tick(waiting: readonly Waiting[]): Waiting[] {
	return waiting.map((entry) => (entry.checks === 0 ? entry : { ...entry, due: entry.due - 1 }));
}

/** What was not looked at yet. */
export function neverSeen(waiting: readonly Waiting[]): Waiting[] {
	return waiting.filter(({ checks }) => checks === 0);
}

/** What to look at once more in this poll: what is due for the longest comes first, so that everyone's turn comes. */
export function dueNow(waiting: readonly Waiting[]): Waiting[] {
	return waiting
		.filter(({ checks, due }) => checks > 0 && due <= 0)
		.sort((a, b) => a.due - b.due)
		.slice(0, MOST_LOOKS);
}

/** The same recording after one more look that found it not ready. */
export function checkedAgain({ id, checks }: Waiting): Waiting {
	return { id, checks: checks + 1, due: checks < CLOSE_CHECKS ? 1 : FAR_APART };
}

/** Keeps what is still worth waiting for: of what was looked at the newest, and none that was looked at too often. */
export function giveUp(waiting: readonly Waiting[]): { kept: Waiting[]; givenUp: Waiting[] } {
	const kept = new Set<Waiting>(neverSeen(waiting));
	const pending = waiting.filter(({ checks }) => checks > 0);
	const worth = pending.filter(({ checks }) => checks < MOST_CHECKS).slice(-MOST_PENDING);
	let characters = 0;
	for (const entry of worth.reverse()) {
		characters += entry.id.length + 12;
		if (characters > MOST_CHARACTERS) break;
		kept.add(entry);
	}
	return {
		kept: waiting.filter((entry) => kept.has(entry)),
		givenUp: waiting.filter((entry) => !kept.has(entry)),
	};
}
