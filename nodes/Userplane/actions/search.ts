import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Operation } from '../runtime/operation';
import { LIMIT } from '../shared/fields';
import { locatorProperty, WORKSPACE } from '../shared/locators';
import { readObjects } from '../shared/objects';
import { workspacePath } from '../shared/paths';
import { MOST_SEARCH_RESULTS, readSearchText, searchQuery } from '../shared/search';
import type { SearchType } from '../shared/search';
import type { Client } from '../transport/client';

const SEARCH_TEXT: INodeProperties = {
	displayName: 'Search Text',
	name: 'q',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. checkout',
	description: 'Text to search for, 1 to 100 characters',
	hint: 'To continue without a match, turn on Always Output Data in the settings',
};

const SEARCH_LIMIT: INodeProperties = {
	...LIMIT,
	typeOptions: { minValue: 1, maxValue: MOST_SEARCH_RESULTS },
	default: MOST_SEARCH_RESULTS,
};

const FULL_DETAILS: INodeProperties = {
	displayName: 'Full Details',
	name: 'fullDetails',
	type: 'boolean',
	default: false,
	description: 'Whether to get all fields of each match. Each match takes one request.',
};

/** What a Search has of its own. */
interface Search {
	type: SearchType;
	action: string;
	description: string;
	/** Gets all fields of a match, where there is a call for it. */
	getDetails?: (client: Client, workspaceId: string, match: IDataObject) => Promise<IDataObject>;
}

/** GET .../search (API reference 1.23, evidence grade B-): not paged, best matches first, each as one object. */
export function search({ type, action, description, getDetails }: Search): Operation {
	return {
		option: { name: 'Search', value: 'search', action, description },
		properties: [
			locatorProperty(WORKSPACE),
			SEARCH_TEXT,
			SEARCH_LIMIT,
			...(getDetails ? [FULL_DETAILS] : []),
		],
		prepare(parameters) {
			const workspaceId = parameters.workspaceId();
			const path = workspacePath(workspaceId, 'search');
			const limit = parameters.limit();
			const query = searchQuery(type, readSearchText(parameters.value('q'), SEARCH_TEXT), limit);
			const details = getDetails && parameters.boolean(FULL_DETAILS) ? getDetails : undefined;
			return {
				async run(client) {
					const { data } = await client.request({ method: 'GET', path, query });
					const matches = readObjects(data, 'results').slice(0, limit);
					const found: IDataObject[] = [];
					for (const match of matches)
						found.push(details ? await details(client, workspaceId, match) : match);
					return found.map((json) => ({ json }));
				},
			};
		},
	};
}
