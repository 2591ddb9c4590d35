import { ParameterError } from './errors';

/** What reading an ID needs to know of its field. */
export interface IdField {
	/** The field's name as the user sees it. */
	displayName: string;
	/** Where the ID stands in a dashboard address, for fields that have one. Exactly one group. */
	urlPattern?: string;
}

/** Characters that no ID of Userplane has: they could make a request reach another path, or cannot be encoded (half a pair). */
const FOREIGN_CHARACTERS = /[\s/\\?#%\p{Cc}\p{Surrogate}]/u;

const LONGEST_ID = 255;

/**
 * Reads an ID from a locator's value (`{ mode, value }`) or from plain text. A dashboard address is accepted in every mode.
 * @returns the trimmed ID; empty text when nothing was given
 * @throws ParameterError when the text cannot be one ID
 */
export function readOptionalId(parameter: unknown, field: IdField): string {
	const raw = isLocator(parameter) ? parameter.value : parameter;
	if (raw === undefined || raw === null) return '';
	if (typeof raw !== 'string' && typeof raw !== 'number') {
		throw new ParameterError(
			`${field.displayName} is not a text`,
			'Give one ID, e.g. as text or as an expression',
		);
	}
	const text = String(raw).trim();
	const isUrl =
		/^https?:\/\//i.test(text) || (isLocator(parameter) && parameter.mode === 'url' && text !== '');
	const id = isUrl ? idFromUrl(text, field) : text;
	if (id !== '') checkId(id, field);
	return id;
}

/**
 * Reads an ID that must be there.
 * @throws ParameterError when it is missing or cannot be one ID
 */
export function readId(parameter: unknown, field: IdField): string {
	const id = readOptionalId(parameter, field);
	if (id === '') {
		throw new ParameterError(
			`${field.displayName} is empty`,
			`Choose a ${field.displayName.toLowerCase()} from the list or give its ID. If the ID comes from an expression, check that the previous node returns it`,
		);
	}
	return id;
}

/**
 * Reads several IDs from an array, or from a text that separates them with commas or holds a JSON array; each once, in order.
 * @throws ParameterError when one of them cannot be an ID
 */
export function readIds(value: unknown, field: IdField): string[] {
	const ids = listOf(value).map((entry) => readOptionalId(entry, field));
	return [...new Set(ids.filter((id) => id !== ''))];
}

/** An agent may give an array as text. A text that only looks like one is left to `checkId`. */
function listOf(value: unknown): unknown[] {
	if (typeof value !== 'string') return Array.isArray(value) ? value : [value];
	try {
		const parsed: unknown = JSON.parse(value);
		if (Array.isArray(parsed)) return parsed;
	} catch {
		// Not JSON: a text with commas
	}
	return value.split(',');
}

/**
 * Checks that a text can be the ID of one thing: not a path, an address or several lines.
 * @throws ParameterError naming the field
 */
function checkId(id: string, { displayName }: IdField): void {
	const remedy = `Give the ID alone, e.g. as it stands in the output of another Userplane node`;
	if (id === '.' || id === '..')
		throw new ParameterError(`${displayName} is not an ID: it is only dots`, remedy);
	if (FOREIGN_CHARACTERS.test(id)) {
		throw new ParameterError(
			`${displayName} is not an ID: it contains a space, a line break, half a character or one of / \\ ? # %`,
			remedy,
		);
	}
	if (id.length > LONGEST_ID) {
		throw new ParameterError(
			`${displayName} is not an ID: it is longer than ${LONGEST_ID} characters`,
			remedy,
		);
	}
}

function idFromUrl(url: string, { displayName, urlPattern }: IdField): string {
	const found = urlPattern === undefined ? undefined : new RegExp(urlPattern, 'i').exec(url)?.[1];
	const id = found === undefined ? '' : decode(found).trim();
	if (id === '') {
		throw new ParameterError(
			`${displayName} cannot be read from this address`,
			urlPattern === undefined
				? 'Choose it from the list or give its ID'
				: 'Copy the address from the Userplane dashboard, choose from the list or give the ID',
		);
	}
	return id;
}

/** Broken percent signs stay as they are; `checkId` refuses them. */
function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

function isLocator(value: unknown): value is { mode?: unknown; value: unknown } {
	return typeof value === 'object' && value !== null && 'value' in value;
}
