/** Reads what a console says: how bad it is, and its message. */
import { asText } from '../shared/objects';
import type { Fact, Level } from './facts';
import type { Place, Said } from './meaning';
import { textOf, urlIn } from './wording';

/** What the words for a level come to, the worst first. Any other word may mean anything. */
const WORDS: Record<Level, string> = {
	error: 'err error fatal ftl crit critical severe assert exception alert emerg emergency panic',
	warning: 'warn wrn warning',
	other:
		'info inf information informational log debug dbg verbose trace trc notice dir dirxml table default http silly success count clear time timelog timeend group groupcollapsed groupend startgroup startgroupcollapsed endgroup profile profileend',
};
const WORST_FIRST = Object.keys(WORDS) as Level[];
const LEVELS = new Map(WORST_FIRST.flatMap((level) => WORDS[level].split(' ').map((word) => [word, level])));

/** Trace, debug, info, warn, error and fatal: as tens in pino and bunyan, each with four numbers in OpenTelemetry. */
const SIX: Level[] = ['other', 'other', 'other', 'warning', 'error', 'error'];
/** Python's tens: debug, info, warning, error and critical. */
const PYTHON: Level[] = ['other', 'other', 'warning', 'error', 'error'];

/** What only entries of pino and bunyan have beside a level. */
const PINO = ['msg', 'pid', 'hostname', 'v'];

/** A terminal's codes for colours. */
const COLOURS = /\p{Cc}\[[\d;]*m/gu;

/**
 * How bad an entry is: the worst of what it says where that is likeliest. Undefined when nobody can know: a word may mean anything,
 * and a number too, unless what stands beside it tells its scale.
 */
export function levelOf(said: Said): Level | undefined {
	const isSure = said.all('level')[0]?.isSure;
	const levels = said.likeliest('level', (place) => (place.isSure === isSure ? levelIn(place) : undefined));
	return WORST_FIRST.find((level) => levels.includes(level));
}

function levelIn({ value, word, owner, isSure }: Place): Level | undefined {
	if (typeof value === 'number') return isSure ? levelOfNumber(value, word, owner) : undefined;
	// In any case, with colours or brackets around it
	const text = asText(value).replace(COLOURS, '').toLowerCase();
	const [, call, level = ''] = /^\W*(console\W)?([a-z]+)\d?\W*$/.exec(text) ?? [];
	// Of names, only a call of the console has one
	return word === 'name' && !call ? undefined : LEVELS.get(level);
}

function levelOfNumber(number: number, word: string, owner: object): Level | undefined {
	if (word === 'severitynumber') return SIX[Math.floor((number - 1) / 4)];
	const tens = number / 10 - 1;
	if (word === 'levelno') return PYTHON[tens];
	const isPino = PINO.some((name) => name in owner);
	// 30 and 40 mean one thing in Python and another in pino
	return isPino || SIX[tens] === (PYTHON[tens] ?? SIX[tens]) ? SIX[tens] : undefined;
}

/** What an entry of a console says; nothing when it has no message, or how bad it is cannot be told. */
export function console(said: Said): Fact[] {
	const level = levelOf(said);
	const text = said.first('message', messageIn);
	return level && text !== undefined ? [{ kind: 'console', level, text, url: said.first('url', urlIn) }] : [];
}

function messageIn({ value, word }: Place): string | undefined {
	const isMessage = /^(message|msg|body|error|exception)$/.test(word);
	// What stands in the others is looked at by itself
	const isText = Array.isArray(value) ? value.length > 0 : typeof value !== 'object' || isMessage;
	return isText && typeof value !== 'boolean' ? textOf(value) : undefined;
}
