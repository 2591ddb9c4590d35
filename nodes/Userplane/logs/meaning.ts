/** Reads an entry by meaning: what it says under a name is found by the last words of its keys, however they are written. */
import type { IDataObject } from 'n8n-workflow';

import { asText, isObject } from '../shared/objects';

/** What a log entry may say. */
export type Name = keyof typeof WORDS;

/**
 * The words that keys end in, the likeliest first: those that mean it, then those that mean it only when no key has one of the
 * former. How Userplane's entries look is documented nowhere, so these are what the field writes.
 */
const WORDS = {
	level: [
		'level|severity|lvl|severity text|severity number|level name|levelno|message type|priority',
		'type|method|kind|name',
	],
	message: [
		'message|msg|text|log message|content|body|description|args|arguments|parts|values|payload|error message|error text|exception|error|details|data|value',
		'',
	],
	status: [
		'status code|http status|response status|status|response code|http code',
		'code|result|outcome|state|status text',
	],
	ok: ['ok|success|succeeded|successful', ''],
	bad: ['failed|is error|has error|timed out|blocked', ''],
	cancelled: ['canceled|cancelled|aborted', ''],
	method: ['method|verb|request method', 'operation|type|action'],
	url: [
		'url|uri|request url|full url|url full|href|endpoint|address',
		'path|route|resource|target|name|link',
	],
	failure: [
		'failure|error|error text|error message|failure text|failure reason|blocked reason|exception|error code',
		'reason|status text',
	],
	category: ['category|type|kind', ''],
	action: ['action|type|event|kind|category|interaction|gesture|name', ''],
	element: ['text|label|aria label|element|target|node|selector|field|on|name', 'message'],
	to: [
		'to|url|to url|new url|page url|current url|destination|destination url|href|uri|location|path|page',
		'',
	],
} satisfies Record<string, [sure: string, maybe: string]>;

/** What keys are called that are about something else than the entry's own event: nothing below them counts. */
const FOREIGN = new Set(
	'header headers cookie cookies body bodies stack stacktrace trace callstack frames timing timings performance metrics cache certificate security user device browser os viewport sdk app release meta metadata context options config tags extra'.split(
		' ',
	),
);

/** What makes a key one of another event's: `previousUrl`. */
const OTHERS = /^(previous|prev|old|from|parent|expected|referr?er|base|default|original|initiator)$/;

/** Of these, what may well stand in front of a name: `userAction`. */
const ABOUT = /^(user|browser|app)$/;

/** Keys under which a page's own data may stand, such as a request's or an answer's content. */
const DATA = /^(data|payload|result|content|json|variables|value)$/;

/** How much of an entry is looked at: what it is about stands at its top, and nobody can make this take long. */
const MOST = { depth: 5, keys: 400, keyLength: 60, known: 5_000 };

/** A value that stands under a name. */
export interface Place {
	value: unknown;
	/** How it is called, in small letters without anything between its words. */
	key: string;
	depth: number;
	/** Whether such a key means nothing else. */
	isSure: boolean;
	/** The object that it stands in, and the nearest one around it that may be a page's own data. */
	owner: IDataObject;
	data?: IDataObject;
}

/** A name that a key's last words stand for, and how likely. */
interface Hit {
	name: Name;
	rank: number;
	isSure: boolean;
}

/** What a key stands for that ends in these words, without anything between them. */
const HITS = new Map<string, Hit[]>();
for (const [name, tiers] of Object.entries(WORDS) as Array<[Name, string[]]>)
	tiers.forEach((phrases, tier) => {
		phrases.split('|').forEach((phrase, rank) => {
			const key = phrase.replaceAll(' ', '');
			HITS.set(key, [...(HITS.get(key) ?? []), { name, rank, isSure: tier === 0 }]);
		});
	});

/** The same function, which remembers what it said of the first keys that are short: the entries of a log have the same few. */
export function remembering<T>(read: (key: string) => T): (key: string) => T {
	const known = new Map<string, { result: T }>();
	return (key) => {
		const found = known.get(key);
		if (found) return found.result;
		const result = read(key);
		if (known.size < MOST.known && key.length <= MOST.keyLength) known.set(key, { result });
		return result;
	};
}

/** The words of a key or a name in small letters: `HTTPStatus_code` has three. */
export function wordsOf(key: string): string[] {
	return key
		.slice(-MOST.keyLength)
		.split(/[^A-Za-z\d]+|(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/)
		.filter((word) => word !== '')
		.map((word) => word.toLowerCase());
}

const keyOf = remembering((name) => {
	const words = wordsOf(name);
	const last = words.at(-1) ?? '';
	const end = [3, 2, 1].map((count) => words.slice(-count).join('')).find((ending) => HITS.has(ending)) ?? '';
	return {
		key: words.join(''),
		hits: (!isAnothers(words) && HITS.get(end)) || [],
		isForeign: isAnothers(words) || FOREIGN.has(last) || OTHERS.test(last),
		isData: DATA.test(last),
	};
});

/** Whether its words in front make a key one of something else: `previousUrl`, `headerStatus`, `responseBody`. */
function isAnothers(words: string[]): boolean {
	const [last = '', before = ''] = [...words].reverse();
	const isContent = (DATA.test(last) || last === 'body') && /^(request|response|post|form)$/.test(before);
	return (
		isContent ||
		words.slice(0, -1).some((word) => OTHERS.test(word) || (FOREIGN.has(word) && !ABOUT.test(word)))
	);
}

/** What an entry says, by the names of what it says. */
export class Said {
	private readonly found: Array<Omit<Place, 'isSure'> & { hits: Hit[] }> = [];

	constructor(entry: IDataObject) {
		let left = MOST.keys;
		const objects: Array<Pick<Place, 'owner' | 'depth' | 'data'>> = [{ owner: entry, depth: 0 }];
		// Grows while it is gone through: the shallowest first
		for (const { owner, depth, data } of objects)
			for (const name in owner) {
				if (left-- <= 0) return;
				const value: unknown = owner[name];
				const { key, hits, isForeign, isData } = keyOf(name);
				if (value === null || value === undefined || value === '') continue;
				if (hits.length > 0) this.found.push({ hits, value, key, depth, owner, data });
				const inner = isForeign || depth === MOST.depth ? undefined : objectIn(value);
				if (inner) objects.push({ owner: inner, depth: depth + 1, data: isData ? inner : data });
			}
	}

	/** Where it says something under a name: sure ones first, then the shallowest, then the likeliest word. */
	all(name: Name): Place[] {
		const places: Array<Place & Pick<Hit, 'rank'>> = [];
		for (const { hits, value, key, depth, owner, data } of this.found)
			for (const { name: meant, rank, isSure } of hits)
				if (meant === name) places.push({ value, key, depth, isSure, rank, owner, data });
		return places.sort((a, b) => Number(b.isSure) - Number(a.isSure) || a.depth - b.depth || a.rank - b.rank);
	}

	/** The first thing under a name that can be read; undefined when there is none. */
	first<T>(name: Name, read: (place: Place) => T | undefined): T | undefined {
		for (const place of this.all(name)) {
			const found = read(place);
			if (found !== undefined) return found;
		}
		return undefined;
	}
}

/** An object; also a list of attributes in OpenTelemetry's JSON encoding: `[{ key, value: { stringValue | intValue } }]`. */
function objectIn(value: unknown): IDataObject | undefined {
	if (isObject(value)) return value;
	const pairs = Array.isArray(value) ? value.slice(0, MOST.keys).filter(isObject) : [];
	const named = pairs.filter((pair) => 'key' in pair);
	if (named.length === 0) return undefined;
	return Object.fromEntries(
		named.map(({ key, value: inner }) => [
			asText(key),
			isObject(inner) ? (inner.stringValue ?? inner.intValue ?? inner.boolValue) : inner,
		]),
	);
}
