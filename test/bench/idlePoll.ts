import { activate } from '../trigger/activePoll';
import type { Arena } from './arena';
import { median, type Scenario } from './results';

/** What a trigger costs that finds nothing new: requests, time and kept state. */

const POLLS = 100;

/** Polls an active trigger over and over when nothing has arrived, on the real clock. */
export async function idlePoll(arena: Arena): Promise<Scenario> {
	const apiKey = arena.reset();
	const { simulator } = arena;
	simulator.setLimit({ kind: 'none' });
	simulator.setLatency(0);
	const { baseUrl, seed } = simulator;
	const { poll, staticData } = await activate({
		parameters: { event: 'recordingReady', workspaceId: { __rl: true, mode: 'id', value: seed.workspaceId } },
		credentials: { userplaneApi: { apiKey, baseUrl, requestsPerMinute: 0 } },
	});
	// The first one takes down where to start, and loads what is loaded once
	await poll();
	const before = simulator.requests.length;
	const milliseconds: number[] = [];
	for (let round = 0; round < POLLS; round += 1) {
		const started = performance.now();
		if ((await poll()).length > 0) throw new Error('An idle poll told something');
		milliseconds.push(performance.now() - started);
	}
	return {
		name: 'A poll of the trigger that finds nothing',
		how: `real clock, ${POLLS} polls one after the other, after the one that starts`,
		...{ ratioTo: '', lines: [] },
		demands: [
			{
				...{ name: 'requests', unit: ' a poll', bound: { max: 1 } },
				value: (simulator.requests.length - before) / POLLS,
			},
			{ name: 'time, median', value: median(milliseconds), unit: ' ms' },
			{ name: 'kept state', value: JSON.stringify(staticData()).length, unit: ' bytes' },
		],
	};
}
