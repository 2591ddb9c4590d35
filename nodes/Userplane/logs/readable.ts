import type { LogName } from '../shared/files';
import { parsePieces, type Piece } from './entries';
import type { Fact } from './facts';
import { Recogniser } from './facts';
import { isProblem } from './problems';
import { withoutSignatures } from './scrub';
import { byMoment, isoOf, momentOf } from './times';

const LABELS: Record<LogName, string> = { actions: 'actions', consoleLog: 'console', networkLog: 'network' };

/** What stands in the place of a time, as wide as one. */
const NO_TIME = '-'.padEnd(new Date(0).toISOString().length);

/**
 * Logs as one text, oldest first: a line for each entry with its time, its log, its kind and what it says. What cannot be
 * interpreted stands as it is. Nothing is masked but what opens a signed URL.
 */
export function readableLogs(logs: Array<{ log: LogName; content: string }>): string {
	const recogniser = new Recogniser();
	return logs
		.flatMap(({ log, content }) => parsePieces(content).map((piece) => lineOf(log, piece, recogniser)))
		.sort(byMoment)
		.map(({ line }) => `${line}\n`)
		.join('');
}

function lineOf(log: LogName, piece: Piece, recogniser: Recogniser): { at: number; line: string } {
	const value = 'value' in piece ? piece.value : undefined;
	const raw = 'value' in piece ? JSON.stringify(piece.value) : piece.line;
	const said = recogniser.read(log, value).map(wordsOf);
	const known = said.length > 0 && said.every((words) => words !== undefined);
	const text = known ? said.join(' | ') : `- ${raw}`;
	const moment = momentOf(value);
	const line = [isoOf(moment) ?? NO_TIME, LABELS[log], text]
		.join(' ')
		.replace(/\s*[\r\n\u2028\u2029]\s*/g, ' ');
	return { at: moment ?? Infinity, line: withoutSignatures(line) };
}

function wordsOf(fact: Fact): string | undefined {
	switch (fact.kind) {
		case 'console':
			return `${fact.level === 'other' ? 'info' : fact.level} ${fact.text}`;
		case 'request': {
			const { method, url, status, failure } = fact;
			const kind = isProblem(fact) ? 'failed-request' : 'request';
			return [kind, method, url, status, failure].filter((part) => part !== undefined).join(' ');
		}
		case 'page':
			return `page ${fact.url}`;
		case 'action':
			return `action ${fact.text}`;
		case 'other':
			return undefined;
	}
}
