import { ApiError } from './errors';

/** A query parameter as the contract declares it. */
export interface QueryParameter {
	name: string;
	in: string;
	schema?: { type?: string };
}

export type QueryValue = string | number | boolean | string[];

/** Absent keys are absent. */
export type Query = Partial<Record<string, QueryValue>>;

const INDEXED = /^([^[\]]+)\[(\d+)\]$/;

/**
 * Reads a raw query string as the service does: arrays from indexed brackets only (`a[0]=x&a[1]=y`), whole numbers and
 * true/false by the declared type. What does not fit stays a string, for the contract to refuse.
 * @param raw without the question mark
 * @throws ApiError BAD_REQUEST for an array parameter without indexes, gaps in the indexes, or a broken percent code
 */
export function parseQuery(raw: string, declared: QueryParameter[]): Query {
	const values = new Map<string, QueryValue>();
	for (const pair of raw.split('&').filter((part) => part !== '')) {
		const [key, value] = decodePair(pair);
		const indexed = INDEXED.exec(key);
		const name = indexed?.[1] ?? key;
		const type = declared.find((parameter) => parameter.name === name && parameter.in === 'query')?.schema
			?.type;
		if (type !== 'array') values.set(key, typed(value, type));
		else if (indexed) values.set(name, append(values.get(name), Number(indexed[2]), value, name));
		else throw new ApiError('BAD_REQUEST', { data: { [name]: 'expected an array, received a string' } });
	}
	return Object.fromEntries(values);
}

function decodePair(pair: string): [string, string] {
	const split = pair.indexOf('=');
	const parts = split < 0 ? [pair, ''] : [pair.slice(0, split), pair.slice(split + 1)];
	try {
		const [key = '', value = ''] = parts.map((part) => decodeURIComponent(part.replaceAll('+', ' ')));
		return [key, value];
	} catch {
		throw new ApiError('BAD_REQUEST', { data: { query: 'broken percent code' } });
	}
}

function typed(value: string, type: string | undefined): QueryValue {
	if (type === 'integer' && /^-?\d{1,15}$/.test(value)) return Number(value);
	if (type === 'boolean' && /^(true|false)$/.test(value)) return value === 'true';
	return value;
}

function append(before: QueryValue | undefined, index: number, value: string, name: string): string[] {
	const list = Array.isArray(before) ? before : [];
	if (index !== list.length) throw new ApiError('BAD_REQUEST', { data: { [name]: 'indexes out of order' } });
	return [...list, value];
}
