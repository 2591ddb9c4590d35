/** Reads what a log says of a request: fine only when its outcome is known to be good. */
import { asText } from '../shared/objects';
import { levelOf } from './console';
import type { Fact, RequestFact } from './facts';
import type { Place, Said } from './meaning';
import { textOf, urlIn } from './wording';

type Outcome = RequestFact['outcome'];

/** Words for an outcome, those that count most first. What is only over may have ended in any way. */
const WORDS: Array<[Outcome, RegExp]> = [
	['cancelled', /ERR_ABORTED|BINDING_ABORTED|\babort(ed|error)?\b|\bcancell?ed\b/i],
	[
		'failed',
		/fail|err(or|_)|timed? ?out|refused|reject|block|denied|offline|unreachable|unavailable|\bE(CONN|HOST|NET|AI_)/i,
	],
	['fine', /^(ok|okay|success|successful|succeeded)$/i],
];

/** Ways to say that there was no error. */
const NO_FAILURE = /^(0|ok|none|null|false|no error|\[\]|\{\})?$/i;

/** Whether an entry is about a request, by what kind it says that it is. */
export function isRequest(said: Said): boolean {
	return said.all('category').some(({ value }) => /^(xhr|fetch|http|beacon)$/i.test(asText(value)));
}

/** The status that an entry names; undefined when it names none. A status that is negative or 0 is none of an answer. */
export function statusIn({ value }: Place): number | undefined {
	const text = /^(?:HTTP\/[\d.]+ )?(0|-1|[1-5]\d\d)(?: [A-Za-z].*)?$/.exec(asText(value).trim())?.[1];
	return text === undefined ? undefined : Number(text);
}

/** What an entry says of a request; nothing when how it ended is not known. */
export function request(said: Said): Fact[] {
	const where = said.all('url').find((place) => urlIn(place) !== undefined);
	// What stands in an answer's content, beside the URL, is the page's own affair
	const isOwn = ({ data }: Place) => !where || !data || data === where.data;
	const url = where && urlIn(where);
	const method = said.first('method', methodIn);
	const status = said.first('status', (place) => (isOwn(place) ? statusIn(place) : undefined));
	const failure = said.first('failure', (place) => (isOwn(place) ? failureIn(place) : undefined));
	const signs = [
		...[...said.all('status'), ...said.all('flag')].filter(isOwn).map(signOf),
		failure === undefined ? undefined : (outcomeIn(failure) ?? 'failed'),
		levelOf(said) === 'error' ? 'failed' : undefined,
		status === undefined ? undefined : status > 0 ? 'fine' : 'failed',
	];
	const outcome =
		status !== undefined && status >= 400
			? 'failed'
			: WORDS.map(([one]) => one).find((one) => signs.includes(one));
	if (outcome === undefined || (url ?? method ?? status ?? failure) === undefined) return [];
	return [{ kind: 'request', outcome, url, method, status, failure }];
}

/** What a word says of how a request ended, or a flag: `ok: false`. What was not blocked may still have failed. */
function signOf({ value, word }: Place): Outcome | undefined {
	if (value !== false) return outcomeIn(value === true ? word : asText(value).trim());
	return word === 'failed' ? 'fine' : outcomeIn(word) === 'fine' ? 'failed' : undefined;
}

function outcomeIn(text: string): Outcome | undefined {
	return WORDS.find(([, words]) => words.test(text))?.[0];
}

function methodIn({ value }: Place): string | undefined {
	const method = asText(value);
	return /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE|CONNECT)$/i.test(method) ? method : undefined;
}

/** What went wrong, in words; nothing for the ways to say that nothing did. */
function failureIn({ value, isSure }: Place): string | undefined {
	const text = value === true ? 'error' : textOf(value);
	const isFailure = isSure ? !NO_FAILURE.test(text.trim()) : (outcomeIn(text) ?? 'fine') !== 'fine';
	return isFailure ? text : undefined;
}
