import { ParameterError, UserplaneError } from '../shared/errors';
import { LISTS } from '../shared/lists';
import { asText } from '../shared/objects';
import { WORKSPACES_PATH } from '../shared/paths';
import type { Client } from './client';
import { getPage } from './pagination';

/** How many workspaces a message names. */
const MOST_NAMED = 5;

/**
 * The ID of the one workspace that a key has, for fields that were left empty. Looked up once a process and key, and again when it is not
 * there any more.
 * @throws ParameterError when the key has several; UserplaneError when it has none, or the list cannot be read
 */
export async function onlyWorkspace(client: Client): Promise<string> {
	if (client.onlyWorkspace !== undefined) return client.onlyWorkspace;
	const { rows, hasMore } = await getPage(client, { path: WORKSPACES_PATH, ...LISTS.workspaces }, {}, 1);
	const [workspaceId] = rows.map((row) => asText(row.workspaceId));
	if (rows.length === 1 && !hasMore && workspaceId !== '') return (client.onlyWorkspace = workspaceId);
	if (rows.length === 0) {
		throw new UserplaneError(
			'This API key has access to no workspace',
			'Use the API key of a workspace member, or create a workspace in Userplane',
		);
	}
	const names = rows
		.slice(0, MOST_NAMED)
		.map((row) => `${asText(row.workspaceName)} (${asText(row.workspaceId)})`);
	const more = hasMore || rows.length > MOST_NAMED ? ', ...' : '';
	throw new ParameterError(
		`Select a workspace. This key can access several: ${names.join(', ')}${more}`,
		'You can leave Workspace empty only if your API key has access to one workspace',
	);
}
