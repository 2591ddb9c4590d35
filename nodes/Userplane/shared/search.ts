import type { IDataObject } from 'n8n-workflow';

import { ParameterError } from './errors';
import { isBlank, readText, trimmed, withoutHalves } from './texts';

/** What `/search` can look for (API reference 1.23). Recordings are not among it. */
export type SearchType = 'members' | 'projects' | 'domains' | 'links';

/** The longest text that `/search` takes, in characters. */
export const LONGEST_SEARCH = 100;

/** The most rows to ask for: the vendor's own client asks for 20, and no larger number is known to be allowed. */
export const MOST_SEARCH_RESULTS = 20;

/** The query of `/search`, whose text may have been cut. */
export function searchQuery(type: SearchType, q: string, limit = MOST_SEARCH_RESULTS): IDataObject {
	return { q: withoutHalves(q), type, limit: Math.min(limit, MOST_SEARCH_RESULTS) };
}

/** @throws ParameterError when the text is empty or too long, or is none */
export function readSearchText(value: unknown, { displayName }: { displayName: string }): string {
	const given = typeof value === 'string' ? trimmed(value) : value;
	if (isBlank(given))
		throw new ParameterError(`${displayName} is empty`, `Enter 1 to ${LONGEST_SEARCH} characters`);
	return readText(given, displayName, LONGEST_SEARCH);
}
