import type { INodeProperties } from 'n8n-workflow';

import type { Operation } from '../runtime/operation';
import { LIMIT } from '../shared/fields';
import { locatorProperty, WORKSPACE } from '../shared/locators';
import { readObjects } from '../shared/objects';
import { MOST_SEARCH_RESULTS, readSearchText, searchQuery } from '../shared/search';
import type { SearchType } from '../shared/search';
import { workspacePath } from '../shared/paths';

const SEARCH_TEXT: INodeProperties = {
	displayName: 'Search Text',
	name: 'q',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. checkout',
	description: 'The text to search for, 1 to 100 characters',
};

/** What a Search has of its own. */
interface Search {
	type: SearchType;
	action: string;
	description: string;
}

/** GET .../search (API reference 1.23, evidence grade B-): not paged, best matches first, each as one object. */
export function search({ type, action, description }: Search): Operation {
	const limitProperty: INodeProperties = {
		...LIMIT,
		hint: `Userplane returns at most ${MOST_SEARCH_RESULTS} matches`,
	};
	return {
		option: { name: 'Search', value: 'search', action, description },
		properties: [locatorProperty(WORKSPACE), SEARCH_TEXT, limitProperty],
		prepare(parameters) {
			const path = workspacePath(parameters.id(WORKSPACE), 'search');
			const limit = parameters.limit();
			const query = searchQuery(type, readSearchText(parameters.value('q'), SEARCH_TEXT), limit);
			return {
				async run(client) {
					const { data } = await client.request({ method: 'GET', path, query });
					return readObjects(data, 'results')
						.slice(0, limit)
						.map((json) => ({ json }));
				},
			};
		},
	};
}
