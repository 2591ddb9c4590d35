import type { IDataObject } from 'n8n-workflow';

import { unfinished, UnfinishedError } from '../shared/errors';
import type { LinkMeta } from '../shared/metadata';
import { asText, isObject } from '../shared/objects';
import { readLink } from '../shared/outputs';
import { linkPath } from '../shared/paths';
import type { Caller } from './known';

/** What a link is to have, new or not. */
export interface Given {
	workspaceId: string;
	fields: IDataObject;
	linkMeta: LinkMeta;
}

/**
 * Step 4: changes what is given and differs. Metadata that the link has besides, the mark too, is kept.
 * @throws UnfinishedError when it could not
 */
export async function complete(caller: Caller, given: Given, link: IDataObject): Promise<IDataObject> {
	const { workspaceId, fields, linkMeta } = given;
	const has = isObject(link.linkMeta) ? link.linkMeta : {};
	const body = Object.fromEntries(Object.entries(fields).filter(([name, value]) => link[name] !== value));
	const metaDiffers = Object.entries(linkMeta).some(([key, value]) => has[key] !== value);
	if (metaDiffers) body.linkMeta = { ...has, ...linkMeta };
	const names = Object.keys(body).join(', ');
	const linkId = asText(link.linkId);
	if (names === '') return link;
	try {
		const { data } = await caller.request({ method: 'PUT', path: linkPath(workspaceId, linkId), body });
		return { ...link, ...body, ...readLink(data) };
	} catch (error) {
		const state = error instanceof UnfinishedError ? 'may' : 'could';
		const remedy = 'Run this item again: it takes the same link';
		throw unfinished(`The link ${linkId} is there, but ${names} ${state} not be set`, error, remedy);
	}
}
