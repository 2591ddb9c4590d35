import type { IDataObject } from 'n8n-workflow';

import { asText } from '../shared/objects';
import { find } from './names';

/** How bad it is what a console says. */
export type Level = 'error' | 'warning' | 'other';

/** What the words for a level come to. Any other word may mean anything. */
const LEVELS = new Map<string, Level>(
	Object.entries({
		error: 'err error fatal crit critical severe assert exception alert emerg emergency panic',
		warning: 'warn warning',
		other:
			'info information informational log debug verbose trace notice dir dirxml table default http silly count clear time timelog timeend group groupcollapsed groupend startgroup startgroupcollapsed endgroup profile profileend',
	}).flatMap(([level, words]) => words.split(' ').map((word) => [word, level as Level] as const)),
);

/** pino and bunyan count to 60 in tens, OpenTelemetry to 24. Undefined for a word that nobody knows: it may mean anything. */
export function levelOf(entry: IDataObject): Level | undefined {
	const level = find(entry, 'level');
	if (typeof level === 'number') {
		const [error, warning] = level <= 24 && 'severityNumber' in entry ? [17, 13] : [50, 40];
		return level >= error ? 'error' : level >= warning ? 'warning' : 'other';
	}
	return LEVELS.get(asText(level).toLowerCase().replace(/\d$/, ''));
}
