import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Operation } from '../runtime/operation';
import type { Parameters } from '../runtime/parameters';
import { Collection } from '../runtime/parameters';
import { valuesOf } from '../shared/choices';
import {
	CREATED_AFTER,
	CREATED_BEFORE,
	filtersProperty,
	LIMIT_UNLESS_ALL,
	RETURN_ALL,
	sortProperty,
} from '../shared/fields';
import { readFilters } from '../shared/filters';
import type { ListName } from '../shared/lists';
import { LISTS, NEWEST_FIRST } from '../shared/lists';
import { locatorProperty, WORKSPACE } from '../shared/locators';
import { asText, defined } from '../shared/objects';
import { listPath } from '../shared/paths';
import { parseTime } from '../shared/time';
import type { Wanted } from '../transport/pagination';
import { listRows } from '../transport/pagination';

/** What a Get Many has of its own. */
interface GetMany {
	list: ListName;
	action: string;
	description: string;
	/** Filters that the service knows: IDs. */
	filters?: INodeProperties[];
	/** Filters that the node looks at, since the service has none: fields whose text has to be the same. */
	fields?: INodeProperties[];
	/** Lists that can be sorted can also be filtered by the time of creation. */
	sortBy?: INodePropertyOptions[];
	/** The form in which a row is given out. */
	output?: (row: IDataObject, workspaceId: string) => IDataObject;
}

/** A Get Many: Return All or Limit, filters and sorting, each row as one object. */
export function getMany(own: GetMany): Operation {
	const { list, action, description, filters = [], fields = [], sortBy, output = (row) => row } = own;
	const inWorkspace = list !== 'workspaces';
	const looked = sortBy ? [CREATED_AFTER, CREATED_BEFORE, ...fields] : [];
	const byLabel = (a: INodeProperties, b: INodeProperties) => a.displayName.localeCompare(b.displayName);
	const allFilters = [...filters, ...looked].sort(byLabel);
	return {
		option: { name: 'Get Many', value: 'getAll', action, description },
		properties: [
			...(inWorkspace ? [locatorProperty(WORKSPACE)] : []),
			RETURN_ALL,
			LIMIT_UNLESS_ALL,
			...(allFilters.length > 0 ? [filtersProperty(allFilters)] : []),
			...(sortBy ? [sortProperty(sortBy)] : []),
		],
		prepare(parameters) {
			const workspaceId = inWorkspace ? parameters.workspaceId() : undefined;
			const limit = parameters.boolean(RETURN_ALL) ? Infinity : parameters.limit();
			const chosen = allFilters.length > 0 ? parameters.collection('filters') : new Collection({});
			const sort = sortBy ? readSort(parameters, sortBy) : {};
			const after = chosen.time(CREATED_AFTER);
			// Only a list whose order is known ends at the first older row
			const isByTime = (sort.sort_by ?? NEWEST_FIRST.sort_by) === NEWEST_FIRST.sort_by;
			const order = after !== undefined && isByTime ? { ...NEWEST_FIRST, ...sort } : sort;
			const query = { ...readFilters(chosen.all, filters), ...order };
			const wanted = { limit, ...readLooked(chosen, fields, after, isNewestFirst(query)) };
			return {
				async run(client) {
					const path = listPath(list, workspaceId);
					const rows = await listRows(client, { path, ...LISTS[list] }, query, wanted);
					return rows.map((row) => ({ json: output(row, workspaceId ?? '') }));
				},
			};
		},
	};
}

/** Which rows pass the filters that the node looks at, and where reading can end. */
function readLooked(
	chosen: Collection,
	fields: INodeProperties[],
	after = -Infinity,
	newestFirst: boolean,
): Omit<Wanted, 'limit'> {
	const before = chosen.time(CREATED_BEFORE) ?? Infinity;
	const texts = fields.map((field) => [field.name, readField(chosen, field)] as const);
	const asked = texts.filter(([, text]) => text);
	const isInTime = (row: IDataObject) => {
		const time = parseTime(asText(row.createdAt));
		return time >= after && time < before;
	};
	const isAnyTime = after === -Infinity && before === Infinity;
	return {
		matches: (row) =>
			(isAnyTime || isInTime(row)) && asked.every(([name, text]) => asText(row[name]) === text),
		isPast: newestFirst && after > -Infinity ? (row) => parseTime(asText(row.createdAt)) < after : undefined,
	};
}

function readField(chosen: Collection, field: INodeProperties): string | undefined {
	return field.type === 'options' ? chosen.option(field, valuesOf(field)) : chosen.filledText(field)?.trim();
}

function isNewestFirst({ sort_by: by, sort_direction: direction }: IDataObject): boolean {
	return by === NEWEST_FIRST.sort_by && direction === NEWEST_FIRST.sort_direction;
}

function readSort(parameters: Parameters, sortBy: INodePropertyOptions[]): IDataObject {
	const sort = parameters.collection('sort');
	const columns = new Set<unknown>(sortBy.map(({ value }) => value));
	return defined({
		sort_by: sort.option({ name: 'sort_by', displayName: 'Sort By' }, columns),
		sort_direction: sort.option(
			{ name: 'sort_direction', displayName: 'Sort Direction' },
			new Set(['asc', 'desc']),
		),
	});
}
