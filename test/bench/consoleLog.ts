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

/** How a console log is written: an entry a line; all in one line that is no JSON; a document without an end. */
export type LogForm = 'lines' | 'oneLine' | 'broken';

const JOINS: Record<LogForm, string> = { lines: '\n', oneLine: ' ', broken: ',\n' };

/** A console log of at least `bytes` bytes, and what a report is to count in it: nothing that is not by lines can be read. */
export function consoleLogOf(bytes: number, form: LogForm): { content: FileContent; expected: Counts } {
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
	return {
		content: { type: 'application/x-ndjson', bytes: Buffer.concat(chunks) },
		expected: form === 'lines' ? [entries, problems, 0] : [1, 0, 1],
	};
}

/** Entries, problems, and entries that cannot be interpreted. */
export type Counts = [entries: number, problems: number, unrecognized: number];
