import type { IDataObject } from 'n8n-workflow';

import { CancelledError } from '../shared/errors';
import type { PassedOver } from './catchUp';
import { isPause, notePoll, passOver, sinceLastPoll } from './catchUp';
import type { PollClient } from './client';
import type { Means, Reading } from './cursor';
import { firstPage, hold, readFull, readNews } from './cursor';
import { check, Details, findingOf } from './details';
import type { Filters } from './filters';
import type { ListPage } from './list';
import { List } from './list';
import { lastPage } from './pages';
import { checkedAgain, dueNow, giveUp, neverChecked, pendingFrom, takesOn, tick } from './pending';
import type { Clocks, Pending, State } from './state';
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
	/** How many objects are not told after a pause of so many ms. */
	passedOver?: Pick<PassedOver, 'count' | 'isMore'> & { pauseMs: number };
}

/** How often the list is read at most when it is switched on and rows come and go meanwhile. */
const MOST_FIRST_READINGS = 5;

const NOTHING = { found: [], givenUp: [], unclear: 0, withoutStatus: 0, forgotten: 0 };

/**
 * One poll. Without a state it only notes what is there now; after a pause it passes over what is too old.
 * @returns undefined when there was no time for a single page
 */
export async function poll(
	client: PollClient,
	filters: Filters,
	key: string,
	stored?: State,
): Promise<PollResult | undefined> {
	const list = new List(client, filters);
	const first = await (stored ? list.get(firstPage(stored)) : list.getNewest());
	if (!first) return undefined;
	const clocks = { service: client.date ?? null, own: Date.now() };
	const { catchUpMs } = filters;
	if (!stored) return await switchOn(list, stateAt(key, first, clocks));
	const gapMs = sinceLastPoll(stored, clocks);
	const state = notePoll(stored, gapMs, clocks, catchUpMs);
	if (state.starting !== null) return await switchOn(list, state);
	if (!isPause(gapMs, stored, catchUpMs)) return await goOn(client, filters, list, state);
	// With nothing to catch up it starts from now, as when it is switched on
	const isAnew = catchUpMs === 0;
	const from = isAnew ? Infinity : Math.floor((stored.polledAt ?? 0) + gapMs - catchUpMs);
	const { state: rest, ...passed } = await passOver(state, from, first, list.get);
	const newest = isAnew ? await list.getNewest() : first;
	if (!newest) return undefined;
	const news = isAnew ? switchOn(list, stateAt(key, newest, clocks)) : goOn(client, filters, list, rest);
	return { ...(await news), passedOver: { ...passed, pauseMs: gapMs } };
}

/** The state of a trigger that is switched on now. */
function stateAt(key: string, { rows, total = 0 }: ListPage, clocks: Clocks): State {
	return firstState(key, rows.length > 0 ? rows[0][1] : 0, lastPage({ total }), clocks);
}

/** Checks what was found before, then what is new, then once more what was not ready. */
async function goOn(client: PollClient, filters: Filters, list: List, state: State): Promise<PollResult> {
	const pending = tick(state.pending);
	const details = new Details(client, filters);
	let news: Reading = { state, found: [], isWhole: false };
	if (await details.check(neverChecked(pending).map(({ id }) => id))) {
		const means = { getPage: list.get, takesOn: takesOn(filters.asTheyAre), date: client.date };
		news = (await details.attempt(async () => await readNews(state, means))) ?? news;
		const ids = news.found.map(([id]) => id);
		if (filters.asTheyAre) details.take(ids.map((id) => [id, list.objects.get(id) ?? {}]));
		else await details.check(ids);
		await details.check(dueNow(pending).map(({ id }) => id));
	}
	if (details.failure !== undefined && details.findings.size === 0) throw details.failure as Error;
	const held = hold(news.state, client.date);
	return {
		...settle(held.state, [...pending, ...news.found.map(([id]) => pendingFrom(id))], details),
		forgotten: held.forgotten,
	};
}

/** Puts a poll's findings together: what is told, what is pending, and the next state. */
function settle(state: State, pending: readonly Pending[], details: Details): PollResult {
	const { findings, unclear, withoutStatus } = details;
	const found = pending.flatMap(({ id }) => {
		const finding = findings.get(id);
		return finding?.kind === 'ready' ? [finding.json] : [];
	});
	const still = pending.flatMap((entry) => {
		const kind = findings.get(entry.id)?.kind;
		if (kind === undefined) return [entry];
		return kind === 'pending' || kind === 'unclear' ? [checkedAgain(entry)] : [];
	});
	const { kept, givenUp } = giveUp(still);
	return { state: { ...state, pending: kept }, found, givenUp, unclear, withoutStatus, forgotten: 0 };
}

/**
 * Notes what is there now. What takes several pages is read until a reading finds nothing more: a deletion in between moves a
 * row to a page that was read already, and it must not be taken for a new one later. The next poll goes on where this one ends.
 */
async function switchOn(list: List, begun: State): Promise<PollResult> {
	const means: Means = { getPage: list.get, takesOn: () => true, date: begun.polledAt ?? undefined };
	let state = begun;
	for (let readings = 1; ; readings++) {
		const read = await readFull(state, means);
		({ state } = hold(read.state, means.date));
		if (!read.isWhole) return { ...NOTHING, state };
		// What is on one page cannot move while it is read
		if (read.found.length === 0 || read.isOnePage || readings === MOST_FIRST_READINGS)
			return { ...NOTHING, state: { ...state, total: null, starting: null } };
	}
}

/**
 * The newest object that is there, for a test run; without one, whether there may be an older one, which is not looked for.
 * @throws CancelledError when there was no time for it
 */
export async function sample(
	client: PollClient,
	filters: Filters,
): Promise<{ json: IDataObject } | { hasMore: boolean }> {
	const page = await new List(client, filters).getNewest();
	if (!page) throw new CancelledError();
	for (const [id] of page.rows) {
		const object = filters.asTheyAre ? page.objects.get(id) : undefined;
		const finding = object ? findingOf(filters, object) : await check(client, filters, id);
		if (!finding) throw new CancelledError();
		if (finding.kind === 'ready') return finding;
		if (finding.kind === 'unclear') throw finding.error;
	}
	return { hasMore: page.hasMore };
}
