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
const MOST = { depth: 5, keys: 400, keyLength: 60, keysKnown: 5_000, shapes: 1_000, shapeLength: 4_000 };

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

interface Key extends Pick<Place, 'key'> {
	hits: Hit[];
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

/** Where entries of one shape may say something under a name: in which of their objects, under which key. */
interface Spot extends Omit<Place, 'value' | 'owner' | 'data'>, Hit {
	property: string;
	object: number;
}

/** Entries of a log are mostly of few shapes: where they say what is found out once for each. */
const shapes = new Map<string, Map<Name, Spot[]>>();

/** What an entry says, by the names of what it says. */
export class Said {
	/** The entry and the objects in it, the shallowest first. */
	private readonly objects: Array<{ owner: IDataObject; depth: number; data?: IDataObject }>;
	private readonly spots: Map<Name, Spot[]>;

	constructor(entry: IDataObject) {
		this.objects = [{ owner: entry, depth: 0 }];
		const shape = this.findObjects();
		this.spots = shapes.get(shape) ?? this.findSpots();
		if (shapes.size < MOST.shapes && shape.length < MOST.shapeLength) shapes.set(shape, this.spots);
	}

	/** @returns what the keys and objects are, as a text: with the length of each key, so that none can pass itself off for two */
	private findObjects(): string {
		let left = MOST.keys;
		let shape = '';
		// Grows while it is gone through
		for (const { owner, depth, data } of this.objects) {
			for (const name in owner) {
				if (left-- <= 0) break;
				shape += `${name.length}:${name}`;
				const inner = depth < MOST.depth ? objectUnder(name, owner[name]) : undefined;
				if (!inner) continue;
				this.objects.push({ owner: inner, depth: depth + 1, data: keyOf(name).isData ? inner : data });
				shape += '\t';
			}
			shape += '\r';
		}
		return shape;
	}

	/** Where it says something under a name: sure ones first, then the shallowest, then the likeliest word. */
	all(name: Name): Place[] {
		const places: Place[] = [];
		this.first(name, (place) => void places.push(place));
		return places;
	}

	/** The first thing under a name that can be read; undefined when there is none. */
	first<T>(name: Name, read: (place: Place) => T | undefined): T | undefined {
		for (const { key, depth, isSure, property, object } of this.spots.get(name) ?? []) {
			const { owner, data } = this.objects[object];
			const value = owner[property];
			if (value === null || value === undefined || value === '') continue;
			const found = read({ value, key, depth, isSure, owner, data });
			if (found !== undefined) return found;
		}
		return undefined;
	}

	private findSpots(): Map<Name, Spot[]> {
		let left = MOST.keys;
		const spots = this.objects
			.flatMap(({ owner, depth }, object) => {
				const names = Object.keys(owner).slice(0, left);
				left -= names.length;
				return names.flatMap((property) => {
					const { key, hits } = keyOf(property);
					return hits.map((hit): Spot => ({ ...hit, key, depth, property, object }));
				});
			})
			.sort((a, b) => Number(b.isSure) - Number(a.isSure) || a.depth - b.depth || a.rank - b.rank);
		const byName = new Map<Name, Spot[]>();
		for (const spot of spots) byName.set(spot.name, [...(byName.get(spot.name) ?? []), spot]);
		return byName;
	}
}

/** The object that stands under a key, unless that is about something else. */
function objectUnder(name: string, value: unknown): IDataObject | undefined {
	if (typeof value !== 'object' || value === null || keyOf(name).isForeign) return undefined;
	return objectIn(value);
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
