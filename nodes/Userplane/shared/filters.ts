import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { readOption, valuesOf } from './choices';
import { ParameterError } from './errors';
import { readIds } from './ids';
import { readIdentifier } from './identity';
import { isObject } from './objects';
import { trimmed } from './texts';
import { readTime } from './time';

/** What filters come to, by their names: IDs, a text, or a time in ms since 1970. */
export interface FilterValues extends IDataObject {
	createdAfter?: number;
	createdBefore?: number;
	linkProviderType?: string;
}

/**
 * Reads the filters that were added: the one rule for all lists and for the trigger. A filter that was added has a value, since
 * without one it would let everything through.
 * @param value what stands in the Filters collection
 * @param filters the filters that there are
 * @param zone the workflow's time zone, for dates without one
 * @throws ParameterError naming the filter that is empty or cannot be used
 */
export function readFilters(value: unknown, filters: INodeProperties[], zone = 'UTC'): FilterValues {
	const added = isObject(value) ? value : {};
	return Object.fromEntries(
		filters
			.filter(({ name }) => name in added)
			.map((filter) => [filter.name, readFilter(added[filter.name], filter, zone)]),
	);
}

function readFilter(value: unknown, filter: INodeProperties, zone: string): string[] | string | number {
	const text = typeof value === 'string' ? trimmed(value) : value;
	if (text === undefined || text === null || text === '') throw emptyFilter(filter);
	switch (filter.type) {
		case 'dateTime':
			return readTime(text, filter.displayName, zone);
		case 'options':
			return readOption(text, filter, valuesOf(filter));
		case 'multiOptions':
			return filled(readIds(text, filter), filter);
		default:
			return filled(readIdentifier(text, filter.displayName), filter);
	}
}

function filled<T extends string | string[]>(value: T, filter: INodeProperties): T {
	if (value.length === 0) throw emptyFilter(filter);
	return value;
}

function emptyFilter({ displayName }: INodeProperties): ParameterError {
	return new ParameterError(
		`The filter ${displayName} is empty: enter a value, or remove the filter`,
		'An empty filter would return everything. Check that the previous node returns a value',
	);
}
