import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { readIds } from './ids';
import { isObject } from './objects';

/**
 * The filters that were filled in, each as an array of IDs under its own name; the others are not sent.
 * @param value what stands in the Filters collection
 * @throws ParameterError naming the filter that cannot be sent
 */
export function readFilters(value: unknown, filters: INodeProperties[]): IDataObject {
	const given = isObject(value) ? value : {};
	const ids = filters.map((filter): [string, string[]] => [filter.name, readIds(given[filter.name], filter)]);
	return Object.fromEntries(ids.filter(([, values]) => values.length > 0));
}
