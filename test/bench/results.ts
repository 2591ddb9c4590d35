import type { Tally } from './arena';

/** A figure of our node, and what is demanded of it, if anything. */
export interface Demand {
	name: string;
	value: number;
	unit: string;
	bound?: { min: number } | { max: number };
}

/** One line of a table: a contestant's figures. `ratio` is to what the scenario says. */
export interface Line {
	contestant: string;
	ratio: number;
	seconds: number;
	tally?: Tally;
}

/** One benchmark. */
export interface Scenario {
	name: string;
	/** What was done, and on which clock. */
	how: string;
	/** What `ratio` compares with. */
	ratioTo: string;
	lines: Line[];
	/** Figures of another kind than a line's: the head and the rows of a table. */
	table?: { head: string[]; rows: string[][] };
	demands: Demand[];
}

export function isMet({ value, bound }: Demand): boolean {
	if (!bound) return true;
	return 'min' in bound ? value >= bound.min : value <= bound.max;
}

/** The middle one of several measurements. */
export function median(values: number[]): number {
	return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
