import { randomUUID } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import { unfinished, UnfinishedError, UserplaneError } from '../shared/errors';
import { identityOf } from '../shared/identity';
import { asText, readNamed } from '../shared/objects';
import { readLink } from '../shared/outputs';
import { linksPath } from '../shared/paths';
import type { Clock } from '../transport/clock';
import { complete, type Given } from './complete';
import type { Since } from './held';
import { type Caller, CLAIM, type KnownLinks, type Reach, timeOf } from './known';
import type { Known } from './memory';
import { PATIENCE_MS, pauseAfter, unlessAbsent } from './patience';

/** How often a link is created whose answer is lost each time. */
const MOST_CREATES = 3;
const UNLISTED = new UserplaneError('Userplane does not list the link yet', 'Wait a minute before');

/** The one link that a reference is to have. */
export interface WantedLink extends Given {
	reference: string;
	/** From when on a link is looked for. */
	since: Since;
	/** What a new link is created with, besides reference and metadata. */
	body: IDataObject;
}

/** What one call has at hand. */
interface Tools {
	caller: Caller;
	known: KnownLinks;
	clock: Clock;
}

/** The link of a reference. */
interface Claimed {
	link: IDataObject;
	/** Whether this process made it and told nobody before: not the call alone, since one that fails tells nothing. */
	isNew: boolean;
	/** Whether others have the same reference: they are left alone. */
	hasOthers: boolean;
	/** Where the reading for a new link ended before all was read that was to be known. */
	reach?: Reach;
}

/**
 * Gives the one link of a reference and brings it up to date. However many callers in however many processes do this at
 * the same time, or again: each gets the same link, and one of them is told that it is new.
 * @throws UserplaneError when it could not; UnfinishedError when there may be a link that is not complete
 */
export async function claimLink(tools: Tools, wanted: WantedLink): Promise<Claimed> {
	const { known, caller } = tools;
	const { reference, since } = wanted;
	return await known.turns.take(reference, caller.until, async () => {
		const link = (await look(tools, wanted)) ?? (await create(tools, wanted));
		const isIt = ({ linkId }: Known) => linkId === link.linkId;
		const isNew = known.own(reference).some(isIt);
		const others = known.find(reference).filter((other) => !isIt(other));
		// Beside a new one there are only those whose makers are about to give way
		const hasOthers = !isNew && (await oldestOf(tools, wanted, others)) !== undefined;
		const updated = await complete(caller, wanted, link);
		known.noteTold(reference);
		return { link: updated, isNew, hasOthers, reach: isNew ? known.reachFor(since) : undefined };
	});
}

/** Step 1: is there a link with this reference? What is known is looked at anew; else the list is asked. */
async function look(tools: Tools, wanted: WantedLink): Promise<IDataObject | undefined> {
	const link = tools.known.hasAppeared(wanted.reference) ? await choose(tools, wanted) : undefined;
	if (link) return link;
	await appear(tools, wanted);
	// What an earlier call has made is taken even when it is not listed yet: it is never made again
	return await choose(tools, wanted);
}

/** Step 2: creates it, with a mark by which it is known again even when the answer was lost. */
async function create(tools: Tools, wanted: WantedLink): Promise<IDataObject> {
	const { known, caller, clock } = tools;
	const { workspaceId, body, reference, linkMeta } = wanted;
	const mark = known.made(reference)?.mark ?? randomUUID();
	const request = {
		method: 'POST' as const,
		path: linksPath(workspaceId),
		body: { ...body, linkReference: reference, linkMeta: { ...linkMeta, [CLAIM]: mark } },
	};
	for (let times = 1; ; times++) {
		const { link, trouble, isRefused } = await caller.request(request).then(
			({ data }) => ({ link: readLink(data), trouble: UNLISTED, isRefused: false }),
			(error: unknown) => {
				const isRefused = !(error instanceof UnfinishedError);
				return { link: undefined, trouble: error as Error, isRefused };
			},
		);
		if (isRefused && times === 1) throw trouble;
		const noted = link && { linkId: asText(link.linkId), createdAt: timeOf(link) };
		if (!isRefused) known.noteMade(reference, mark, clock.now(), noted);
		const settled = await settle(tools, wanted, link).catch((error: unknown) => {
			throw unsettled(link, error);
		});
		if (settled) return settled;
		if (link || times === MOST_CREATES) throw unsettled(link, trouble);
	}
}

/** Step 3: looks again, and takes the oldest. @returns undefined when the own link did not appear */
async function settle(tools: Tools, wanted: WantedLink, own?: IDataObject): Promise<IDataObject | undefined> {
	const { known } = tools;
	await appear(tools, wanted);
	const isThere = own ? known.hasAppeared(wanted.reference) : known.own(wanted.reference).length > 0;
	return isThere ? await choose(tools, wanted, own) : undefined;
}

/** Looks until the own links are listed, since all that is older is listed by then, or the patience with them is over. */
async function appear(tools: Tools, { reference, since }: WantedLink): Promise<void> {
	const { known, caller, clock } = tools;
	const made = known.made(reference);
	const end = made && made.at + (made.isAnswered ? PATIENCE_MS.created : PATIENCE_MS.lost);
	let looks = 0;
	do {
		await clock.sleep(pauseAfter(looks++), caller.until);
		await known.look(caller, since, reference);
	} while (!known.hasAppeared(reference) && end !== undefined && clock.now() <= end);
}

/** Takes the oldest. What this process has made besides and nobody was told of is deleted. */
async function choose(tools: Tools, wanted: WantedLink, own?: IDataObject): Promise<IDataObject | undefined> {
	const { known } = tools;
	const { workspaceId, reference } = wanted;
	const link = await oldestOf(tools, wanted, known.find(reference), own);
	if (!link) return undefined;
	for (const other of known.own(reference).filter(({ linkId }) => linkId !== link.linkId)) {
		await unlessAbsent(tools, 'DELETE', workspaceId, other, true);
		known.forget(reference, other.linkId);
	}
	return link;
}

/** The oldest of these links that still exists and has the reference; those that do not are forgotten. */
async function oldestOf(tools: Tools, wanted: WantedLink, links: Known[], own?: IDataObject) {
	const { workspaceId, reference } = wanted;
	for (const candidate of links) {
		if (candidate.linkId === own?.linkId) return own;
		const isUntold = tools.known.own(reference).includes(candidate);
		const reply = await unlessAbsent(tools, 'GET', workspaceId, candidate, isUntold);
		const link = reply && readNamed(reply.data, 'link');
		if (link && identityOf(link.linkProviderReference) === reference) return link;
		tools.known.forget(reference, candidate.linkId);
	}
	return undefined;
}

/** Says that a link exists, or may, and that it is not known whether it is the only one. */
function unsettled(link: IDataObject | undefined, cause: unknown): UnfinishedError {
	const what = link
		? `The link ${asText(link.linkId)} was created, but may not be the only one`
		: 'The link may have been created';
	return unfinished(what, cause, 'Run this item again to find the link');
}
