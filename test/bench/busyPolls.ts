import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { runPoll } from '../harness';
import { asText } from '../../nodes/Userplane/shared/objects';
import type { StoredState } from '../../nodes/Userplane/trigger/state';
import type { Arena } from './arena';
import type { Demand, Scenario } from './results';

/** What a trigger costs while recordings come and after a pause: list requests, counted by the simulator. */

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
const PER_PAGE = 20;
const POLLS = 120;

/** How many list requests a poll takes at most, at so many recordings a minute; and when it is quiet again. */
const BOUNDS = [
	{ rate: 0, busy: 1, quiet: 1 },
	{ rate: 1, busy: 1.6, quiet: 1.5 },
	{ rate: 5, busy: 3, quiet: 2 },
	{ rate: 20, busy: 8, quiet: 3 },
];
const PAUSE_DAYS = 30;
const MOST_PASSING_OVER = 25;

/** A trigger that is polled once a minute, as far as the recordings' own times say. */
class Minutes {
	private staticData: IDataObject = {};
	private readonly credentials: IDataObject;
	private now: number;

	constructor(
		private readonly arena: Arena,
		startsMsAgo: number,
	) {
		const apiKey = arena.reset();
		arena.simulator.store.recordings.clear();
		arena.simulator.setLimit({ kind: 'none' });
		arena.simulator.setLatency(0);
		this.credentials = { apiKey, baseUrl: arena.simulator.baseUrl, requestsPerMinute: 0 };
		this.now = Date.now() - startsMsAgo;
	}

	/** So many recordings come, so far apart. */
	arrive(count: number, apartMs: number): void {
		for (let n = 0; n < count; n++) {
			this.now += apartMs;
			this.arena.simulator.store.addRecording({ createdAt: new Date(this.now).toISOString() });
		}
	}

	/** One poll. @returns how many list requests it took, how many recordings it told, and from when the first is (ms) */
	async poll(): Promise<{ lists: number; told: number; oldest: number }> {
		const { requests, seed } = this.arena.simulator;
		const before = requests.length;
		const parameters: INodeParameters = {
			event: 'recordingCreated',
			options: { listRowOnly: true },
			workspaceId: { __rl: true, mode: 'id', value: seed.workspaceId },
		};
		const { items, error, staticData } = await runPoll({
			parameters,
			credentials: { userplaneApi: this.credentials as never },
			staticData: this.staticData,
		});
		if (error) throw error;
		this.staticData = staticData;
		const oldest = Date.parse(asText(items?.[0]?.json.createdAt));
		return { lists: requests.length - before, told: items?.length ?? 0, oldest };
	}

	/** The mean of the list requests of so many polls, before each of which so many recordings come. */
	async mean(polls: number, rate: number): Promise<number> {
		let lists = 0;
		for (let n = 0; n < polls; n++) {
			this.arrive(rate, MINUTE_MS / Math.max(1, rate));
			const poll = await this.poll();
			if (poll.told !== rate) throw new Error(`A poll told ${poll.told} of ${rate} recordings`);
			lists += poll.lists;
		}
		return lists / polls;
	}

	/** As if the last poll had been so long ago. */
	wait(ms: number): void {
		const { polledAt } = this.staticData.cursor as unknown as StoredState;
		Object.assign(polledAt, { service: (polledAt.service ?? 0) - ms, own: polledAt.own - ms });
	}
}

/** List requests a poll at several rates, when it is quiet again, and after a pause. */
export async function busyPolls(arena: Arena): Promise<Scenario> {
	const demands: Demand[] = [];
	const rows: string[][] = [];
	for (const { rate, busy, quiet } of BOUNDS) {
		const minutes = new Minutes(arena, DAY_MS);
		await minutes.poll();
		const [during, after] = [await minutes.mean(POLLS, rate), await minutes.mean(POLLS, 0)];
		const unit = ' a poll';
		demands.push(
			{ name: `list requests at ${rate} recordings a minute`, value: during, unit, bound: { max: busy } },
			{ name: `and when it is quiet again`, value: after, unit, bound: { max: quiet } },
		);
		rows.push([String(rate), during.toFixed(2), after.toFixed(2)]);
	}
	const minutes = new Minutes(arena, PAUSE_DAYS * DAY_MS);
	for (let n = 0; n < 8; n++) await minutes.poll();
	minutes.arrive(PAUSE_DAYS * 1_440 - 1, MINUTE_MS);
	minutes.wait(PAUSE_DAYS * DAY_MS);
	const { lists, told, oldest } = await minutes.poll();
	if (oldest < Date.now() - 8 * DAY_MS) throw new Error('Nothing was passed over');
	const name = `list requests to pass over a pause of ${PAUSE_DAYS} days, with a recording a minute`;
	demands.push({
		name,
		value: lists - Math.ceil(told / PER_PAGE),
		unit: '',
		bound: { max: MOST_PASSING_OVER },
	});
	return {
		name: 'A poll of the trigger while recordings come',
		how: `${POLLS} polls, one for each minute of the recordings' own times, then as many in which nothing comes`,
		...{ ratioTo: '', lines: [] },
		table: { head: ['recordings a minute', 'list requests a poll', 'when it is quiet again'], rows },
		demands,
	};
}
