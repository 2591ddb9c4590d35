import { ParameterError } from './errors';
import { parseJson } from './json';
import { numberAsText, shorten, trimmed } from './texts';

/** What reading an ID needs to know of its field. */
export interface IdField {
	/** The field's name as the user sees it. */
	displayName: string;
	/** Where the ID stands in a URL of the dashboard, for fields that have one. Exactly one group. */
	urlPattern?: string;
	/** Such a URL, for messages. */
	urlExample?: string;
}

/** Characters that no ID of Userplane has: they could make a request reach another path, or cannot be encoded (half a pair). */
const FOREIGN_CHARACTERS = /[\s/\\?#%\p{Cc}\p{Surrogate}]/u;

const LONGEST_ID = 255;

/** A text that is a URL, also without `https://`. */
const IS_URL = /^(?:https?:\/\/|[\w-]+(?:\.[\w-]+)+(?::\d+)?\/)/i;

/**
 * How the URL looks that a customer opens, before and after Userplane has added to it (API reference 2, 5). Its token is not
 * known to be the link's ID.
 */
const CUSTOMERS_URL =
	/^(?:https?:\/\/)?[^/?#]+\/r\/[^/?#]+\/?(?:[?#]|$)|[?&]userplane-(?:token|action|workspace)=/i;

/**
 * Reads an ID from a locator's value (`{ mode, value }`) or from plain text. A URL of the dashboard and an ID
 * are accepted in every mode.
 * @returns the trimmed ID; empty text when nothing was given
 * @throws ParameterError when the text cannot be one ID
 */
export function readOptionalId(parameter: unknown, field: IdField): string {
	const raw = isLocator(parameter) ? parameter.value : parameter;
	if (raw === undefined || raw === null) return '';
	if (typeof raw !== 'string' && typeof raw !== 'number') {
		throw new ParameterError(
			`${field.displayName} is not text: its expression must return a single ID`,
			'Select one field of the previous node, e.g. {{ $json.linkId }}',
		);
	}
	const text = typeof raw === 'number' ? numberAsText(raw, field.displayName) : trimmed(raw);
	const id = IS_URL.test(text) ? idFromUrl(text, field) : text;
	checkId(id, field);
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
			`Select a ${field.displayName.toLowerCase()} from the list, or enter its ID. If you use an expression, check that the previous node returns the ID`,
		);
	}
	return id;
}

/** The workspace in a URL of the dashboard; `_` stands for the one that was used last. */
const WORKSPACE_IN_URL = /^(?:https?:\/\/)?[^/?#]+\/workspace\/([^/?#]+)/i;

/**
 * Sees to it that a URL is one of the chosen workspace.
 * @param workspaceId empty when none was chosen
 * @throws ParameterError when it is another's: its ID would be looked for in the wrong place
 */
export function refuseOtherWorkspace(parameter: unknown, workspaceId: string, field: IdField): void {
	const raw = isLocator(parameter) ? parameter.value : parameter;
	const other = typeof raw === 'string' ? WORKSPACE_IN_URL.exec(trimmed(raw))?.[1] : undefined;
	if (other === undefined || workspaceId === '' || decode(other) === workspaceId) return;
	throw new ParameterError(
		`${field.displayName} has a URL of another workspace, ${shorten(other)}`,
		`Select that workspace, or enter a URL of the workspace ${shorten(workspaceId)}`,
	);
}

/**
 * Reads several IDs from an array, or from a text that separates them with commas or holds a JSON array; each once, in order.
 * @returns no IDs when nothing was given
 * @throws ParameterError when one of them cannot be an ID, or is missing beside others
 */
export function readIds(value: unknown, field: IdField): string[] {
	const ids = listOf(value, field).map((entry) => readOptionalId(entry, field));
	const filled = ids.filter((id) => id !== '');
	if (filled.length > 0 && filled.length < ids.length)
		throw new ParameterError(
			`${field.displayName} has an empty value among its IDs: check the expression of each`,
			'Each ID needs a value. Remove the comma after the last ID, and check that the previous node returns each value',
		);
	return [...new Set(filled)];
}

/** An agent may give an array as text. A text that only looks like one is left to `checkId`. */
function listOf(value: unknown, { displayName }: IdField): unknown[] {
	const isJson = typeof value === 'string' && trimmed(value).startsWith('[');
	const parsed = isJson ? (parseJson(value, displayName) ?? value) : value;
	const list: unknown[] = Array.isArray(parsed) ? parsed : [parsed];
	return list.flatMap((entry) => (typeof entry === 'string' ? entry.split(',') : [entry]));
}

/**
 * Checks that a text can be the ID of one thing: not a path, a URL or several lines.
 * @throws ParameterError naming the field
 */
function checkId(id: string, { displayName }: IdField): void {
	const remedy = 'Enter only the ID, e.g. from the output of another Userplane node';
	if (/^(?:undefined|null|NaN|true|false)$/.test(id))
		throw new ParameterError(
			`${displayName} has no ID ("${id}"): check its expression`,
			'Use a field that the previous node returns, e.g. {{ $json.linkId }}',
		);
	if (id === '.' || id === '..')
		throw new ParameterError(`${displayName} is not an ID: it contains only dots`, remedy);
	if (FOREIGN_CHARACTERS.test(id)) {
		throw new ParameterError(
			`${displayName} is not an ID ("${shorten(id)}"): IDs cannot contain spaces or any of / \\ ? # %`,
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

/** @throws ParameterError unless the URL names exactly one */
function idFromUrl(url: string, { displayName, urlPattern, urlExample }: IdField): string {
	const found = urlPattern === undefined ? undefined : new RegExp(urlPattern, 'i').exec(url)?.[1];
	const ids = decode(found ?? '').split(',');
	if (ids.length === 1 && trimmed(ids[0]) !== '') return trimmed(ids[0]);
	const why = CUSTOMERS_URL.test(url)
		? ": this is the customer's recording URL"
		: ids.length > 1
			? ': it contains more than one ID'
			: '';
	throw new ParameterError(
		`${displayName} cannot be read from this URL${why}`,
		urlExample === undefined
			? 'Select it from the list, or enter its ID'
			: `Paste a dashboard URL such as ${urlExample}, select from the list, or enter the ID`,
	);
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
