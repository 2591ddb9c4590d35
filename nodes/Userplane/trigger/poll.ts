import type { IDataObject } from 'n8n-workflow';

import { CancelledError } from '../shared/errors';
import { isPause, notePoll, passOver, sinceLastPoll } from './catchUp';
import type { Reading } from './cursor';
import { firstPage, hold, readFull, readNews } from './cursor';
import { Details } from './details';
import type { List } from './list';
import { checkedAgain, dueNow, giveUp, neverChecked, takesOn, tick } from './pending';
import type { Pending, State } from './state';
import { firstState } from './state';

/** What one poll found, and the state to store with it. */
export interface PollResult {
	state: State;
	/** New objects, oldest first. */
	found: IDataObject[];
	/** Recordings that will not be checked again. */
	givenUp: Pending[];
	/** How many recordings the service could not show; they are checked again. */
	unclear: number;
	/** How many recordings are told although they have no status. */
	withoutStatus: number;
	/** How many rows had to be forgotten before their time: late ones among them go unnoticed. */
	forgotten: number;
	/** How many objects are not told after a pause of so many ms; NaN when that is not known. */
	passedOver?: { count: number; pauseMs: number };
}

/** How often the list is read at most when it is switched on and rows come and go meanwhile. */
const MOST_FIRST_READINGS = 5;

/**
 * One poll. Without a state it only notes what is there now; after a pause it passes over what is too old.
 * @returns undefined when there was no time for a single page, or to note what is there
 */
export async function poll(list: List, key: string, stored?: State): Promise<PollResult | undefined> {
	const first = await (stored ? list.get(firstPage(stored)) : list.getNewest());
	if (!first) return undefined;
	const polledAt = { service: list.date ?? null, own: Date.now() };
	if (!stored) return await switchOn(list, firstState(key, first, polledAt));
	const { catchUpMs } = list.filters;
	const pauseMs = sinceLastPoll(stored, polledAt);
	const state = notePoll(stored, pauseMs, polledAt, catchUpMs);
	if (!isPause(pauseMs, stored, catchUpMs)) return await goOn(list, state);
	const newest = await list.getNewest();
	if (!newest) return undefined;
	// The service's clock tells seconds: with nothing to catch up, what came in this one is too old as well
	const from = (stored.polledAt.service ?? 0) + Math.floor(pauseMs - (catchUpMs || -1_000));
	const later = passOver(state, from, newest);
	const news = await goOn(list, later);
	// All rows below the floor but those that were there before
	const came = Math.max(0, (news.below ?? NaN) + later.seen.length - stored.total);
	return { ...news, passedOver: { count: came + stored.pending.length, pauseMs } };
}

/** Checks what was found before, then what is new, then once more what was not ready. */
async function goOn(list: List, state: State): Promise<PollResult & Pick<Reading, 'below'>> {
	const pending = tick(state.pending);
	const details = new Details(list);
	let news: Omit<Reading, 'isWhole'> = { state, found: [] };
	if (await details.checkAll(neverChecked(pending))) {
		const { get: getPage, filters, date = state.polledAt.own } = list;
		const means = { getPage, takesOn: () => takesOn(filters.asTheyAre), date };
		news = (await details.attempt(async () => await readNews(state, means))) ?? news;
	}
	const fresh = news.found.map(([id]): Pending => [id, 0, 0]);
	await details.checkAll([...fresh, ...dueNow(pending)]);
	if (details.failure !== undefined && details.findings.size === 0) throw details.failure as Error;
	const { state: held, forgotten } = hold(news.state, list.date);
	return { ...settle(held, [...pending, ...fresh], details), forgotten, below: news.below };
}

/** Puts a poll's findings together: what is told, what is pending, and the next state. */
function settle(state: State, pending: readonly Pending[], details: Details): PollResult {
	const { findings, unclear } = details;
	const kindOf = ([id]: Pending) => findings.get(id)?.kind;
	const isOpen = (entry: Pending) => !['ready', 'gone'].includes(kindOf(entry) ?? '');
	const found = pending.map(([id]) => findings.get(id)?.json).filter((json) => json !== undefined);
	const still = pending.filter(isOpen).map((entry) => (kindOf(entry) ? checkedAgain(entry) : entry));
	const { kept, givenUp } = giveUp(still);
	const withoutStatus = pending.filter(([id]) => findings.get(id)?.hasNoStatus).length;
	return { state: { ...state, pending: kept }, found, givenUp, unclear, withoutStatus, forgotten: 0 };
}

/**
 * Notes what is there now. It is read twice at least, and until a reading finds nothing more: a deletion in between moves a
 * row to a page that was read already, and it must not be taken for a new one later.
 * @returns undefined when there was no time for it
 */
async function switchOn(list: List, begun: State): Promise<PollResult | undefined> {
	const { date = begun.polledAt.own } = list;
	let state = begun;
	for (let readings = 0; readings < MOST_FIRST_READINGS; readings++) {
		const read = await readFull(state, { getPage: list.get, takesOn: () => () => true, date });
		if (!read.isWhole) return undefined;
		({ state } = hold(read.state, date));
		if (readings > 0 && read.found.length === 0) break;
	}
	return { found: [], givenUp: [], unclear: 0, withoutStatus: 0, forgotten: 0, state };
}

/**
 * The newest object that is there, for a test run; without one, whether there may be an older one, which is not looked for.
 * @throws CancelledError when there was no time for it
 */
export async function sample(list: List): Promise<{ json: IDataObject } | { hasMore: boolean }> {
	const page = await list.getNewest();
	if (!page) throw new CancelledError();
	const details = new Details(list);
	for (const [id] of page.rows) {
		const finding = await details.check(id);
		if (!finding) throw new CancelledError();
		if (finding.json) return { json: finding.json };
		if (finding.error) throw finding.error;
	}
	return { hasMore: page.hasMore };
}
