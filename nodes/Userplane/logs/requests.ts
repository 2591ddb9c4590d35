/** Reads what a log says of a request: fine only when its outcome is known to be good. */
import { asText, isObject } from '../shared/objects';
import { levelOf } from './console';
import type { Fact, RequestFact } from './facts';
import type { Place, Said } from './meaning';
import { textOf, urlIn } from './wording';

const METHODS = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE|CONNECT)$/i;

/** Words for an outcome. What is only over may have ended in any way. */
const GOOD = /^(ok|okay|success|successful|succeeded)$/i;
const BAD =
	/fail|error|\bERR_|time(d|-)? ?out|refused|reject|block|offline|unreachable|\bE(?:CONN|TIMEDOUT|HOST|NET|AI_)|denied|unavailable|no (answer|response)/i;
const CANCELLED = /\bERR_ABORTED\b|AbortError|\bNS_BINDING_ABORTED\b|\babort(ed)?\b|\bcancell?ed\b/i;

/** Ways to say that there was no error. */
const NO_FAILURE = /^(|0|none|no|null|undefined|false|ok|n\/a|-|no error|success|\[\]|\{\})$/i;

/** Whether an entry is about a request, by what kind it says that it is. */
export function isRequest(said: Said): boolean {
	return (
		said.first('category', ({ value }) => /^(xhr|fetch|http|beacon)$/i.test(asText(value)) || undefined) ??
		false
	);
}

/** The status that an entry names; undefined when it names none. A status that is negative or 0 is none of an answer. */
export function statusIn({ value }: Place): number | undefined {
	const text = /^(?:HTTP\/[\d.]+ )?(-?\d{1,3})(?: [A-Za-z].*)?$/.exec(asText(value).trim())?.[1];
	const status = text === undefined ? NaN : Number(text);
	return status >= 100 && status <= 599 ? status : status === 0 || status === -1 ? status : undefined;
}

/** What an entry says of a request; nothing when how it ended is not known. */
export function request(said: Said): Fact[] {
	const where = said.all('url').find((place) => urlIn(place) !== undefined);
	const url = where && urlIn(where);
	// What stands in an answer's content, beside the URL, is the page's own affair
	const isOwn = ({ data }: Place) => where === undefined || data === undefined || data === where.data;
	const own =
		<T>(read: (place: Place) => T | undefined) =>
		(place: Place) =>
			isOwn(place) ? read(place) : undefined;
	const method = said.first('method', ({ value }) =>
		METHODS.test(asText(value)) ? asText(value) : undefined,
	);
	const status = said.first('status', own(statusIn));
	const failure = said.first('failure', own(failureIn));
	const outcome = outcomeOf(said, isOwn, status, failure);
	if (outcome === undefined || (url ?? method ?? status ?? failure) === undefined) return [];
	return [{ kind: 'request', outcome, url, method, status, failure }];
}

/** How a request ended, by all that is said of it. */
function outcomeOf(
	said: Said,
	isOwn: (place: Place) => boolean,
	status = NaN,
	failure?: string,
): RequestFact['outcome'] | undefined {
	const words = said.all('status').filter(isOwn);
	const tells = (pattern: RegExp) =>
		[...words.map(({ value }) => asText(value).trim()), failure ?? ''].some((word) => pattern.test(word));
	const saysThat = (name: 'ok' | 'bad' | 'cancelled', flag: boolean, ends = '') =>
		said.all(name).some((place) => isOwn(place) && place.value === flag && place.key.endsWith(ends));
	if (status >= 400) return 'failed';
	if (saysThat('cancelled', true) || tells(CANCELLED)) return 'cancelled';
	const isBad = saysThat('ok', false) || saysThat('bad', true) || levelOf(said) === 'error';
	if ([isBad, failure !== undefined, tells(BAD), status <= 0].includes(true)) return 'failed';
	// What was not blocked may still have failed
	const isGood = saysThat('ok', true) || saysThat('bad', false, 'failed');
	return isGood || tells(GOOD) || status > 0 ? 'fine' : undefined;
}

/** What went wrong, in words; nothing for the ways to say that nothing did. */
function failureIn({ value, isSure }: Place): string | undefined {
	if (value === true) return 'error';
	if (!isSure && !BAD.test(asText(value)) && !CANCELLED.test(asText(value))) return undefined;
	if (Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0)
		return undefined;
	const text = textOf(value);
	return NO_FAILURE.test(text.trim()) ? undefined : text;
}
