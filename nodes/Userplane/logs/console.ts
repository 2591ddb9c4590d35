/** Reads what a console says: how bad it is, and its message. */
import { asText } from '../shared/objects';
import type { Fact, Level } from './facts';
import type { Place, Said } from './meaning';
import { textOf, urlIn } from './wording';

/** What the words for a level come to. Any other word may mean anything. */
const LEVELS = new Map<string, Level>(
	Object.entries({
		error: 'err error fatal ftl crit critical severe assert exception alert emerg emergency panic',
		warning: 'warn wrn warning',
		other:
			'info inf information informational log debug dbg verbose trace trc notice dir dirxml table default http silly success count clear time timelog timeend group groupcollapsed groupend startgroup startgroupcollapsed endgroup profile profileend',
	}).flatMap(([level, words]) => words.split(' ').map((word) => [word, level as Level] as const)),
);

/** The longest text that is a level, in characters. */
const LONGEST_LEVEL = 60;

/** A terminal's codes for colours. */
const COLOURS = /\p{Cc}\[[\d;]*m/gu;

/** From which number on a number is an error, and a warning: in OpenTelemetry, in Python, and in pino and bunyan. */
const SCALES = { severitynumber: [17, 13, 24], levelno: [40, 30, 50], pino: [50, 40, 60] };

/** Levels, the worst first. */
const WORST: Level[] = ['error', 'warning', 'other'];

/** What only entries of pino and bunyan have beside a level. */
const PINO = ['msg', 'pid', 'hostname', 'v'];

/**
 * How bad an entry is. Its surest words count, of those the shallowest, of these the worst. Undefined when nobody can know: a
 * word may mean anything, and a number too, unless what stands beside it tells its scale.
 */
export function levelOf(said: Said): Level | undefined {
	const sure = said.all('level').filter(({ isSure }) => isSure);
	if (sure.length === 0) return said.first('level', levelIn);
	const known = sure
		.map((place) => ({ depth: place.depth, level: levelIn(place) }))
		.filter(({ level }) => level !== undefined);
	return WORST.find((worst) => known.some(({ depth, level }) => level === worst && depth === known[0].depth));
}

function levelIn({ value, key, owner, isSure }: Place): Level | undefined {
	if (typeof value === 'number') return isSure ? levelOfNumber(value, key, owner) : undefined;
	const text = asText(value);
	// Only a call of the console has its level in a name
	const isName = !isSure && key.endsWith('name');
	return (isName ? undefined : LEVELS.get(text)) ?? levelOfWords(text, isName);
}

/** Of a word in any case, with colours or brackets around it, or of `console.error`. */
function levelOfWords(text: string, isName: boolean): Level | undefined {
	if (text.length > LONGEST_LEVEL) return undefined;
	const words = text
		.replace(COLOURS, '')
		.toLowerCase()
		.split(/[^a-z\d]+/)
		.filter(Boolean);
	if (words.length === 2 ? words[0] !== 'console' : words.length !== 1 || isName) return undefined;
	return LEVELS.get(words[words.length - 1].replace(/\d$/, ''));
}

function levelOfNumber(number: number, key: string, owner: object): Level | undefined {
	const known = Object.entries(SCALES).find(([name]) => key.endsWith(name))?.[1];
	const isPino = PINO.some((name) => name in owner);
	const scales = known ? [known] : [SCALES.pino, ...(isPino ? [] : [SCALES.levelno])];
	if (!known && (number < 10 || number % 10 > 0)) return undefined;
	const levels = scales.map(([error, warning, most]) =>
		number < 1 || number > most
			? undefined
			: number >= error
				? 'error'
				: number >= warning
					? 'warning'
					: 'other',
	);
	// 30 and 40 mean one thing in Python and another in pino
	return levels.find((level) => level && levels.every((other) => (other ?? level) === level));
}

/** What an entry of a console says; nothing when it has no message, or how bad it is cannot be told. */
export function console(level: Level | undefined, said: Said): Fact[] {
	const text = said.first('message', messageIn);
	if (level === undefined || text === undefined) return [];
	if (level === 'other') return [{ kind: 'console', level, text }];
	return [{ kind: 'console', level, text, url: said.first('url', urlIn) }];
}

function messageIn({ value, key }: Place): string | undefined {
	if (Array.isArray(value)) return value.length > 0 ? textOf(value) : undefined;
	if (typeof value === 'boolean') return undefined;
	// What stands in the others is looked at by itself
	if (typeof value === 'object' && !/(message|msg|body|error|exception)$/.test(key)) return undefined;
	return textOf(value);
}
