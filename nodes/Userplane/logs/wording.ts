import { asText, isObject } from '../shared/objects';

/** `Clicked 'Pay now'`; a selector stands without quotes. */
export function clicked(element: string): string {
	return /^[\w-]*[#.[>][^\s]*$|^element \d+$/.test(element) ? `Clicked ${element}` : `Clicked '${element}'`;
}

/**
 * What people would call an element: the label in a selector, else a text as it stands.
 * @param isTypedInto then its text is what was typed, which nobody is shown
 */
export function elementOf(value: unknown, isTypedInto: boolean): string | undefined {
	if (isObject(value)) {
		const texts = isTypedInto ? [] : ['text', 'innerText'];
		const names = [...texts, 'label', 'ariaLabel', 'name', 'id', 'selector', 'tagName'];
		return names.map((name) => asText(value[name]).trim()).find((text) => text !== '');
	}
	const text = asText(value).trim();
	const label = /\[(?:name|aria-label|title|placeholder|alt)="([^"]+)"/.exec(text)?.[1];
	return (label ?? text) || undefined;
}

/** The text of a message: of several values, each behind the other, as a console shows them. */
export function textOf(value: unknown): string {
	if (Array.isArray(value)) return value.map(textOf).join(' ');
	if (typeof value === 'string') return unquoted(value);
	if (!isObject(value)) return String(value);
	const inner = value.description ?? value.value ?? value.unserializableValue ?? value.message;
	return inner === undefined ? JSON.stringify(value) : textOf(inner);
}

/** rrweb writes each value of a console call as JSON. */
function unquoted(text: string): string {
	if (!/^".*"$/s.test(text)) return text;
	try {
		return asText(JSON.parse(text));
	} catch {
		return text;
	}
}
