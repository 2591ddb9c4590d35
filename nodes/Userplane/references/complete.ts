import type { IDataObject } from 'n8n-workflow';

import { unfinished, UnfinishedError } from '../shared/errors';
import type { LinkMeta } from '../shared/metadata';
import { asText, isObject } from '../shared/objects';
import { putLink } from '../transport/putLink';
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
		return await putLink(caller, workspaceId, linkId, body);
	} catch (error) {
		const state = error instanceof UnfinishedError ? 'may' : 'could';
		const remedy = 'Run this item again. It uses the same link';
		throw unfinished(`The link ${linkId} exists, but ${names} ${state} not be set`, error, remedy);
	}
}
