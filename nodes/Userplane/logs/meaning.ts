/** Reads an entry by meaning: what it says under a name is found by the last words of its keys, however they are written. */
import type { IDataObject } from 'n8n-workflow';

import { asText, isObject } from '../shared/objects';
import { detached } from '../shared/texts';

/**
 * What a log entry may say, by the words that keys end in, the likeliest first: those that mean it and, behind the bar, those that
 * may as well mean something else. How Userplane's entries look is documented nowhere, so these are what the field writes.
 */
const WORDS = {
	time: 'timestamp ts time starteddatetime createdat occurredat loggedat date datetime starttime startedat eventtime logtime walltime timeunixnano observedtimeunixnano at when',
	level:
		'level severity lvl severitytext severitynumber levelname levelno messagetype priority | type method kind name',
	message:
		'message msg exception text content body description args arguments parts values payload errormessage errortext error details data value',
	status:
		'statuscode httpstatus responsestatus status responsecode httpcode | code result outcome state statustext',
	flag: 'ok success succeeded successful failed iserror haserror timedout blocked canceled cancelled aborted',
	method: 'method verb | operation type action',
	url: 'url uri urlfull href endpoint address | path route resource target name link',
	failure: 'failure error errortext errormessage failuretext blockedreason exception | reason statustext',
	category: 'category type kind',
	action: 'action type event kind category interaction name',
	element: 'text label arialabel element target node selector field on name | message',
	to: 'to url newurl pageurl currenturl destination href uri location path page',
};

type Name = keyof typeof WORDS;

const setOf = (words: string) => new Set(words.split(' '));

/** What keys are called that are about something else than the entry's own event: nothing below them counts. */
const FOREIGN = setOf(
	'header headers cookie cookies body bodies stack stacktrace trace callstack frames timing timings performance metrics cache certificate security user device browser os viewport sdk app release meta metadata context options config tags extra previous prev old from parent expected referrer referer base default original initiator document icon query filter filters image avatar tab script origin site redirect',
);

/** Of these, what may well stand in front of a name: `userAction`. */
const ABOUT = setOf('user browser app');

/** Keys under which a page's own data may stand: what was logged, or the content of a request or an answer. */
const DATA = setOf('data payload result content json variables value message');
const CONTENT = /(request|response|post|form)(body|data|payload|result|content|json|variables|value)$/;

/** How much of an entry is looked at: what it is about stands at its top, and nobody can make this take long. */
const MOST = { depth: 5, keys: 400, keyLength: 60, known: 5_000 };

/** A value that stands under a name. */
export interface Place {
	value: unknown;
	/** All words of its key and, of these, the last ones that stand for the name: in small letters, without anything in between. */
	key: string;
	word: string;
	/** Whether such a key means nothing else. */
	isSure: boolean;
	depth: number;
	rank: number;
	/** The object that it stands in, and the nearest one around it that may be a page's own data. */
	owner: IDataObject;
	data?: IDataObject;
}

/** What keys stand for that end in these words. */
const NAMES = new Map<string, Array<{ name: Name; isSure: boolean; rank: number }>>();
for (const [name, words] of Object.entries(WORDS) as Array<[Name, string]>)
	words.split(' ').forEach((word, rank, all) => {
		const isSure = !all.slice(0, rank).includes('|');
		NAMES.set(word, [...(NAMES.get(word) ?? []), { name, isSure, rank }]);
	});

/** The same function, which remembers what it said of the first texts that are short: the entries of a log have the same few. */
export function remembering<T>(read: (text: string) => T): (text: string) => T {
	const known = new Map<string, { result: T }>();
	return (text) => {
		const found = known.get(text);
		if (found) return found.result;
		const result = read(text);
		if (known.size < MOST.known && text.length <= MOST.keyLength) known.set(detached(text), { result });
		return result;
	};
}

/** The words of a key or a name in small letters: `HTTPStatus_code` has three. */
export function wordsOf(key: string): string[] {
	return key
		.slice(-MOST.keyLength)
		.split(/[^A-Za-z\d]+|(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/)
		.map((word) => word.toLowerCase());
}

const keyOf = remembering((text) => {
	const words = wordsOf(text);
	const key = words.join('');
	const last = words[words.length - 1];
	// Its words in front make it one of something else: `previousUrl`, `headerStatus`
	const isForeign = words.slice(0, -1).some((word) => FOREIGN.has(word) && !ABOUT.has(word));
	const isAnothers = isForeign || CONTENT.test(key);
	const word = [4, 3, 2, 1].map((count) => words.slice(-count).join('')).find((end) => NAMES.has(end)) ?? key;
	const names = isAnothers ? [] : (NAMES.get(word) ?? []);
	return { key, word, names, isForeign: isAnothers || FOREIGN.has(last), isData: DATA.has(last) };
});

/** What a key, or what stands behind its last dot, means in all of its words, where these mean nothing else. */
export function surelyMeant(key: string): Array<{ name: Name; rank: number }> {
	const { key: whole, word, names } = keyOf(key.slice(key.lastIndexOf('.') + 1));
	return whole === word ? names.filter(({ isSure }) => isSure) : [];
}

/** What an entry says, by the names of what it says. */
export class Said {
	private readonly places: Partial<Record<Name, Place[]>> = {};

	constructor(entry: IDataObject) {
		let left = MOST.keys;
		const objects: Array<Pick<Place, 'owner' | 'depth' | 'data'>> = [{ owner: entry, depth: 0 }];
		// Grows while it is gone through: the shallowest first
		for (const { owner, depth, data } of objects)
			for (const field in owner) {
				if (left-- === 0) return;
				const value: unknown = owner[field];
				if ((value ?? '') === '') continue;
				const { key, word, names, isForeign, isData } = keyOf(field);
				// Each place as a literal: a spread takes four times as long
				for (const { name, isSure, rank } of names)
					(this.places[name] ??= []).push({ value, key, word, isSure, depth, rank, owner, data });
				const inner = isForeign || depth === MOST.depth ? undefined : objectIn(value);
				if (inner) objects.push({ owner: inner, depth: depth + 1, data: isData ? inner : data });
			}
	}

	/** Where it says something under a name: sure ones first, then the shallowest, then the likeliest word. */
	all(name: Name): Place[] {
		const byLikelihood = (a: Place, b: Place) =>
			Number(b.isSure) - Number(a.isSure) || a.depth - b.depth || a.rank - b.rank;
		return (this.places[name] ?? []).sort(byLikelihood);
	}

	/** The first thing under a name that can be read; undefined when there is none. */
	first<T>(name: Name, read: (place: Place) => T | undefined): T | undefined {
		return this.all(name)
			.map(read)
			.find((found) => found !== undefined);
	}

	/** All that can be read under a name as deep as the first. */
	likeliest<T>(name: Name, read: (place: Place) => T | undefined): T[] {
		const found = this.all(name).flatMap((place) => {
			const what = read(place);
			return what === undefined ? [] : [{ what, depth: place.depth }];
		});
		return found.filter(({ depth }) => depth === found[0].depth).map(({ what }) => what);
	}
}

/** An object; also a list of attributes in OpenTelemetry's JSON encoding: `[{ key, value: { stringValue | intValue } }]`. */
function objectIn(value: unknown): IDataObject | undefined {
	if (!Array.isArray(value)) return isObject(value) ? value : undefined;
	const attributes = value.slice(0, MOST.keys).filter(isObject);
	const valueOf = (inner: IDataObject[string]) => (isObject(inner) ? Object.values(inner)[0] : inner);
	return Object.fromEntries(attributes.map((one) => [asText(one.key), valueOf(one.value)]));
}

/** The URL that stands at a place. A key that may mean anything has one only where it looks like one. */
export function urlIn({ value, isSure }: Place): string | undefined {
	const url = asText(value);
	return /^\S+$/.test(url) && (isSure || /^([a-z][\w+.-]*:)?\//i.test(url)) ? url : undefined;
}
