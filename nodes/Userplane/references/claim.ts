import { randomUUID } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import { unfinished, UnfinishedError, UserplaneError } from '../shared/errors';
import type { LinkMeta } from '../shared/metadata';
import { asText, isObject, readNamed } from '../shared/objects';
import { readLink } from '../shared/outputs';
import { linkPath, linksPath } from '../shared/paths';
import type { Clock } from '../transport/clock';
import { unlessGone } from '../transport/gone';
import { putLink } from '../transport/putLink';
import { type Caller, CLAIM, type KnownLinks, type Listed } from './known';

/** How long (ms) the own link is looked for in the list, when it was created and when the answer was lost. */
const PATIENCE_MS = { created: 60_000, lost: 15_000 };
/** How often a link is created whose answer is lost each time. */
const MOST_CREATES = 3;
/** The pauses (ms) between looks; the last one is repeated. */
const PAUSES_MS = [0, 250, 500, 1_000, 2_000];
const UNLISTED = new UserplaneError("Userplane's list of links does not show it", 'Wait a minute before');

/** The one link that a reference is to have. */
export interface WantedLink {
	workspaceId: string;
	reference: string;
	/** How far back (ms) links are looked for when the process has not looked yet. */
	lookBackMs: number;
	/** What a new link is created with, besides reference and metadata. */
	body: IDataObject;
	/** What the link is to have, new or not. */
	fields: IDataObject;
	linkMeta: LinkMeta;
}

/** What one call has at hand. */
interface Tools {
	caller: Caller;
	known: KnownLinks;
	clock: Clock;
}

/** What one call has made: the mark of all its links, how often it has asked for one, and the one that it knows. */
type Made = { mark: string; times: number; own?: IDataObject };

/** The link of a reference, and whether this call made it. */
interface Found {
	link: IDataObject;
	isNew: boolean;
}

/**
 * Gives the one link of a reference and brings it up to date. However many callers in however many processes do this at
 * the same time, or again: each gets the same link, and one of them is told that it is new.
 * @returns with the link, whether others have the same reference: they are left alone
 * @throws UserplaneError when it could not; UnfinishedError when there may be a link that is not complete
 */
export async function claimLink(tools: Tools, wanted: WantedLink): Promise<Found & { hasOthers: boolean }> {
	return await tools.known.turns.take(wanted.reference, tools.caller.until, async () => {
		const { link, isNew } = (await look(tools, wanted)) ?? (await create(tools, wanted));
		const others = tools.known.find(wanted.reference).filter(({ linkId }) => linkId !== link.linkId);
		// Beside a new one there are only those whose makers are about to give way
		const hasOthers = !isNew && (await oldestOf(tools, wanted, others)) !== undefined;
		return { link: await update(tools, wanted, link), isNew, hasOthers };
	});
}

/** Step 1: is there a link with this reference? What is known is looked at anew; else the list is asked. */
async function look(tools: Tools, wanted: WantedLink): Promise<Found | undefined> {
	const { known, caller } = tools;
	const oldest = async () => await oldestOf(tools, wanted, known.find(wanted.reference));
	const link = (await oldest()) ?? (await known.look(caller, wanted.lookBackMs).then(oldest));
	return link && { link, isNew: false };
}

/** Step 2: creates it, with a mark by which it is known again even when the answer was lost. */
async function create(tools: Tools, wanted: WantedLink): Promise<Found> {
	const mark = randomUUID();
	const { workspaceId, body, reference, linkMeta } = wanted;
	const request = {
		method: 'POST' as const,
		path: linksPath(workspaceId),
		body: { ...body, linkReference: reference, linkMeta: { ...linkMeta, [CLAIM]: mark } },
	};
	for (let times = 1; ; times++) {
		const { link, trouble } = await tools.caller.request(request).then(
			({ data }) => ({ link: readLink(data), trouble: UNLISTED }),
			(error: unknown) => ({ link: undefined, trouble: error as Error }),
		);
		if (!link && times === 1 && !(trouble instanceof UnfinishedError)) throw trouble;
		const settled = await settle(tools, wanted, { mark, times, own: link }).catch((error: unknown) => {
			throw unsettled(link, error);
		});
		if (settled) return settled;
		if (link || times === MOST_CREATES) throw unsettled(link, trouble);
	}
}

/**
 * Step 3: looks again until the own link is listed, since all that is older is listed by then. If an older one has appeared,
 * the own one is deleted and the older one taken.
 * @returns undefined when the own link did not appear
 */
async function settle(tools: Tools, wanted: WantedLink, { mark, times, own }: Made) {
	const { known, caller, clock } = tools;
	const isMine = ({ linkId, claim }: Listed) => claim === mark || linkId === own?.linkId;
	const listed = () => known.find(wanted.reference).filter(isMine);
	const isThere = () =>
		own ? listed().some(({ linkId }) => linkId === own.linkId) : listed().length >= times;
	const end = clock.now() + (own ? PATIENCE_MS.created : PATIENCE_MS.lost);
	for (let looks = 0; !isThere() && clock.now() <= end; looks++) {
		await clock.sleep(PAUSES_MS[Math.min(looks, PAUSES_MS.length - 1)], caller.until);
		await known.look(caller, wanted.lookBackMs);
	}
	if (own ? !isThere() : listed().length === 0) return undefined;
	const link = await oldestOf(tools, wanted, known.find(wanted.reference), own);
	if (!link) return undefined;
	const isNew = listed().some(({ linkId }) => linkId === link.linkId);
	for (const { linkId } of listed().filter(({ linkId }) => linkId !== link.linkId)) {
		const path = linkPath(wanted.workspaceId, linkId);
		await unlessGone(caller.request({ method: 'DELETE', path }));
		known.forget(wanted.reference, linkId);
	}
	return { link, isNew };
}

/** Step 4: changes what is given and differs. Metadata that the link has besides, the mark too, is kept. */
async function update({ caller }: Tools, wanted: WantedLink, link: IDataObject): Promise<IDataObject> {
	const { workspaceId, fields, linkMeta } = wanted;
	const has = isObject(link.linkMeta) ? link.linkMeta : {};
	const body = Object.fromEntries(Object.entries(fields).filter(([name, value]) => link[name] !== value));
	const metaDiffers = Object.entries(linkMeta).some(([key, value]) => has[key] !== value);
	if (metaDiffers) body.linkMeta = { ...has, ...linkMeta };
	const names = Object.keys(body).join(', ');
	const linkId = asText(link.linkId);
	if (names === '') return link;
	try {
		return await putLink(caller, workspaceId, linkId, body);
	} catch (error) {
		const state = error instanceof UnfinishedError ? 'may' : 'could';
		const remedy = 'Run this item again: it takes the same link';
		throw unfinished(`The link ${linkId} is there, but ${names} ${state} not be set`, error, remedy);
	}
}

/** The oldest of these links that still exists and has the reference; those that do not are forgotten. */
async function oldestOf(tools: Tools, wanted: WantedLink, links: Listed[], own?: IDataObject) {
	const { workspaceId, reference } = wanted;
	for (const { linkId } of links) {
		if (linkId === own?.linkId) return own;
		const path = linkPath(workspaceId, linkId);
		const reply = await unlessGone(tools.caller.request({ method: 'GET', path }));
		const link = reply && readNamed(reply.data, 'link');
		if (link?.linkProviderReference === reference) return link;
		tools.known.forget(reference, linkId);
	}
	return undefined;
}

/** Says that a link exists, or may, and that it is not known whether it is the only one. */
function unsettled(link: IDataObject | undefined, cause: unknown): UnfinishedError {
	const what = link
		? `The link ${asText(link.linkId)} was created, but may not be the only one`
		: 'The link may have been created';
	return unfinished(what, cause, 'Run this item again: it finds the link');
}
