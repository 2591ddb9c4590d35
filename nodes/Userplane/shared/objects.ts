import type { GenericValue, IDataObject } from 'n8n-workflow';

import { UserplaneError } from './errors';

/** Whether a value is a JSON object, neither null nor a list. */
export function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text or number as text; empty for anything else. */
export function asText(value: unknown): string {
	return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

/** Any value as text. An object of a webhook may have fields of any name, and one called `toString` would break its own text. */
export function anyText(value: unknown): string {
	if (Array.isArray(value)) return value.map(anyText).join(',');
	return isObject(value) ? JSON.stringify(value) : String(value);
}

/** The object without the fields that are undefined: what is absent is not sent. `null` stays. */
export function defined(object: Record<string, GenericValue | IDataObject>): IDataObject {
	return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

/** The object that an answer's `data` holds under a name; `data` itself should the service stop wrapping it. */
export function readObject(data: IDataObject, name: string): IDataObject {
	const object = data[name];
	return isObject(object) ? object : data;
}

/**
 * The same for what was asked for by its ID.
 * @throws UserplaneError when the answer names nothing: an empty object is no recording
 */
export function readNamed(data: IDataObject, name: string): IDataObject {
	const object = readObject(data, name);
	if (asText(object[`${name}Id`] ?? object.id) !== '') return object;
	throw unexpected(`no ${name}`);
}

/**
 * The objects that an answer's `data` lists under a name.
 * @throws UserplaneError when there is no such list: that is not the same as an empty one
 */
export function readObjects(data: IDataObject, name: string): IDataObject[] {
	const list: unknown = data[name];
	if (Array.isArray(list) && list.every(isObject)) return list;
	throw unexpected(`no list "${name}"`);
}

/** Tells that an answer lacks what is needed of it. */
function unexpected(lack: string): UserplaneError {
	return new UserplaneError(
		`Userplane sent an unexpected response: it has ${lack} that can be read`,
		'Check the base URL in your Userplane API credential. If it is correct, update this package',
	);
}

/** A count, as a number or as text: a whole number of 0 or more. Undefined for anything else. */
export function readCount(value: unknown): number | undefined {
	const text = asText(value).trim();
	return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
