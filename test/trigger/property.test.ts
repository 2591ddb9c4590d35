import fc from 'fast-check';

import { history } from './history';
import { Replay } from './replay';
import { useService } from './support';

const scene = useService();

/** The seed of a run that failed, to see it again. */
const SEED = process.env.SEED === undefined ? undefined : Number(process.env.SEED);

/** How many random histories are lived through, and how long that may take at most (ms). */
const HISTORIES = Number(process.env.HISTORIES ?? 200);
const PATIENCE_MS = Math.max(1_800, 3 * HISTORIES) * 1_000;

it(
	'tells every recording once, whatever happens on the way',
	async () => {
		const lifetimes = fc.asyncProperty(history, async (lived) => {
			scene.world.reset();
			const { stateBytes, ...wrong } = await new Replay(scene, lived).run();
			expect(wrong).toEqual({ missed: [], twice: [], uncalledFor: [] });
			expect(stateBytes).toBeLessThan(64_000);
		});
		// Shrinking takes an hour: the seed and the history that are told are enough to live through it once more
		await fc.assert(lifetimes, { numRuns: HISTORIES, seed: SEED, endOnFailure: true });
	},
	PATIENCE_MS,
);
