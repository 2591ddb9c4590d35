import fc from 'fast-check';

import { LATEST_MS } from './changes';
import { DAY_MS } from '../../nodes/Userplane/shared/time';
import { MINUTE_MS, SECOND_MS } from './support';

/** Something that happens in the service, between two polls or between two pages of one poll. */
export type Change =
	/** Recordings show up, each `lateMs` after its own timestamp, which is rounded down to `grainMs`. */
	| { kind: 'arrive'; lateMs: number[]; grainMs: number; pending: boolean; other: boolean }
	/** The recordings at these places of the list are deleted; places are counted from the newest, modulo its length. */
	| { kind: 'remove'; places: number[] }
	/** Every recording whose upload was pending is complete. */
	| { kind: 'complete' };

/** What makes a poll fail: from the `after`-th request of a kind on, all are answered so. */
export interface Failure {
	operation: 'list' | 'detail';
	after: number;
	fault: 500 | 429 | 'reset';
}

export type Step =
	| Change
	| { kind: 'wait'; ms: number }
	/** In the next polls the service says a date that is off by so many ms; or none, where that is no number. */
	| { kind: 'clock'; offMs: number; polls: number }
	/** A recording shows up whose own timestamp is off by so many ms. */
	| { kind: 'stray'; offMs: number }
	/** What n8n has stored for the trigger is damaged, in the way of this number. */
	| { kind: 'damage'; way: number }
	/**
	 * `between` happens as the poll asks for its first, second, ... list page. With `slow` each answer takes so long (ms),
	 * and n8n gives the poll its least time. So many `others` begin at the same time, each with its own copy of the state.
	 */
	| {
			kind: 'poll';
			discard: boolean;
			failure: Failure | undefined;
			between: Change[][];
			slow: number | undefined;
			others: number;
	  };

/** What may be watched: recordings with and without their details, when they are ready, and those of one link. */
export type Watch = 'created' | 'rows' | 'ready' | 'filtered';

/** Who does not tell the truth: in one history the service's clock, or the recordings, but not both. */
export type Liar = 'clock' | 'stray' | 'none';

export interface History {
	watch: Watch;
	liar: Liar;
	/** What there is when the trigger is switched on: late by so many ms, as in an arrival. */
	before: number[];
	steps: Step[];
}

const late = fc.oneof(
	{ weight: 3, arbitrary: fc.constant(0) },
	{ weight: 2, arbitrary: fc.integer({ min: 0, max: LATEST_MS }) },
	{ weight: 1, arbitrary: fc.constant(LATEST_MS) },
);

/** How many at once: mostly few, at times more than a page, at times a hundred. */
const crowd = fc.oneof(
	{ weight: 12, arbitrary: fc.array(late, { minLength: 1, maxLength: 3 }) },
	{ weight: 4, arbitrary: fc.array(late, { minLength: 18, maxLength: 45, size: 'max' }) },
	{ weight: 1, arbitrary: fc.array(late, { minLength: 100, maxLength: 100 }) },
);

const arrive: fc.Arbitrary<Change> = fc.record({
	kind: fc.constant('arrive' as const),
	lateMs: crowd,
	grainMs: fc.constantFrom(1, 1, SECOND_MS, 5 * MINUTE_MS),
	pending: fc.boolean(),
	other: fc.boolean(),
});

const remove: fc.Arbitrary<Change> = fc.record({
	kind: fc.constant('remove' as const),
	places: fc.array(fc.nat(90), { minLength: 1, maxLength: 4 }),
});

const change = fc.oneof(
	{ weight: 5, arbitrary: arrive },
	{ weight: 4, arbitrary: remove },
	{ weight: 1, arbitrary: fc.constant<Change>({ kind: 'complete' }) },
);

const wait: fc.Arbitrary<Step> = fc.record({
	kind: fc.constant('wait' as const),
	ms: fc.oneof(
		{ weight: 8, arbitrary: fc.constant(MINUTE_MS) },
		{ weight: 8, arbitrary: fc.integer({ min: 0, max: 15 * MINUTE_MS }) },
		// An outage, of which nothing is lost, and a pause, of which only the last days are told
		{ weight: 1, arbitrary: fc.integer({ min: DAY_MS / 24, max: 6 * DAY_MS }) },
		{ weight: 1, arbitrary: fc.integer({ min: 8 * DAY_MS, max: 90 * DAY_MS }) },
	),
});

const failure: fc.Arbitrary<Failure> = fc.record({
	operation: fc.constantFrom('list' as const, 'detail' as const),
	after: fc.constantFrom(0, 0, 0, 1, 3, 10),
	fault: fc.constantFrom<Failure['fault'][]>(500, 429, 'reset'),
});

const poll: fc.Arbitrary<Step> = fc.record({
	kind: fc.constant('poll' as const),
	discard: fc.oneof(
		{ weight: 7, arbitrary: fc.constant(false) },
		{ weight: 1, arbitrary: fc.constant(true) },
	),
	failure: fc.oneof({ weight: 6, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: failure }),
	slow: fc.oneof(
		{ weight: 5, arbitrary: fc.constant(undefined) },
		{ weight: 1, arbitrary: fc.integer({ min: SECOND_MS, max: 6 * SECOND_MS }) },
	),
	others: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(2) }),
	between: fc.oneof(
		{ weight: 1, arbitrary: fc.constant<Change[][]>([]) },
		{ weight: 2, arbitrary: fc.array(fc.array(change, { maxLength: 2 }), { minLength: 2, maxLength: 8 }) },
	),
});

/** Off by minutes to months, ahead or behind. */
const off = fc
	.tuple(fc.constantFrom(MINUTE_MS, 60 * MINUTE_MS, DAY_MS), fc.integer({ min: 2, max: 60 }), fc.boolean())
	.map(([unit, count, isAhead]) => (isAhead ? 1 : -1) * unit * count);

const clock: fc.Arbitrary<Step> = fc.record({
	kind: fc.constant('clock' as const),
	offMs: fc.oneof({ weight: 5, arbitrary: off }, { weight: 1, arbitrary: fc.constant(Number.NaN) }),
	polls: fc.constantFrom(1, 1, 2, 5),
});

const stray: fc.Arbitrary<Step> = fc.record({ kind: fc.constant('stray' as const), offMs: off });

const damage: fc.Arbitrary<Step> = fc.record({ kind: fc.constant('damage' as const), way: fc.nat(1_000) });

const stepOf = (liar: Liar) =>
	fc.oneof(
		{ weight: 12, arbitrary: change },
		{ weight: 4, arbitrary: wait },
		{ weight: 16, arbitrary: poll },
		{ weight: liar === 'clock' ? 4 : 0, arbitrary: clock },
		{ weight: liar === 'stray' ? 4 : 0, arbitrary: stray },
		{ weight: 1, arbitrary: damage },
	);

/** What needs a request for each recording takes the most time and adds the least to what the cursor goes through. */
const watch = fc.oneof(
	{ weight: 4, arbitrary: fc.constant<Watch>('rows') },
	{ weight: 2, arbitrary: fc.constant<Watch>('filtered') },
	{ weight: 2, arbitrary: fc.constant<Watch>('ready') },
	{ weight: 1, arbitrary: fc.constant<Watch>('created') },
);

const historyOf = (liar: Liar): fc.Arbitrary<History> =>
	fc.record({
		watch,
		liar: fc.constant(liar),
		before: fc.oneof(
			fc.constant<number[]>([]),
			fc.array(late, { minLength: 10, maxLength: 70, size: 'max' }),
		),
		steps: fc.array(stepOf(liar), { minLength: 4, maxLength: 24, size: 'max' }),
	});

export const history: fc.Arbitrary<History> = fc.oneof(
	{ weight: 2, arbitrary: historyOf('none') },
	{ weight: 1, arbitrary: historyOf('clock') },
	{ weight: 1, arbitrary: historyOf('stray') },
);
