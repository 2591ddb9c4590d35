import type { IDataObject } from 'n8n-workflow';

import { inParallel } from '../shared/parallel';
import type { Client } from '../transport/client';
import { systemClock } from '../transport/clock';
import type { Committed } from './commit';
import { commit, firstState } from './commit';
import { checkedAgain, dueNow, giveUp, tick, waitFor } from './pending';
import type { Read } from './read';
import { addPage, firstFloor, nextBatch, startRead } from './read';
import type { Finding, Watch } from './source';
import { lookAt, readPage } from './source';
import type { Pending, Row, State } from './state';
import { emptyState } from './state';

/** What one poll found, and the state to store with it. */
export interface PollResult extends Committed {
	/** New objects, oldest first. */
	found: IDataObject[];
	/** Recordings that will not be looked at again. */
	givenUp: Pending[];
	/** How many recordings the service could not show; they are looked at again. */
	unclear: number;
}

/** No new look is begun after this time (ms): n8n gives a poll about five minutes, and what is left waits for the next. */
const BUDGET_MS = 180_000;

/** How many details are got at once. */
const CONCURRENCY = 8;

/** When the service could not show this many, the rest waits for the next poll. */
const MOST_UNCLEAR = 8;

/** How often the list is read at most when the trigger is switched on and rows are deleted meanwhile. */
const MOST_FIRST_READS = 5;

/** One poll. Without a state it only notes what is there now. */
export async function poll(
	client: Client,
	watch: Watch,
	key: string,
	state?: State,
	clock = systemClock,
): Promise<PollResult> {
	if (!state) return { ...(await switchOn(client, watch, key)), found: [], givenUp: [], unclear: 0 };
	const deadline = clock.now() + BUDGET_MS;
	const objects = new Map<string, IDataObject>();
	const read = await readList(client, watch, state, startRead(), objects);
	const batch = nextBatch(read);
	const waiting = tick(state.pending);
	const due = dueNow(waiting);
	const findings = await lookInTurn(
		[...batch.map(([id]) => id), ...due.map(({ id }) => id)],
		async (id) => await lookAt(client, watch, id, objects.get(id)),
		() => clock.now() < deadline,
	);
	return settle(state, read, batch, waiting, findings);
}

/** Puts a poll's findings together: what is told, what is waited for, and the next state. */
function settle(
	state: State,
	read: Read,
	batch: Row[],
	waiting: Pending[],
	findings: ReadonlyMap<string, Finding>,
): PollResult {
	const kinds = (id: string) => findings.get(id)?.kind;
	const isOpen = (id: string) => kinds(id) === 'pending' || kinds(id) === 'unclear';
	const handled = batch.filter(([id]) => findings.has(id));
	const stillWaiting = waiting.flatMap((entry) => {
		if (!findings.has(entry.id)) return [entry];
		return isOpen(entry.id) ? [checkedAgain(entry)] : [];
	});
	const newlyWaiting = handled.filter(([id]) => isOpen(id)).map(([id]) => waitFor(id));
	const { kept, givenUp } = giveUp([...stillWaiting, ...newlyWaiting]);
	const found = [...waiting.map(({ id }) => id), ...handled.map(([id]) => id)].flatMap((id) => {
		const finding = findings.get(id);
		return finding?.kind === 'ready' ? [finding.json] : [];
	});
	const unclear = [...findings.values()].filter(({ kind }) => kind === 'unclear').length;
	return { ...commit(state, read, handled, kept), found, givenUp, unclear };
}

/** The newest object that is there, for a test run. Undefined when there is none. */
export async function sample(client: Client, watch: Watch): Promise<IDataObject | undefined> {
	const { rows, objects } = await readPage(client, watch, 1);
	for (const [id] of rows) {
		const finding = await lookAt(client, watch, id, objects.get(id));
		if (finding.kind === 'ready') return finding.json;
		if (finding.kind === 'unclear') throw finding.error;
	}
	return undefined;
}

async function readList(
	client: Client,
	watch: Watch,
	state: State,
	begun: Read,
	objects = new Map<string, IDataObject>(),
): Promise<Read> {
	let read = begun;
	while (read.next !== undefined) {
		const page = await readPage(client, watch, read.next);
		page.objects.forEach((object, id) => objects.set(id, object));
		read = addPage(state, read, page);
	}
	return read;
}

/**
 * Notes what is there now. What takes several pages is read twice or more: a deletion in between moves a row to a page
 * that was read already, and it must not be taken for a new one later.
 */
async function switchOn(client: Client, watch: Watch, key: string): Promise<Committed> {
	const page = await readPage(client, watch, 1);
	const blank = emptyState(key, firstFloor(page));
	const begun = addPage(blank, startRead(), page);
	const reads = [await readList(client, watch, blank, begun)];
	while (begun.next !== undefined && !isEnough(reads))
		reads.push(await readList(client, watch, blank, startRead()));
	const there = new Map(reads.flatMap(({ fresh }) => [...fresh]));
	return firstState(blank, reads[reads.length - 1].total, [...there.values()]);
}

function isEnough(reads: readonly Read[]): boolean {
	return reads.length >= MOST_FIRST_READS || (reads.length > 1 && reads[reads.length - 1].steady);
}

/**
 * Looks at objects in order, several at a time, until the deadline, the first failure, or when too many stay unclear.
 * @returns the findings by ID, of as many as were looked at, from the first on
 * @throws what a look throws, when there is no finding
 */
async function lookInTurn(
	ids: string[],
	look: (id: string) => Promise<Finding>,
	mayGoOn: () => boolean,
): Promise<Map<string, Finding>> {
	const failures: unknown[] = [];
	let unclear = 0;
	const results = await inParallel(ids.length, CONCURRENCY, async (index) => {
		if (failures.length > 0 || unclear >= MOST_UNCLEAR || !mayGoOn()) return undefined;
		try {
			const finding = await look(ids[index]);
			if (finding.kind === 'unclear') unclear++;
			return finding;
		} catch (error) {
			failures.push(error);
			return undefined;
		}
	});
	const findings = new Map<string, Finding>();
	for (const [index, finding] of results.entries()) {
		if (finding === undefined) break;
		findings.set(ids[index], finding);
	}
	if (failures.length > 0 && findings.size === 0) throw failures[0];
	return findings;
}
