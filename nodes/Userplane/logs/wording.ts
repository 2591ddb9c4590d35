/** Reads what stands in an entry: URLs, and texts as a console shows them. */
import { asText, isObject } from '../shared/objects';
import type { Place } from './meaning';

/** The URL that an entry names. A key that may mean anything has one only where it looks like one. */
export function urlIn({ value, isSure }: Place): string | undefined {
	const url = asText(value).trim();
	return /^\S+$/.test(url) && (isSure || /^([a-z][a-z\d+.-]*:)?\//i.test(url)) ? url : undefined;
}

/** The text of a message: of several values, each behind the other, as a console shows them. */
export function textOf(value: unknown): string {
	if (Array.isArray(value)) return value.map(textOf).join(' ');
	if (typeof value === 'string') return unquoted(value);
	if (!isObject(value)) return String(value);
	const { description, unserializableValue, message, text, error, stringValue } = value;
	const inner = description ?? value.value ?? unserializableValue ?? message ?? text ?? error ?? stringValue;
	return inner === undefined || inner === null ? JSON.stringify(value) : textOf(inner);
}

/** rrweb writes each value of a console call as JSON. */
function unquoted(text: string): string {
	if (!text.startsWith('"') || !text.endsWith('"')) return text;
	try {
		return asText(JSON.parse(text));
	} catch {
		return text;
	}
}
