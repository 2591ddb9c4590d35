/** Reads what a log says of a request: fine only when its outcome is known to be good. */
import { asText, isObject } from '../shared/objects';
import { levelOf, textOf } from './console';
import type { Fact, RequestFact } from './facts';
import { type Place, type Said, urlIn, wordsOf } from './meaning';

type Outcome = RequestFact['outcome'];

/** Words for an outcome. What is only over may have ended in any way. */
const WORDS: Array<[Outcome, RegExp]> = [
	['fine', /^(ok|okay|success|successful|succeeded|no errors?)$/i],
	['cancelled', /ERR_ABORTED|BINDING_ABORTED|\babort(ed|error)?\b|\bcancell?ed\b/i],
	[
		'failed',
		/fail|err(or|_)|timed? ?out|refused|reject|block|denied|offline|unreachable|unavailable|\bE(CONN|HOST|NET|AI_)/i,
	],
];

/** What events are called that tell of a failure alone. */
const FAILED_EVENTS = ['requestfailed', 'loadingfailed', 'erroroccurred'];

/** Whether an entry is about a request, by what kind it says that it is. */
export function isRequest(said: Said): boolean {
	return said.all('category').some(({ value }) => /^(xhr|fetch|http|beacon)$/i.test(asText(value)));
}

/** What an entry says of a request; nothing when how it ended is not known. */
export function request(said: Said): Fact[] {
	// The page's own URL may stand in front of it
	const owners = new Set([...said.all('method'), ...said.all('status')].map(({ owner }) => owner));
	const urls = said.all('url').filter((place) => urlIn(place) !== undefined);
	const where = urls.find(({ owner }) => owners.has(owner)) ?? urls.at(0);
	// What stands in an answer's content, beside the URL, is the page's own affair
	const isOwn = ({ data }: Place) => !where || !data || data === where.data;
	const url = where && urlIn(where);
	const method = said.first('method', methodIn);
	const status = said.first('status', (place) => (isOwn(place) ? statusIn(place) : undefined));
	const failure = said.first('failure', (place) => (isOwn(place) ? failureIn(place) : undefined));
	const signs = [
		...said.all('status').filter(isOwn).map(outcomeOfStatus),
		...said.all('flag').filter(isOwn).map(outcomeOfFlag),
		failure !== undefined && (outcomeIn(failure) ?? 'failed'),
		levelOf(said) === 'error' && 'failed',
		said.all('action').some(({ value }) => FAILED_EVENTS.includes(nameIn(value))) && 'failed',
	];
	const outcome = outcomeOf(signs, status);
	if (outcome === undefined || (url ?? method ?? status ?? failure) === undefined) return [];
	return [{ kind: 'request', outcome, url, method, status, failure }];
}

/** How a request ended, by all that is said of it: what has failed at least was not fine. */
function outcomeOf(signs: unknown[], status = NaN): Outcome | undefined {
	if (status >= 400) return 'failed';
	const all = [...signs, status > 0 ? 'fine' : status <= 0 && 'failed'];
	return (['cancelled', 'failed', 'fine'] as const).find((outcome) => all.includes(outcome));
}

function outcomeIn(text: string): Outcome | undefined {
	return WORDS.find(([, words]) => words.test(text))?.[0];
}

/** The words of an event's name, without the one that handlers begin with. */
function nameIn(value: unknown): string {
	return wordsOf(asText(value)).join('').replace(/^on/, '');
}

/** `status: 'failed'`; and that of a span or of gRPC, of whose codes 2 is an error, while others differ between the two. */
function outcomeOfStatus({ value }: Place): Outcome | undefined {
	return isObject(value) && value.code === 2 ? 'failed' : outcomeIn(asText(value));
}

/** `ok: false`, `failed: true`. What was not blocked may still have failed. */
function outcomeOfFlag({ value, word }: Place): Outcome | undefined {
	const outcome = outcomeIn(word);
	if (value === false) return outcome === 'fine' ? 'failed' : word === 'failed' ? 'fine' : undefined;
	return value === true ? outcome : undefined;
}

/** The status that stands at a place. One that is negative or 0 is that of no answer. */
export function statusIn({ value, word }: Place): number | undefined {
	const text = /^(?:HTTP\/[\d.]+ )?(0|-1|[1-5]\d\d)(?: [A-Za-z].*)?$/.exec(asText(value))?.[1];
	// What is called a code alone is often one of the page's own, where 0 means that all is well
	return text === undefined || (word === 'code' && Number(text) < 100) ? undefined : Number(text);
}

function methodIn({ value }: Place): string | undefined {
	const method = asText(value);
	return /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE|CONNECT)$/i.test(method) ? method : undefined;
}

/** What went wrong, in words; nothing for the ways to say that nothing did. */
function failureIn({ value, isSure }: Place): string | undefined {
	if (value === true) return 'error';
	const text = isSure ? textOf(value) : asText(value);
	const outcome = outcomeIn(text);
	const isNamed = isSure && !/^(0|-|none|null|undefined|n\/a|false|\[\]|\{\})?$/i.test(text.trim());
	return outcome !== 'fine' && (outcome !== undefined || isNamed) ? text : undefined;
}
