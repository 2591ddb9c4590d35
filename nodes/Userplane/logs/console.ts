/** Reads what a console says: how bad it is, and its message. */
import type { IDataObject } from 'n8n-workflow';

import { asText, isObject } from '../shared/objects';
import type { Fact, Level } from './facts';
import { type Place, type Said, urlIn } from './meaning';

/** What the words for a level come to, the worst first. Any other word may mean anything. */
const WORDS: Record<Level, string> = {
	error:
		'err error fatal ftl crit critical severe assert exception alert emerg emergency panic pageerror jserror unhandledrejection uncaughtexception',
	warning: 'warn wrn warning',
	other:
		'info inf information informational log debug dbg verbose trace trc notice dir dirxml table default http silly success count clear time timelog timeend group groupcollapsed groupend startgroup startgroupcollapsed endgroup profile profileend',
};
const WORST_FIRST = Object.keys(WORDS) as Level[];
const LEVELS = new Map(WORST_FIRST.flatMap((level) => WORDS[level].split(' ').map((word) => [word, level])));

/** Trace, debug, info, warn, error and fatal: the tens of pino and bunyan, and four numbers each in OpenTelemetry. */
const SIX: Level[] = ['other', 'other', 'other', 'warning', 'error', 'error'];
/** Python's tens: debug, info, warning, error and critical. */
const FIVE: Level[] = ['other', 'other', 'warning', 'error', 'error'];

/** What only entries of pino and bunyan have beside a level. */
const PINO = ['msg', 'pid', 'hostname', 'v'];

/** What classes of errors are called. */
const ERROR_NAME = /^[A-Z]\w*(Error|Exception)$/;

/** What stands for the text of what is known to be an error or a warning, and says no more. */
const NO_MESSAGE = '(no message)';

/** A terminal's codes for colours. */
const COLOURS = /\p{Cc}\[[\d;]*m/gu;

/** How bad an entry is: the worst of what it says where that is likeliest. Undefined when nobody can know. */
export function levelOf(said: Said, message?: Place): Level | undefined {
	const sure = said.all('level').filter(({ isSure }) => isSure);
	// What stands beside the message is about it
	const beside = sure.filter(({ owner }) => owner === message?.owner).some((place) => levelIn(place));
	const isLikely = (place: Place) =>
		(sure.length === 0 || place.isSure) && (!beside || place.owner === message?.owner);
	const levels = said.likeliest('level', (place) => (isLikely(place) ? levelIn(place) : undefined));
	return WORST_FIRST.find((level) => levels.includes(level));
}

function levelIn({ value, word, owner, isSure }: Place): Level | undefined {
	if (typeof value === 'number') return isSure ? levelOfNumber(value, word, owner) : undefined;
	if (!isSure && ERROR_NAME.test(asText(value))) return 'error';
	const text = asText(value).replace(COLOURS, '').toLowerCase();
	const [, call, level = ''] = /^\W*(console\W)?([a-z]+)\d?\W*$/.exec(text) ?? [];
	// Of names, only a call of the console has one
	return word === 'name' && !call ? undefined : LEVELS.get(level);
}

/** A number may mean anything, unless its key or what stands beside it tells its scale, or all scales agree. */
function levelOfNumber(number: number, word: string, owner: object): Level | undefined {
	const tens = number / 10 - 1;
	if (word === 'severitynumber') return SIX[Math.floor((number - 1) / 4)];
	if (word === 'levelno') return FIVE[tens];
	const isPino = PINO.some((name) => name in owner);
	return isPino || SIX[tens] === (FIVE[tens] ?? SIX[tens]) ? SIX[tens] : undefined;
}

/** What an entry of a console says; nothing when it has no message, or how bad it is cannot be told. */
export function console(said: Said): Fact[] {
	const message = said.all('message').find((place) => messageIn(place) !== undefined);
	const level = levelOf(said, message);
	const text = message ? messageIn(message) : level === 'other' ? undefined : NO_MESSAGE;
	if (level === undefined || text === undefined) return [];
	return [{ kind: 'console', level, text, url: said.first('url', urlIn) }];
}

function messageIn({ value, word }: Place): string | undefined {
	if (typeof value === 'boolean' || (Array.isArray(value) && value.length === 0)) return undefined;
	// What stands in other objects is looked at by itself
	if (isObject(value) && !['message', 'msg', 'body', 'error', 'exception'].includes(word)) return undefined;
	return textOf(value);
}

/** The text of a message: of several values, each behind the other, as a console shows them. */
export function textOf(value: unknown): string {
	const parts: string[] = [];
	collect(value, parts);
	return parts.join(' ');
}

/** Into one list, since joining at each depth takes as long as all of it, again and again. */
function collect(value: unknown, parts: string[]): void {
	if (Array.isArray(value)) for (const one of value.length > 0 ? value : ['']) collect(one, parts);
	else if (isObject(value)) collectObject(value, parts);
	else parts.push(typeof value === 'string' ? unquoted(value) : String(value));
}

function collectObject(value: IDataObject, parts: string[]): void {
	const { description, unserializableValue, message, text, error, stringValue } = value;
	const texts = [description, value.value, unserializableValue, message, text, error, stringValue];
	const inner = texts.find((one) => (one ?? undefined) !== undefined);
	if (inner === undefined) parts.push(JSON.stringify(value));
	else collect(inner, parts);
}

/** A text as JSON has it: an exception for each that is none would take long. */
const JSON_TEXT = /^"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-f]{4}))*"$/iu;

/** rrweb writes each value of a console call as JSON. */
function unquoted(text: string): string {
	return JSON_TEXT.test(text) ? asText(JSON.parse(text)) : text;
}
