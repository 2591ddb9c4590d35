import { withoutHalves } from '../shared/texts';

/** What looks like a secret in a text that a page has logged: [pattern, what stands in its place]. */
const SECRETS: ReadonlyArray<readonly [pattern: RegExp, mask: string]> = [
	[/\b(Bearer|Basic|Digest|Negotiate)\s+[\w.~+/=-]{6,}/gi, '$1 ***'],
	[/\beyJ[\w-]{5,}(\.[\w-]*){0,4}/g, '***'],
	[/\b((?:set-)?cookie(?:\\*["'])?\s*:\s*)(\\*["'])?[^"']+/gi, '$1***'],
	[
		// A short number is an error's code. Each word is looked at once: on a long hostile one, a search from each of its letters would take minutes
		/(?<![\w-])(?![\w-]*code(?:\\*["'])?\s*[=:]\s*\d{1,5}\b)(?=[\w-]*(?:key|token|secret|passw(?:or)?d|pwd|auth|session|sid|cookie|signature|credential|jwt|code))([\w-]+(?:\\*["'])?\s*[=:]\s*)(?:(\\*["']).*?(?:\2|$)|[[{][^\]}]*[\]}]?|[^\s"'&,;)}\]]+)/gi,
		'$1***',
	],
	[/\b(?:sk|pk|rk|uspl|ghp|gho|xox[abps]|AKIA|AIza)[-_]?[\w-]{8,}/g, '***'],
	[/\b[0-9a-f]{32,}\b/gi, '***'],
	[/\b[\w+-]{40,}={0,2}(?![\w+-])/g, '***'],
	// The same with slashes, but for what a URL or path has behind its host, port or first slash
	[
		/(?<![\w+/.-])(?<!:(?=\d+\/))(?=[\w+/-]*[A-Z])(?=[\w+/-]*[a-z])(?=[\w+/-]*\d)[\w+-][\w+/-]{39,}={0,2}(?![\w+/-])/g,
		'***',
	],
];

const URL_IN_TEXT = /(?:(?<![a-z\d+.-])[a-z][a-z\d+.-]*:)?\/\/[^\s"'<>`]+/gi;

/** The longest text (in characters) that is looked at; the rest is left out. */
const LONGEST_TEXT = 2_000;

/**
 * A text that a page has logged, fit to be shown: in one line, without secrets, its URLs without user name, query and fragment.
 * @param longest in characters
 */
export function scrub(text: string, longest: number, keepQueries = false): string {
	const line = text
		.slice(0, LONGEST_TEXT)
		.replace(/[\s\p{Cc}]+/gu, ' ')
		.trim();
	const masked = SECRETS.reduce(
		(result, [pattern, mask]) => result.replace(pattern, mask),
		line.replace(URL_IN_TEXT, (url) => scrubUrl(url, keepQueries)),
	);
	return shorten(masked, longest);
}

/** A URL without user name and password, query and fragment: they may hold secrets. */
export function scrubUrl(url: string, keepQueries = false): string {
	const bare = url.trim().replace(/^([a-z][a-z\d+.-]*:)?\/\/[^/?#\s]*@/i, '$1//');
	return keepQueries ? bare : bare.replace(/[?#].*/s, '');
}

/** What signs a URL: Amazon's and Google's storages, CloudFront, Azure. */
const SIGNATURE = /[?&](x-amz-signature|x-goog-signature|signature|sig)=/i;

/** A text in which a signed URL has no query any more: whoever has that can open it. */
export function withoutSignatures(text: string): string {
	return text.replace(URL_IN_TEXT, (url) => (SIGNATURE.test(url) ? scrubUrl(url) : url));
}

/** A URL that a page has logged, fit to be shown. @param longest in characters */
export function shownUrl(url: string, longest: number, keepQueries: boolean): string {
	return scrub(scrubUrl(url, keepQueries), longest, keepQueries);
}

function shorten(text: string, longest: number): string {
	return text.length > longest ? `${withoutHalves(text.slice(0, longest - 1))}…` : withoutHalves(text);
}
