/** Puts what an entry says into words: elements as people call them, and values as a console shows them. */
import { asText, isObject } from '../shared/objects';
import type { Place } from './meaning';

/** What a URL's key says when it is about the page, not about what was asked for. */
const OTHER_URL = /^(page|document|source|icon|image|avatar|tab|script|origin|site|redirect)/;

/** The URL that an entry names. A key that may mean anything has one only where it looks like one. */
export function urlIn({ value, key, isSure }: Place): string | undefined {
	const url = asText(value).trim();
	if (OTHER_URL.test(key) || !/^\S+$/.test(url)) return undefined;
	return isSure || /^([a-z][a-z\d+.-]*:)?\//i.test(url) ? url : undefined;
}

/** `form > input[name="mail"]`: nothing that anybody typed, unless it says so. */
export function isSelector(value: unknown): boolean {
	return (
		/^[\w-]+(?:[#.[]\S*)?(?: > [\w-]+(?:[#.[]\S*)?)+$/.test(asText(value)) && !/value/i.test(asText(value))
	);
}

/** `Clicked 'Pay now'`; a selector stands without quotes. */
export function clicked(element: string): string {
	return /^[\w-]*[#.[>]\S*$|^element \d+$/.test(element) ? `Clicked ${element}` : `Clicked '${element}'`;
}

/**
 * What people would call an element: its label, else a text of it as it stands.
 * @param isTypedInto then its text and its value are what was typed, which nobody is shown
 */
export function elementOf(value: unknown, isTypedInto: boolean): string | undefined {
	if (isObject(value)) {
		const texts = isTypedInto ? [] : ['text', 'innerText', 'textContent'];
		const names = [...texts, 'label', 'ariaLabel', 'aria-label', 'name', 'id', 'selector', 'tagName'];
		return names.map((name) => asText(value[name]).trim()).find((text) => text !== '');
	}
	const text = asText(value).trim();
	const label = /[[\s](?:name|aria-label|title|placeholder|alt|id)="([^"]+)"/.exec(text)?.[1];
	return (label ?? (text.startsWith('<') ? partOf(text, isTypedInto) : text)) || undefined;
}

/** What names an element in its markup, which may hold a value in any attribute: its text, else its tag. */
function partOf(markup: string, isTypedInto: boolean): string | undefined {
	const text = /^<(?:a|button|label|span|div|p|li|td|th|option|summary|strong|b|h\d)\b[^<>]*>([^<>]+)</.exec(
		markup,
	)?.[1];
	return isTypedInto || text === undefined ? /^<([\w-]+)/.exec(markup)?.[1] : text.trim();
}

/** The text of a message: of several values, each behind the other, as a console shows them. */
export function textOf(value: unknown): string {
	if (Array.isArray(value)) return value.map(textOf).join(' ');
	if (typeof value === 'string') return unquoted(value);
	if (!isObject(value)) return String(value);
	const { description, unserializableValue, message, text, stringValue } = value;
	const inner = description ?? value.value ?? unserializableValue ?? message ?? text ?? stringValue;
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
