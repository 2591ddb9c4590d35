import type { INodeParameters } from 'n8n-workflow';

import { withSimulatedClock } from '../harness';
import type { Recording } from '../simulator';
import { happen, LATEST_MS } from './changes';
import { damaged } from './damage';
import type { Change, Failure, History, Step, Watch } from './history';
import { isObject } from '../../nodes/Userplane/shared/objects';
import { DAY_MS } from '../../nodes/Userplane/shared/time';
import { MINUTE_MS, SECOND_MS, service, times } from './support';
import type { Scene, Told, Trigger } from './support';

/** What came of a history. The lists are empty when the trigger did its work. */
export interface Outcome {
	/** Shown after the trigger was switched on, still there and not told. */
	missed: string[];
	twice: string[];
	/** Told although it was there when the trigger was switched on, was too old after a pause, or the filter leaves it out. */
	uncalledFor: string[];
	/** The largest state on the way, in bytes. */
	stateBytes: number;
}

/** What the trigger keeps, as far as it matters here. */
interface Cursor {
	usual: number;
}

type Poll = Step & { kind: 'poll' };

/** How many quiet polls there are at the end in any case; and at most, since full readings are 8 polls apart. */
const QUIET_POLLS = { least: 4, most: 40 };

const quietPoll: Poll = {
	kind: 'poll',
	discard: false,
	failure: undefined,
	between: [],
	slow: undefined,
	others: 0,
};

/** What n8n's scheduler gives a poll (ms), and how far the trigger goes back after a pause. */
const BUDGET_MS = 36 * SECOND_MS;
const CATCH_UP_MS = 7 * DAY_MS;

/** Lives through one history, and through quiet polls at its end. */
export class Replay {
	private readonly trigger: Trigger;
	private readonly told = new Map<string, number>();
	/** There when the trigger was switched on; undefined until it was. */
	private before: Set<string> | undefined;
	/** Shown while it was switched on: may count as either. */
	private meanwhile = new Set<string>();
	/** Too old after a pause, and not told before. */
	private readonly tooOld = new Set<string>();
	/** May be told or not: dated hours behind, or too old by a clock that was wrong. */
	private readonly either = new Set<string>();
	private readonly uncalledFor = new Set<string>();
	/** By how much (ms) the date is off that the service says, and in how many polls; and whether it was in the last one. */
	private clock = { offMs: 0, polls: 0 };
	private wasWrong = false;
	/** When the last poll was that went well, whatever the service said then. */
	private polledAt = Infinity;
	/** How far apart (ms) the trigger takes polls to be that are far apart. */
	private usual = 0;
	private stateBytes = 0;

	constructor(
		private readonly scene: Scene,
		private readonly history: History,
	) {
		this.trigger = scene.trigger(parametersOf(history.watch, scene.world.simulator.seed.linkId));
	}

	/** @throws what a poll throws that nothing made fail */
	async run(): Promise<Outcome> {
		this.happen({ kind: 'arrive', lateMs: this.history.before, grainMs: 1, pending: false, other: false });
		for (const step of this.history.steps) await this.take(step);
		if (!this.before) await this.poll(quietPoll);
		this.happen({ kind: 'complete' });
		for (let polls = 0; polls < QUIET_POLLS.most; polls++) {
			if (polls >= QUIET_POLLS.least && this.missed.length === 0) break;
			service.now += MINUTE_MS;
			await this.poll(quietPoll);
		}
		return {
			missed: this.missed,
			twice: [...this.told].flatMap(([id, times]) => (times > 1 ? [id] : [])),
			uncalledFor: [...this.uncalledFor],
			stateBytes: this.stateBytes,
		};
	}

	private get listed(): Recording[] {
		return [...this.scene.world.simulator.store.recordings.values()].filter(
			({ deletedAt, recordingId }) => deletedAt === null && this.isWatched(recordingId),
		);
	}

	private get ids(): string[] {
		return this.listed.map(({ recordingId }) => recordingId);
	}

	private get missed(): string[] {
		return this.ids.filter(
			(id) =>
				![this.before, this.meanwhile, this.tooOld, this.either, this.told].some((known) => known?.has(id)),
		);
	}

	private isWatched(id: string): boolean {
		const { store, seed } = this.scene.world.simulator;
		const recording = store.recordings.get(id);
		if (recording?.workspaceId !== seed.workspaceId) return false;
		return this.history.watch !== 'filtered' || recording.linkId === seed.linkId;
	}

	private async take(step: Step): Promise<void> {
		if (step.kind === 'wait') service.now += step.ms;
		else if (step.kind === 'poll') await this.poll(step);
		else if (step.kind === 'clock') this.clock = step;
		else if (step.kind === 'stray') this.stray(step.offMs);
		else if (step.kind === 'damage') this.damage(step.way);
		else this.happen(step);
	}

	private stray(offMs: number): void {
		const id = this.scene.arrive({ lateMs: -offMs, linkId: this.scene.world.simulator.seed.linkId });
		if (offMs < -LATEST_MS) this.either.add(id);
	}

	/** The trigger starts anew: what is there then is not told any more. */
	private damage(way: number): void {
		const { cursor } = this.trigger.staticData;
		// What is damaged already stays as it is
		if (!isObject(cursor)) return;
		this.trigger.staticData = { cursor: damaged(cursor, way) };
		this.before = undefined;
		this.polledAt = Infinity;
	}

	private happen(change: Change): void {
		happen(this.scene, change, this.listed);
	}

	private async poll(step: Poll): Promise<void> {
		const kept = JSON.stringify(this.trigger.staticData);
		const before = new Set(this.ids);
		if (service.now - this.polledAt > Math.max(CATCH_UP_MS, 2 * this.usual)) this.passOver();
		const { error, ids } = await this.pollThrough(step);
		this.stateBytes = Math.max(this.stateBytes, this.trigger.stateBytes);
		if (error) this.mayFail(step, error, kept);
		if (error || step.discard) return;
		for (const id of ids) this.told.set(id, (this.told.get(id) ?? 0) + 1);
		this.note(before);
		for (const id of ids)
			if (this.before?.has(id) || this.tooOld.has(id) || !this.isWatched(id)) this.uncalledFor.add(id);
	}

	/** What a poll that went well leaves behind. */
	private note(before: Set<string>): void {
		const { cursor } = this.trigger.staticData as { cursor?: Cursor };
		this.polledAt = service.now;
		this.wasWrong = this.clock.polls > 0;
		this.clock.polls--;
		this.usual = cursor?.usual ?? 0;
		if (this.before) return;
		this.before = before;
		this.meanwhile = new Set(this.ids.filter((id) => !before.has(id)));
	}

	/** A poll fails only when the history says so, or is too slow to note what is there; and leaves the state as it was. */
	private mayFail({ failure, slow }: Poll, error: Error, kept: string): void {
		if (!failure && (this.before || !slow)) throw error;
		if (JSON.stringify(this.trigger.staticData) !== kept) throw new Error('A failed poll changed the state');
	}

	/** What is to be told no more. No poll that comes later goes back further. */
	private passOver(): void {
		for (const { recordingId, createdAt } of this.listed)
			if (Date.parse(createdAt) < service.now - CATCH_UP_MS - SECOND_MS && !this.told.has(recordingId))
				(this.wasWrong || this.clock.polls > 0 ? this.either : this.tooOld).add(recordingId);
	}

	/** One poll, while pages change under its hands and requests fail. */
	private async pollThrough({ discard, failure, between, slow = 0, others }: Poll): Promise<Told> {
		const { world } = this.scene;
		const changes = [...between];
		const { offMs, polls } = this.clock;
		const date = Number.isNaN(offMs) ? 'today' : new Date(service.now + offMs).toUTCString();
		if (polls > 0 && !failure)
			world.simulator.faults.add({ match: {}, fault: { kind: 'rewrite', headers: { Date: date } } });
		let asked = 0;
		world.simulator.setLatency(({ path }) => {
			const operation = path.endsWith('/recordings') ? 'list' : 'detail';
			if (operation === 'list') changes.shift()?.forEach((change) => this.happen(change));
			if (operation === failure?.operation && asked++ === failure.after)
				world.simulator.faults.add(ruleOf(failure));
			return slow;
		});
		const budgetMs = slow > 0 ? BUDGET_MS : undefined;
		const poll = async () => {
			const first = this.trigger.poll({ discard, budgetMs });
			const copies = times(others, async () => await this.trigger.poll({ discard: true }));
			const [own, ...more] = await Promise.all([first, ...copies]);
			if (more.some(({ ids }) => ids.length > 0)) throw new Error('Two polls told at the same time');
			return own;
		};
		const told = failure || slow > 0 ? (await withSimulatedClock(poll)).result : await poll();
		world.simulator.setLatency(0);
		world.simulator.faults.clear();
		// What a key's gate has been through is not the next poll's business
		if (failure || slow > 0) world.key = world.newKey();
		return told;
	}
}

function parametersOf(watch: Watch, linkId: string): INodeParameters {
	if (watch === 'ready') return { event: 'recordingReady' };
	const filters = watch === 'filtered' ? { link_id: [linkId] } : {};
	return { event: 'recordingCreated', options: { listRowOnly: watch !== 'created' }, filters };
}

function ruleOf({ operation, fault }: Failure) {
	const operationId = operation === 'list' ? 'recordings.list' : 'recordings.getById';
	const what = fault === 'reset' ? { kind: fault } : { kind: 'status' as const, status: fault };
	return { match: { operationId }, fault: what };
}
