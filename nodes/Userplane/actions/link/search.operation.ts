import { asText, readNamed } from '../../shared/objects';
import { linkOutput } from '../../shared/outputs';
import { linkPath } from '../../shared/paths';
import { search as searchFor } from '../search';

/** GET .../search?type=links (API reference 1.23, evidence grade B-; that it looks at titles alone is inferred, grade D). */
export const search = searchFor({
	type: 'links',
	action: 'Search links',
	description:
		'Find recording links by words in their title. A link without a title is not found: to find one by its reference or ticket, use Get Many with filters.',
	async getDetails(client, workspaceId, { linkId }) {
		const path = linkPath(workspaceId, asText(linkId));
		const { data } = await client.request({ method: 'GET', path });
		return linkOutput(readNamed(data, 'link'), workspaceId);
	},
});
