import type { IDataObject } from 'n8n-workflow';

import { CancelledError } from '../shared/errors';
import type { Committed } from './commit';
import { commit, firstState } from './commit';
import { Looks } from './looks';
import { firstToTell, isPause, passOver, polledAt } from './pause';
import type { Read } from './read';
import { addPage, firstFloor, newestTime, nextBatch, startRead } from './read';
import type { SourcePage, Watch } from './source';
import { findingOf, lookAt, readPage } from './source';
import type { Row, State, Waiting } from './state';
import { emptyState } from './state';
import type { Visit } from './visit';
import { checkedAgain, dueNow, giveUp, neverSeen, tick, waitFor } from './waiting';

/** What one poll found, and the state to store with it. */
export interface PollResult extends Committed {
	/** New objects, oldest first. */
	found: IDataObject[];
	/** Recordings that will not be looked at again. */
	givenUp: Waiting[];
	/** How many recordings the service could not show; they are looked at again. */
	unclear: number;
	/** How many objects are not told after a pause of so many ms. */
	passedOver?: { count: number; isMore: boolean; pauseMs: number };
}

const NOTHING = { found: [], givenUp: [], unclear: 0, forgotten: 0 };

/** How often the list is read at most when the trigger is switched on and rows are deleted meanwhile. */
const MOST_FIRST_READS = 5;

/**
 * One poll. Without a state it only notes what is there now; after a pause it passes over what is too old.
 * @returns undefined when there was no time for a single page
 */
export async function poll(
	visit: Visit,
	watch: Watch,
	key: string,
	state?: State,
): Promise<PollResult | undefined> {
	const first = await readPage(visit, watch, 1);
	if (!first) return undefined;
	const time = { now: visit.date ?? newestTime(first), isDated: visit.date !== undefined };
	const blank = emptyState(key, firstFloor(first), time);
	if (!state || state.starting !== null) return await switchOn(visit, watch, first, state ?? blank);
	if (!isPause(state, time, watch.catchUp)) return await goOn(visit, watch, first, polledAt(state, time));
	const from = firstToTell(time, watch.catchUp);
	const passed = await passOver(state, first, from, async (number) => await readPage(visit, watch, number));
	const { count, isMore } = passed;
	const passedOver = count > 0 || isMore ? { count, isMore, pauseMs: time.now - state.polledAt } : undefined;
	if (passed.isCut) return { ...NOTHING, state: passed.state, passedOver };
	const news =
		from === Infinity
			? await switchOn(visit, watch, first, blank)
			: await goOn(visit, watch, first, polledAt(passed.state, time));
	return { ...news, passedOver };
}

/** Looks at what was found before, then at what is new, then once more at what was not ready. */
async function goOn(visit: Visit, watch: Watch, first: SourcePage, state: State): Promise<PollResult> {
	const waiting = tick(state.waiting);
	const looks = new Looks(visit, watch);
	const before = neverSeen(waiting).map(({ id }) => id);
	let committed: Committed = { state, forgotten: 0 };
	let taken: Row[] = [];
	if (await looks.at(before)) {
		const isStale = before.length > 0;
		const news = await looks.attempt(async () => {
			const page = isStale ? await readPage(visit, watch, 1) : first;
			return page && (await readList(visit, watch, state, page));
		});
		if (news) {
			taken = nextBatch(news.read);
			committed = commit(state, news.read, taken);
			if (watch.asTheyAre) looks.tell(taken.map(([id]) => [id, news.objects.get(id) ?? {}]));
			else await looks.at(taken.map(([id]) => id));
		}
		await looks.at(dueNow(waiting).map(({ id }) => id));
	}
	if (looks.failure !== undefined && looks.findings.size === 0) throw looks.failure as Error;
	return settle(committed, [...waiting, ...taken.map(([id]) => waitFor(id))], looks);
}

/** Puts a poll's findings together: what is told, what is waited for, and the next state. */
function settle({ state, forgotten }: Committed, waiting: readonly Waiting[], looks: Looks): PollResult {
	const { findings, unclear } = looks;
	const found = waiting.flatMap(({ id }) => {
		const finding = findings.get(id);
		return finding?.kind === 'ready' ? [finding.json] : [];
	});
	const still = waiting.flatMap((entry) => {
		const kind = findings.get(entry.id)?.kind;
		if (kind === undefined) return [entry];
		return kind === 'pending' || kind === 'unclear' ? [checkedAgain(entry)] : [];
	});
	const { kept, givenUp } = giveUp(still);
	return { state: { ...state, waiting: kept }, forgotten, found, givenUp, unclear };
}

/**
 * The newest object that is there, for a test run; without one, whether there may be an older one, which is not looked for.
 * @throws CancelledError when there was no time for it
 */
export async function sample(
	visit: Visit,
	watch: Watch,
): Promise<{ json: IDataObject } | { hasMore: boolean }> {
	const page = await readPage(visit, watch, 1);
	if (!page) throw new CancelledError();
	for (const [id] of page.rows) {
		const object = watch.asTheyAre ? page.objects.get(id) : undefined;
		const finding = object ? findingOf(watch, object) : await lookAt(visit, watch, id);
		if (!finding) throw new CancelledError();
		if (finding.kind === 'ready') return finding;
		if (finding.kind === 'unclear') throw finding.error;
	}
	return { hasMore: page.hasMore };
}

/** Reads the list from its first page on, as far as it is of use and the time allows. */
async function readList(
	visit: Visit,
	watch: Watch,
	state: State,
	first: SourcePage,
): Promise<{ read: Read; objects: Map<string, IDataObject> }> {
	const objects = new Map(first.objects);
	let read = addPage(state, startRead(watch.asTheyAre), first);
	while (read.next !== undefined) {
		const page = await readPage(visit, watch, read.next);
		if (!page) break;
		page.objects.forEach((object, id) => objects.set(id, object));
		read = addPage(state, read, page);
	}
	return { read, objects };
}

/**
 * Notes what is there now. What takes several pages is read twice or more: a deletion in between moves a row to a page
 * that was read already, and it must not be taken for a new one later. What does not fit in one poll, the next goes on with.
 */
async function switchOn(visit: Visit, watch: Watch, first: SourcePage, blank: State): Promise<PollResult> {
	const reads: Read[] = [];
	for (let page: SourcePage | undefined = first; page && !isEnough(reads, blank);) {
		const from = reads.length === 0 ? blank : { ...blank, resume: null };
		reads.push((await readList(visit, watch, from, page)).read);
		page = isEnough(reads, blank) ? undefined : await readPage(visit, watch, 1);
	}
	const there = [...new Map(reads.flatMap(({ fresh }) => [...fresh])).values()];
	const last = reads[reads.length - 1];
	const isDone = last.next === undefined && isEnough(reads, blank);
	return { ...NOTHING, ...firstState(blank, last, there, isDone) };
}

function isEnough(reads: readonly Read[], { starting }: State): boolean {
	if (reads.length === 0) return false;
	const { lowest, steady } = reads[reads.length - 1];
	if (reads.length >= MOST_FIRST_READS) return true;
	return reads.length === 1 && starting === null ? lowest === 1 : steady;
}
