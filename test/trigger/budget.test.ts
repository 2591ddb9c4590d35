import { sleep } from 'n8n-workflow';

import { recordLogs, withSimulatedClock } from '../harness';
import { MINUTE_MS, runService, SECOND_MS, service, times, useService } from './support';
import type { Told, Trigger } from './support';

const { world, arrive, trigger } = useService();
const budgetMs = 36 * SECOND_MS;

interface Timed extends Told {
	tookMs: number;
}

/** Polls each minute as n8n's scheduler does, at the documented rate, until everything is told. Each poll keeps to its time. */
async function pollEachMinute(polls: Trigger, count: number, most = 40): Promise<Timed[]> {
	const credentials = world.credentials({ requestsPerMinute: 120 });
	const told: Timed[] = [];
	for (let left = count; left > 0 && told.length < most;) {
		const begun = Date.now();
		const one = { ...(await polls.poll({ budgetMs, credentials })), tookMs: Date.now() - begun };
		expect(one.error).toBeUndefined();
		expect(one.tookMs).toBeLessThan(budgetMs);
		told.push(one);
		left -= one.ids.length;
		const sent = world.simulator.requests.length;
		await sleep(begun + MINUTE_MS - Date.now());
		// Nothing goes on beside the next poll
		expect(world.simulator.requests).toHaveLength(sent);
	}
	return told;
}

describe.each(['recordingReady', 'recordingCreated', 'rows', 'linkCreated'])('a backlog, on %s', (event) => {
	const rows = { event: 'recordingCreated', options: { listRowOnly: true } };
	const isListed = event === 'rows' || event === 'linkCreated';
	const arriveOne = () => (event === 'linkCreated' ? world.simulator.store.addLink().linkId : arrive());

	it.each([
		['in a day', 90 * SECOND_MS],
		['at once', 0],
	])(
		'of 1,000 that came %s is told oldest first, in as many polls as the rate limit asks for',
		async (_, apartMs) => {
			const polls = trigger(event === 'rows' ? rows : { event });
			await polls.poll();
			service.now += MINUTE_MS;
			const ids = times(1_000, () => {
				service.now += apartMs;
				return arriveOne();
			});
			world.simulator.setLimit({ kind: 'sliding', requests: 120 });
			world.simulator.setLatency(200);
			world.simulator.requests.length = 0;
			const { result } = await withSimulatedClock(async () => {
				runService();
				return await pollEachMinute(polls, ids.length);
			});
			expect(result.flatMap((told) => told.ids)).toEqual(ids);
			// 50 pages at least, and one detail each
			const fewest = Math.ceil((50 + (isListed ? 0 : 1_000)) / 120);
			expect(result.length).toBeLessThanOrEqual(Math.ceil(1.1 * fewest));
			expect(world.simulator.requests.filter(({ status }) => status === 429)).toEqual([]);
		},
		600_000,
	);
});

it('tells a backlog of a service that takes 5 seconds for each answer', async () => {
	const polls = trigger({});
	await polls.poll();
	const ids = times(300, () => {
		service.now += MINUTE_MS;
		return arrive();
	});
	world.simulator.setLatency(5 * SECOND_MS);
	const { result } = await withSimulatedClock(async () => {
		runService();
		return await pollEachMinute(polls, ids.length);
	});
	expect(result.flatMap((told) => told.ids)).toEqual(ids);
	// 5 answers after another in a poll: 16 pages in 6 polls, then 8 at once
	expect(result.length).toBeLessThan(20);
});

it('ends in time when a request is not answered, says so, and goes on with the next poll', async () => {
	const polls = trigger({});
	await polls.poll();
	const id = arrive();
	const { result } = await withSimulatedClock(async () => {
		const kept = JSON.stringify(polls.staticData);
		world.simulator.setLatency(25 * SECOND_MS);
		const begun = Date.now();
		const told = [await polls.poll({ budgetMs: 20 * SECOND_MS })];
		expect(Date.now() - begun).toBeLessThan(20 * SECOND_MS);
		expect(JSON.stringify(polls.staticData)).toBe(kept);
		world.simulator.setLatency(0);
		return [...told, await polls.poll({ budgetMs })];
	});
	expect(result[0].error).toMatchObject({
		message: 'The poll ran out of time because Userplane did not answer',
		description: 'Nothing is lost: the next poll tries again. If this happens often, Userplane is slow',
	});
	expect(result[1].ids).toEqual([id]);
});

it('says what was last seen when the tries of a request take all of its time', async () => {
	const polls = trigger({});
	await polls.poll();
	const { result } = await withSimulatedClock(async () => {
		const remove = world.simulator.faults.add({ match: {}, fault: { kind: 'hang' } });
		const hung = await polls.poll({ budgetMs });
		remove();
		world.simulator.faults.add({ match: {}, fault: { kind: 'status', status: 500 } });
		return [hung, await polls.poll({ budgetMs: 10 * SECOND_MS })];
	});
	const told = result.map(({ error }) => error?.message);
	expect(told[0]).toMatch(/^The poll ran out of time: Userplane did not answer in time/);
	expect(told[1]).toMatch(/out of time: Userplane could not process the request .*HTTP 500/);
	expect(result[1].error).toMatchObject({
		description:
			'Nothing is lost: the next poll tries again. Userplane says: "Internal server error". Try again in a few minutes',
	});
});

it('hands on what it has when a request is cut off', async () => {
	const polls = trigger({});
	await polls.poll();
	const ids = times(60, () => arrive());
	let details = 0;
	world.simulator.setLatency(({ path }) => (/rec_/.test(path) && ++details > 20 ? 25 * SECOND_MS : 0));
	const { result } = await withSimulatedClock(async () => await polls.poll({ budgetMs: 20 * SECOND_MS }));
	world.simulator.setLatency(0);
	expect(result.error).toBeUndefined();
	expect(result.ids).toEqual(ids.slice(0, 20));
	expect((await polls.poll()).ids).toEqual(ids.slice(20));
});

describe('when the rate limit is used up elsewhere', () => {
	/** Uses the quota up, as a run of another workflow with the same key does, as often as given. */
	const useUp = async (count: number) => {
		const credentials = world.credentials({ requestsPerMinute: 120 });
		await Promise.all(
			times(count, async () => await trigger({}).poll({ credentials, mode: 'manual', workflowId: '' })),
		);
	};

	it('is no failure of a poll that waits for its turn to the end', async () => {
		const polls = trigger({});
		await polls.poll();
		const id = arrive();
		const credentials = world.credentials({ requestsPerMinute: 120 });
		const logs = recordLogs();
		const { result } = await withSimulatedClock(async () => {
			await useUp(60);
			const kept = JSON.stringify(polls.staticData);
			const begun = Date.now();
			const waited = await polls.poll({ budgetMs, credentials });
			expect(Date.now() - begun).toBeLessThan(budgetMs);
			expect(JSON.stringify(polls.staticData)).toBe(kept);
			await sleep(30 * SECOND_MS);
			return [waited, await polls.poll({ budgetMs, credentials })];
		});
		logs.stop();
		expect(result[0]).toMatchObject({ ids: [], error: undefined, pages: [] });
		expect(result[1].ids).toEqual([id]);
		expect(logs.entries.map(({ message }) => message)).toContain(
			'Userplane Trigger: the rate limit left no time for this poll, and the next one tries again',
		);
	});

	it('is none either when it is the service that refuses', async () => {
		const polls = trigger({});
		await polls.poll();
		world.simulator.faults.add({ match: {}, fault: { kind: 'status', status: 429 } });
		const { result } = await withSimulatedClock(async () => await polls.poll({ budgetMs }));
		expect(result).toMatchObject({ ids: [], error: undefined });
		expect(world.simulator.requests.at(-1)?.status).toBe(429);
	});

	it('is one when the trigger is switched on: it has not begun', async () => {
		const credentials = world.credentials({ requestsPerMinute: 120 });
		const { result } = await withSimulatedClock(async () => {
			await useUp(60);
			return await trigger({}).poll({ budgetMs, credentials });
		});
		expect(result.error).toMatchObject({
			message: 'The poll ran out of time because other requests used up the rate limit',
			description:
				'Try again in a few minutes. If this happens often, poll less often or send fewer requests from other workflows',
		});
	});
});

it('takes five minutes where n8n says nothing, and as long as n8n says where it does', async () => {
	const polls = trigger({});
	await polls.poll();
	times(100, () => arrive());
	world.simulator.setLatency(({ path }) => (/rec_/.test(path) ? 26 * SECOND_MS : 0));
	const take = async (budget?: number) => {
		const begun = Date.now();
		await polls.poll({ budgetMs: budget, discard: true });
		return Date.now() - begun;
	};
	const { result } = await withSimulatedClock(async () => [
		...[await take(), await take(0)],
		await take(100 * SECOND_MS),
	]);
	expect(result.map((ms) => Math.round(ms / SECOND_MS))).toEqual([9 * 26, 9 * 26, 3 * 26]);
});

it('leaves nothing running when it is over', async () => {
	const polls = trigger({});
	await withSimulatedClock(async () => {
		await polls.poll();
		await sleep(SECOND_MS);
		const timers = jest.spyOn(globalThis, 'setTimeout');
		await sleep(MINUTE_MS);
		expect(timers).toHaveBeenCalledTimes(1);
		timers.mockRestore();
	});
});
