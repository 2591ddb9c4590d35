import type { Simulator } from './index';
import { startSimulator } from './index';

/**
 * Gives a test file its simulator: one for the file, the seed before each test, nothing left behind.
 * @param take gets it once it has started
 */
export function useSimulator(take: (simulator: Simulator) => void): void {
	let simulator: Simulator;
	beforeAll(async () => {
		simulator = await startSimulator();
		take(simulator);
	});
	beforeEach(() => simulator.reset());
	afterAll(() => simulator.stop());
}

/** The same for files in which every answer has to be as the contract says. */
export function useCheckedSimulator(take: (simulator: Simulator) => void): void {
	let simulator: Simulator;
	useSimulator((started) => {
		simulator = started;
		take(started);
	});
	afterEach(() => expect(simulator.contractBreaches).toEqual([]));
}
