import type { IDataObject } from 'n8n-workflow';

import { toldAs, UnreadError } from '../shared/errors';
import { asText, readNamed } from '../shared/objects';
import { readLink } from '../shared/outputs';
import { linkPath } from '../shared/paths';
import type { Requests } from './page';

/**
 * Updates a link. Where the answer does not show the link, e.g. a 204 or its ID alone, it is asked for.
 * @returns the link as it is then
 * @throws UnreadError when the update is done and the link could not be read; what the update throws when it is not
 */
export async function putLink(
	client: Requests,
	workspaceId: string,
	linkId: string,
	body: IDataObject,
): Promise<IDataObject> {
	const path = linkPath(workspaceId, linkId);
	const { data } = await client.request({ method: 'PUT', path, body });
	const link = readLink(data);
	if (link && asText(link.linkURL) !== '') return link;
	try {
		const shown = await client.request({ method: 'GET', path });
		return readNamed(shown.data, 'link');
	} catch (error) {
		throw toldAs(
			UnreadError,
			`The link ${linkId} was updated, but could not be read afterwards`,
			error,
			`Do not run this item again. Get the link with Link > Get and the ID ${linkId}`,
		);
	}
}
