export type FaultTiming = 'before' | 'after';

/** What goes wrong. `when` says whether the work is done before the answer is spoilt (`after`) or not at all (`before`). */
export type Fault =
	| {
			kind: 'status';
			status: number;
			/** Default: the documented code of that status, else INTERNAL_SERVER_ERROR (undeclared) */
			code?: string;
			message?: string;
			headers?: Record<string, string>;
			/** Sent as it is, instead of an error body */
			body?: unknown;
			when?: FaultTiming;
	  }
	/** The connection is cut without an answer */
	| { kind: 'reset'; when?: FaultTiming }
	/** Served as usual, `ms` later */
	| { kind: 'delay'; ms: number }
	/** An error page of something in front of the service */
	| { kind: 'html'; status: number; when?: FaultTiming }
	| { kind: 'redirect'; to: string; status?: number }
	/** The request is taken and never answered */
	| { kind: 'hang'; when?: FaultTiming }
	/** Served as usual, with another body, which `body` makes from the one that keeps the contract, or with other headers */
	| { kind: 'rewrite'; body?: (body: never) => unknown; headers?: Record<string, string> }
	/** API only. Served as usual, but the answer's body comes a byte at a time, one every `everyMs` */
	| { kind: 'drip'; everyMs: number }
	/** The connection is cut after that many bytes of the body; or, for files, left open and nothing more comes */
	| { kind: 'truncate'; afterBytes: number; stall?: boolean }
	/** Files only: the whole answer is another than the file's own */
	| ({ kind: 'reshape' } & FileShape);

/** How a file is sent in another way than it is stored. */
export interface FileShape {
	/** Only so many bytes of it, as if that were all */
	bytes?: number;
	/** How its end is told: by a length (default), by chunks, or by the end of the connection alone */
	framing?: 'length' | 'chunked' | 'close';
	gzip?: boolean;
}

export interface FaultMatch {
	method?: string;
	/** Tested against the raw path, without the query */
	path?: RegExp;
	/** As in the contract (`links.create`); `files.get` for signed files */
	operationId?: string;
}

export interface FaultRule {
	match: FaultMatch;
	/** How many requests it hits. Default: all until removed */
	times?: number;
	/** Chance per matching request, 0..1, from a generator of its own. Default 1 */
	probability?: number;
	/** Start of that generator; the same seed hits the same requests. Default 1 */
	seed?: number;
	fault: Fault;
}

export interface FaultTarget {
	method: string;
	path: string;
	operationId: string | undefined;
}

interface ActiveRule {
	rule: FaultRule;
	left: number;
	random: () => number;
}

/** Mulberry32: a small seeded generator of numbers in 0..1, so that a run can be repeated. */
export function seededRandom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** The faults that the service is to show. Rules are tried in the order they were added; the first that fires wins. */
export class Faults {
	private rules: ActiveRule[] = [];
	/** How many requests were hit since the last clear */
	hits = 0;

	/** Adds a rule; the returned function removes it. */
	add(rule: FaultRule): () => void {
		const active = { rule, left: rule.times ?? Infinity, random: seededRandom(rule.seed ?? 1) };
		this.rules.push(active);
		return () => {
			this.rules = this.rules.filter((other) => other !== active);
		};
	}

	/** Removes every rule. */
	clear(): void {
		this.rules = [];
		this.hits = 0;
	}

	/** The fault for this request, used up by one. */
	take(target: FaultTarget): Fault | undefined {
		for (const active of this.rules) {
			const { match, probability = 1, fault } = active.rule;
			if (active.left <= 0 || !matches(match, target)) continue;
			if (probability < 1 && active.random() >= probability) continue;
			active.left -= 1;
			this.hits += 1;
			return fault;
		}
		return undefined;
	}
}

function matches(match: FaultMatch, target: FaultTarget): boolean {
	if (match.method !== undefined && match.method.toUpperCase() !== target.method) return false;
	if (match.operationId !== undefined && match.operationId !== target.operationId) return false;
	// search(), since test() of a global expression remembers where it stopped
	return match.path === undefined || target.path.search(match.path) >= 0;
}
