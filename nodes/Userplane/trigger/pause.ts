import { asText, isObject } from '../shared/objects';
import { DAY_MS } from '../shared/time';
import type { ListPage } from './read';
import { PER_PAGE } from './read';
import type { State, Time } from './state';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** How far a trigger goes back after a pause, and the longest time between two of its polls, in ms. */
export interface CatchUp {
	ms: number;
	intervalMs: number;
}

/** What is between the last poll and this one is no pause up to this long (ms): a restart, or a poll that was left out. */
function mostUsual({ intervalMs }: CatchUp): number {
	return Math.max(HOUR_MS, 2 * intervalMs);
}

/** Whether polls stood still for so long that not everything is told which came meanwhile. */
export function isPause(state: State, { now, isDated }: Time, catchUp: CatchUp): boolean {
	// How long ago the newest row came says nothing of when the last poll was
	const isKnown = state.isDated || !isDated;
	return isKnown && now - state.polledAt > Math.max(catchUp.ms, mostUsual(catchUp));
}

/** Notes when a poll was. An answer with an earlier date than before, or with none, must not make a pause of the next. */
export function polledAt(state: State, { now, isDated }: Time): State {
	return { ...state, polledAt: Math.max(state.polledAt, now), isDated };
}

/**
 * The time before which nothing is told after a pause; Infinity to start from now. By the newest row alone, what belongs to
 * a usual time between two polls is told in any case.
 */
export function firstToTell({ now, isDated }: Time, catchUp: CatchUp): number {
	if (isDated && catchUp.ms === 0) return Infinity;
	return now - (isDated ? catchUp.ms : Math.max(catchUp.ms, mostUsual(catchUp)));
}

/** What was passed over: the state as if all of it had been dealt with, and how many rows by the service's count. */
export interface PassedOver {
	state: State;
	count: number;
	/** Whether the time was over before the place was found to go on from: then the next poll looks further. */
	isCut: boolean;
	/** Whether more may have been passed over than were counted: the reading itself passes over what is left. */
	isMore: boolean;
}

/**
 * Passes over what is older than `from`, and all that was found before the pause. How much is newer is found by halving,
 * so that it takes few requests however long the pause was.
 * @param getPage gets a page of the list; undefined when the time is over
 */
export async function passOver(
	state: State,
	first: ListPage,
	from: number,
	getPage: (number: number) => Promise<ListPage | undefined>,
): Promise<PassedOver> {
	const { total } = first;
	const expected = total === undefined || state.total === null ? 0 : total - state.total;
	const newer = ({ rows }: ListPage) => rows.filter(([, time]) => time >= from).length;
	let left = newer(first);
	const last = left < first.rows.length ? 2 : Math.ceil(expected / PER_PAGE) + 1;
	let isOver = false;
	// The page `low` begins with a newer row, unless there is none; the page `high` has none
	let [low, high] = [1, last];
	while (high - low > 1 && !isOver) {
		const middle = Math.floor((low + high) / 2);
		const page = await getPage(middle);
		isOver = !page;
		if (!page) left = (high - 1) * PER_PAGE;
		else if (newer(page) === 0) high = middle;
		else [low, left] = [middle, (middle - 1) * PER_PAGE + newer(page)];
	}
	const count = Math.max(0, expected - left);
	const rest = total === undefined ? null : total - left;
	// Without progress the reading itself passes over the rest, page by page
	if (isOver && high < last) return { state: { ...state, total: rest }, count, isCut: true, isMore: false };
	return {
		state: above(state, from, rest),
		count: count + state.waiting.length,
		isCut: false,
		isMore: isOver,
	};
}

/** The state when all below `from` is settled. */
function above(state: State, from: number, total: number | null): State {
	const floor = Math.max(state.floor, from);
	const seen = state.seen.filter(([, time]) => time >= floor);
	return { ...state, total, floor, nextFloor: floor, seen, waiting: [], resume: null };
}

const MODE_MS: Record<string, number> = {
	everyHour: HOUR_MS,
	everyDay: DAY_MS,
	everyWeek: 7 * DAY_MS,
	everyMonth: 31 * DAY_MS,
};

/** The longest time (ms) between two polls by the node's Poll Times, as n8n adds them to every trigger that polls. */
export function longestInterval(pollTimes: unknown): number {
	const items: unknown = isObject(pollTimes) ? pollTimes.item : undefined;
	const intervals = Array.isArray(items) ? items.filter(isObject).map(intervalOf) : [];
	return intervals.length > 0 ? Math.min(...intervals) : 0;
}

function intervalOf({ mode, value, unit, cronExpression }: Record<string, unknown>): number {
	if (mode === 'custom') return intervalOfCron(asText(cronExpression));
	if (mode === 'everyX') return Number(value) * (unit === 'hours' ? HOUR_MS : MINUTE_MS) || 0;
	return MODE_MS[asText(mode)] ?? 0;
}

/** By the largest unit that an expression does not leave open, e.g. a month for a day of the month. */
function intervalOfCron(expression: string): number {
	const isOpen = expression
		.trim()
		.split(/\s+/)
		.map((field) => field === '*' || field === '?');
	const [weekday, month, day, hour] = isOpen.reverse();
	if (!month) return 366 * DAY_MS;
	if (!day) return 31 * DAY_MS;
	if (!weekday) return 7 * DAY_MS;
	return hour ? HOUR_MS : DAY_MS;
}
