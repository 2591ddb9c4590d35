import fc from 'fast-check';

import { history } from './history';
import { Replay } from './replay';
import { useService } from './support';

const scene = useService();

/** How many random histories are lived through, and how long that may take at most (ms). */
const HISTORIES = Number(process.env.HISTORIES ?? 200);
const PATIENCE_MS = 1_800_000;

it(
	'tells every recording once, whatever happens on the way',
	async () => {
		const lifetimes = fc.asyncProperty(history, async (lived) => {
			scene.world.reset();
			const { stateBytes, ...wrong } = await new Replay(scene, lived).run();
			expect(wrong).toEqual({ missed: [], twice: [], uncalledFor: [] });
			expect(stateBytes).toBeLessThan(64_000);
		});
		await fc.assert(lifetimes, { numRuns: HISTORIES });
	},
	PATIENCE_MS,
);
