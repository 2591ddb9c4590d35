import type { FileContent } from '../simulator';

const START = Date.UTC(2026, 10, 21, 9, 30);

/** What a busy page says, by turns: three of ten entries are problems, and no two of these are equal. */
const MESSAGES: ReadonlyArray<readonly [level: string, message: (n: number) => string]> = [
	['log', (n) => `Rendered CartSummary in ${n % 40} ms, 12 rows, 3 of them new`],
	['debug', (n) => `[store] dispatch cart/update#${n} { quantity: 2, coupon: null, total: 129.9 }`],
	['info', (n) => `GET https://app.acme.example/api/cart?page=${n % 9}&session=abc 200 in 84 ms`],
	['warn', (n) => `Coupon SPRING-${n} was not found, the price stays as it is`],
	['log', (n) => `Websocket message ${n}: {"type":"presence","users":[1,2,3],"room":"checkout"}`],
	['debug', (n) => `Layout shift of 0.0${n % 10} caused by div.cart > ul.items > li:nth-child(${n % 30})`],
	[
		'error',
		(n) =>
			`TypeError: can't access property "total", cart${n} is null\n    at pay (https://app.acme.example/assets/index-4f2a9c.js:12:3409)\n    at HTMLButtonElement.onclick (https://app.acme.example/assets/index-4f2a9c.js:3:118)`,
	],
	['info', (n) => `Größe der Auswahl: ${n % 100} 🎬`],
	[
		'warning',
		(n) => `[Deprecation] Listener ${n} was added without { passive: true }, scrolling may be slow`,
	],
	['verbose', (n) => `'setTimeout' handler took ${n % 300} ms`],
];

/** What somebody could let a page say to hold n8n up: a megabyte of each. */
const HOSTILE = {
	spaces: ' ',
	quotes: '"',
	brackets: '[',
	names: 'key=',
	secrets: 'token="',
	slashes: '/',
	letters: 'a',
	deep: '{"a":[',
};

export type Hostile = keyof typeof HOSTILE;

export const HOSTILE_NAMES = Object.keys(HOSTILE) as Hostile[];

const HOSTILE_BYTES = 1_000_000;

/** So many values, written as texts in texts, are no longer than a line that is read. */
const MOST_VALUES = 100_000;

/** How a console log is written: an entry a line; all in one line; a document without an end; or something hostile. */
export type LogForm = 'lines' | 'oneLine' | 'broken' | Hostile;

const JOINS: Record<'lines' | 'oneLine' | 'broken', string> = { lines: '\n', oneLine: ' ', broken: ',\n' };

/** A console log of at least `bytes` bytes, and what a report is to count in it. */
export function consoleLogOf(bytes: number, form: LogForm): { content: FileContent; expected: Counts } {
	if (form !== 'lines' && form !== 'oneLine' && form !== 'broken') return hostileLogOf(form);
	const chunks = [Buffer.from(form === 'broken' ? '[\n' : '')];
	let entries = 0;
	let problems = 0;
	for (let size = 0; size < bytes; entries++) {
		const [level, message] = MESSAGES[entries % MESSAGES.length];
		if (/^(warn|error)/.test(level)) problems++;
		const entry = { timestamp: START + entries, level, message: message(entries) };
		const piece = Buffer.from(`${JSON.stringify(entry)}${JOINS[form]}`);
		size += piece.length;
		chunks.push(piece);
	}
	const end = form === 'broken' ? 1 : 0;
	return {
		content: { type: 'application/x-ndjson', bytes: Buffer.concat(chunks) },
		expected: [entries + end, problems, end],
	};
}

/** The text as a line, as a message, as a URL, as a key, as many values, one in the other, and at the end as a document. */
function hostileLogOf(form: Hostile): { content: FileContent; expected: Counts } {
	const text = HOSTILE[form].repeat(HOSTILE_BYTES / HOSTILE[form].length);
	// Escaped and twice in an entry, it is still no longer than a line that is read
	const part = text.slice(0, HOSTILE_BYTES / 4.5);
	const entries = [
		{ level: 'error', message: part },
		{ level: 'error', message: 'x', url: `/${part}` },
		{ level: 'error', message: 'x', [part]: 1, timestamp: part },
		{ level: 'error', args: Array.from(part.slice(0, MOST_VALUES), (value) => `"${value}`) },
		{ level: 'error', args: nested(900, part) },
	];
	const lines = [...entries.map((entry) => JSON.stringify(entry)), text, `[{"a":${text}`];
	const blank = text.trim() === '' ? 1 : 0;
	return {
		content: { type: 'application/x-ndjson', bytes: Buffer.from(lines.join('\n')) },
		expected: [7 - blank, 5, 2 - blank],
	};
}

const nested = (depth: number, inner: unknown): unknown =>
	depth === 0 ? inner : ['x', nested(depth - 1, inner)];

/** Entries, problems, and entries that cannot be interpreted. */
export type Counts = [entries: number, problems: number, unrecognized: number];
