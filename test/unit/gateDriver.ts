import { UserplaneError } from '../../nodes/Userplane/shared/errors';
import type { Admission, Gate } from '../../nodes/Userplane/transport/gate';
import type { Trip } from '../../nodes/Userplane/transport/pace';
import type { VirtualClock } from './virtualClock';

export const WINDOW_MS = 60_000;

const run = { name: 'run' };

/** Those who have been let in, in the order in which they were. */
export type Admitted = Array<{ index: number; at: number; trip: Trip }>;

/** A gate and the clock that it goes by. */
export interface Asked {
	gate: Gate;
	clock: VirtualClock;
}

/** How to ask: for which run, until when, and whether a person waits. */
export interface Asking {
	of?: object;
	signal?: AbortSignal;
	isUrgent?: boolean;
}

/** Asks for `count` places at once. `admitted` fills up in the order in which they are given. */
export function ask(
	{ gate, clock }: Asked,
	count: number,
	{ of = run, signal, isUrgent }: Asking = {},
): { admitted: Admitted; all: Promise<Admission[]> } {
	const admitted: Admitted = [];
	const all = Array.from({ length: count }, async (_, index) => {
		const admission = await gate.enter(of, signal, isUrgent);
		if (admission && !(admission instanceof UserplaneError)) {
			admitted.push({ index, at: clock.now(), trip: admission });
		}
		return admission;
	});
	return { admitted, all: Promise.all(all) };
}

/** The one place that is free now. @throws when none is */
export async function take(asked: Asked): Promise<Trip> {
	const { admitted } = ask(asked, 1);
	await asked.clock.settle();
	if (admitted.length === 0) throw new Error('There is no place');
	return admitted[0].trip;
}
