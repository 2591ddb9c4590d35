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
const MOST = { depth: 5, keys: 400, keyLength: 60, keysKnown: 5_000 };

/** A value that stands under a name. */
export interface Place {
	name: Name;
	value: unknown;
	/** How it is called, in small letters without anything between its words. */
	key: string;
	depth: number;
	/** Whether such a key means nothing else. */
	isSure: boolean;
	rank: number;
	/** The object that it stands in, and the nearest one around it that may be a page's own data. */
	owner: IDataObject;
	data?: IDataObject;
}

interface Key extends Pick<Place, 'key'> {
	hits: Array<Pick<Place, 'name' | 'rank' | 'isSure'>>;
	isForeign: boolean;
	isData: boolean;
}

/** What a key stands for that ends in these words, without anything between them. */
const HITS = new Map<string, Key['hits']>();
for (const [name, tiers] of Object.entries(WORDS) as Array<[Name, string[]]>)
	tiers.forEach((phrases, tier) => {
		phrases.split('|').forEach((phrase, rank) => {
			const key = phrase.replaceAll(' ', '');
			HITS.set(key, [...(HITS.get(key) ?? []), { name, rank, isSure: tier === 0 }]);
		});
	});

const keys = new Map<string, Key>();

/** The words of a key or a name in small letters: `HTTPStatus_code` has three. */
export function wordsOf(key: string): string[] {
	return key
		.slice(-MOST.keyLength)
		.split(/[^A-Za-z\d]+|(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/)
		.filter((word) => word !== '')
		.map((word) => word.toLowerCase());
}

function keyOf(name: string): Key {
	const known = keys.get(name);
	if (known) return known;
	const words = wordsOf(name);
	const last = words.at(-1) ?? '';
	const isForeign = isAnothers(words) || FOREIGN.has(last) || OTHERS.test(last);
	const ends = [3, 2, 1].map((count) => words.slice(-count).join(''));
	const found = isAnothers(words) ? undefined : ends.find((end) => HITS.has(end));
	const key = {
		key: words.join(''),
		hits: (found === undefined ? undefined : HITS.get(found)) ?? [],
		isForeign,
		isData: DATA.test(last),
	};
	if (keys.size < MOST.keysKnown) keys.set(name, key);
	return key;
}

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
	private readonly places: Place[] = [];

	constructor(readonly entry: IDataObject) {
		let seen = 0;
		const objects: Array<Pick<Place, 'owner' | 'depth' | 'data'>> = [{ owner: entry, depth: 0 }];
		// Grows while it is gone through: the shallowest come first
		for (const { owner, depth, data } of objects)
			for (const name of Object.keys(owner).slice(0, MOST.keys)) {
				if (++seen > MOST.keys) return;
				const value = owner[name];
				if (value === null || value === undefined || value === '') continue;
				const { key, hits, isForeign, isData } = keyOf(name);
				for (const hit of hits) this.places.push({ ...hit, value, key, depth, owner, data });
				const inner = isForeign || depth >= MOST.depth ? undefined : objectIn(value);
				if (inner) objects.push({ owner: inner, depth: depth + 1, data: isData ? inner : data });
			}
	}

	/** Where it says something under a name: sure ones first, then the shallowest, then the likeliest word. */
	all(name: Name): Place[] {
		return this.places
			.filter((place) => place.name === name)
			.sort((a, b) => Number(b.isSure) - Number(a.isSure) || a.depth - b.depth || a.rank - b.rank);
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
	if (!Array.isArray(value)) return undefined;
	const pairs = value
		.slice(0, MOST.keys)
		.filter((pair): pair is IDataObject => isObject(pair) && 'key' in pair);
	if (pairs.length === 0) return undefined;
	return Object.fromEntries(
		pairs.map(({ key, value: inner }) => [
			asText(key),
			isObject(inner) ? (inner.stringValue ?? inner.intValue ?? inner.boolValue) : inner,
		]),
	);
}
