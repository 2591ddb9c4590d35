import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { byId, useWorld } from '../engine/support';
import type { World } from '../engine/support';
import { runPoll, withSimulatedClock } from '../harness';
import type { PollOptions } from '../harness';
import type { Fault, Recording } from '../simulator';
import { activate } from './activePoll';

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;

const OWN_CLOCK_BEHIND_MS = 5 * 366 * 86_400_000;

/** The service's clock in ms since 1970, which stands still but for `elapsed`: years off this machine's, so that nothing can be right by taking the wrong one. */
export const service = { now: 0, elapsed: (): number => 0 };

/** Lets the service's clock go on with this process's, as simulated, until the test is over. */
export function runService(): void {
	const begun = Date.now();
	service.elapsed = () => Date.now() - begun;
}

/** What one poll told and took. */
export interface Told {
	/** The ids that were told, in order; empty when the poll had nothing to say. */
	ids: string[];
	/** The items as they were told. */
	json: IDataObject[];
	error: Error | undefined;
	/** The list pages asked for, in order. */
	pages: number[];
	/** How often a recording was looked at. */
	details: number;
}

/** A recording to let in: its own timestamp is `lateMs` before it shows. */
export interface Arrival extends Partial<Pick<Recording, 'recordingId' | 'status' | 'linkId'>> {
	lateMs?: number;
}

/** One trigger in an active workflow, polled by hand; between two polls its state goes through JSON. */
export class Trigger {
	/** What n8n keeps for the node. */
	staticData: IDataObject = {};

	constructor(
		private readonly world: World,
		public parameters: INodeParameters = { event: 'recordingCreated' },
	) {}

	/** Polls once. `discard` throws its result away as a server does that dies: the state stays as it was. */
	async poll({ discard = false, ...more }: Partial<PollOptions> & { discard?: boolean } = {}): Promise<Told> {
		const { requests } = this.world.simulator;
		const before = requests.length;
		const { items, error, staticData } = await runPoll({ ...this.options, ...more });
		// An empty list would start the workflow without an item
		expect(items).not.toEqual([]);
		if (!discard) this.staticData = staticData;
		const sent = requests.slice(before);
		const lists = sent.filter(({ operationId }) => operationId?.endsWith('.list'));
		const json = (items ?? []).map((item) => item.json);
		return {
			...{ json, error, ids: idsOf(json) },
			pages: lists.map(({ query }) => Number(new URLSearchParams(query).get('page'))),
			details: sent.filter(({ operationId }) => operationId === 'recordings.getById').length,
		};
	}

	/** Polls once while time is simulated, for polls that wait, and with a gate that knows of none before. */
	async pollPatiently(): Promise<Told> {
		this.world.key = this.world.newKey();
		const { result } = await withSimulatedClock(async () => await this.poll());
		this.world.key = this.world.newKey();
		return result;
	}

	/** Polls several times at once on one static data. @returns the ids that each poll told */
	async pollAtOnce(count: number): Promise<string[][]> {
		return await this.whileActive(async (poll) => await Promise.all(times(count, poll)));
	}

	/** Stays active, as in a server that is not started anew, for polls that share one static data and give ids. */
	async whileActive<T>(action: (poll: () => Promise<string[]>) => Promise<T>): Promise<T> {
		const { poll, staticData } = await activate(this.options);
		const result = await action(async () => idsOf(await poll()));
		this.staticData = staticData();
		return result;
	}

	/** Polls that must go well, a minute apart. */
	async polls(count: number): Promise<Told[]> {
		const told: Told[] = [];
		for (let n = 0; n < count; n++) {
			told.push(await this.poll());
			const { error } = told[n];
			if (error) throw error;
			service.now += MINUTE_MS;
		}
		return told;
	}

	get options(): PollOptions {
		const { workspaceId } = this.world.simulator.seed;
		return {
			parameters: { workspaceId: byId(workspaceId), ...this.parameters },
			credentials: this.world.credentials(),
			staticData: this.staticData,
		};
	}

	/** The size of the state in bytes, as it is stored. */
	get stateBytes(): number {
		return Buffer.byteLength(JSON.stringify(this.staticData));
	}
}

function idsOf(told: IDataObject[]): string[] {
	return told.map(({ recordingId, linkId }) => (recordingId ?? linkId) as string);
}

/** A world whose service has a clock of its own, and what may happen in it. */
export interface Scene {
	world: World;
	/** One recording shows up. @returns its id */
	arrive: (arrival?: Arrival) => string;
	/** A recording is deleted. */
	remove: (recordingId: string) => void;
	/** Requests whose path contains `path` meet a fault, until the returned function is called. */
	fail: (rule: { path: string; fault: Fault; times?: number }) => () => void;
	/** The queries of all list requests, decoded. */
	queries: () => string[];
	trigger: (parameters?: INodeParameters) => Trigger;
}

/** Gives a test file its scene, in which the service's clock goes on from test to test. */
export function useService(): Scene {
	const world = useWorld({ now: () => service.now + service.elapsed() });
	beforeAll(() => {
		service.now = Date.UTC(2031, 4, 1, 12);
	});
	// This machine's clock goes on with the service's, years behind it
	beforeEach(() => {
		jest.spyOn(Date, 'now').mockImplementation(() => Math.floor(service.now - OWN_CLOCK_BEHIND_MS));
	});
	afterEach(() => {
		service.now += service.elapsed();
		service.elapsed = () => 0;
		jest.restoreAllMocks();
		expect(world.simulator.contractBreaches).toEqual([]);
	});
	return {
		world,
		arrive: ({ lateMs = 0, ...input } = {}) => {
			const createdAt = new Date(world.simulator.store.now() - lateMs).toISOString();
			return world.simulator.store.addRecording({ ...input, createdAt }).recordingId;
		},
		remove: (recordingId) => {
			const recording = world.simulator.store.recordings.get(recordingId);
			if (!recording) throw new Error(`There is no recording ${recordingId}`);
			recording.deletedAt = world.simulator.store.timestamp();
		},
		fail: ({ path, fault, times }) =>
			world.simulator.faults.add({ match: { path: new RegExp(path) }, times, fault }),
		queries: () =>
			world.simulator.requests
				.filter(({ operationId }) => operationId?.endsWith('.list'))
				.map(({ query }) => decodeURIComponent(query)),
		trigger: (parameters) => new Trigger(world, parameters),
	};
}

/** What `what` gives, `count` times over; it is told which time it is. */
export function times<T>(count: number, what: (n: number) => T): T[] {
	return Array.from({ length: count }, (_, n) => what(n));
}
