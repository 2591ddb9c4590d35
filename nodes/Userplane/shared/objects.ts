import type { GenericValue, IDataObject } from 'n8n-workflow';

/** Whether a value is a JSON object, neither null nor a list. */
export function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text or number as text; empty for anything else. */
export function asText(value: unknown): string {
	return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
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

/** The objects that an answer's `data` lists under a name; none when the list is missing. */
export function readObjects(data: IDataObject, name: string): IDataObject[] {
	const list: unknown = data[name];
	return Array.isArray(list) ? list.filter(isObject) : [];
}
