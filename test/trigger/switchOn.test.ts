import { withSimulatedClock } from '../harness';
import { MINUTE_MS, SECOND_MS, service, times, useService } from './support';

const { world, arrive, remove, trigger } = useService();
const budgetMs = 36 * SECOND_MS;

describe('when there is more to note than fits in the time of the poll that switches it on', () => {
	it.each([
		['nothing', 0, 0, 8],
		['a row', 1, 0, 8],
		['more than a page', 45, 0, 13],
		['more than a page in the midst of the last reading', 0, 25, 20],
	])(
		'goes on with the next poll, and tells what came since, when %s is deleted',
		async (_, between, midst, pages) => {
			const before = times(300, (n) => arrive({ lateMs: (300 - n) * SECOND_MS }));
			const polls = trigger({});
			world.simulator.setLatency(5 * SECOND_MS);
			const slowly = async () => {
				const { result } = await withSimulatedClock(async () => await polls.poll({ budgetMs }));
				world.key = world.newKey();
				return result;
			};
			expect(await slowly()).toMatchObject({ pages: [1, 2, 3, 4, 5, 6], ids: [], error: undefined });
			service.now += MINUTE_MS;
			const meanwhile = arrive();
			// Rows that were not read move to pages that were
			before.splice(-between, between).forEach(remove);
			expect(await slowly()).toMatchObject({ pages: [1, 6, 7, 8, 9, 10], ids: [], error: undefined });
			let asked = 0;
			world.simulator.setLatency(() => {
				if (++asked === 2) before.splice(-midst, midst).forEach(remove);
				return 0;
			});
			const told = await polls.polls(3);
			expect(told).toMatchObject([{ ids: [] }, { ids: [meanwhile] }, { ids: [] }]);
			expect(told[0].pages).toHaveLength(pages);
			const late = [arrive({ lateMs: 10 * MINUTE_MS }), arrive({ lateMs: 9 * MINUTE_MS })];
			expect((await polls.polls(12)).flatMap(({ ids }) => ids)).toEqual(late);
		},
	);
});

it('notes with the next poll what has moved in the only reading for which there was time', async () => {
	const before = times(95, (n) => arrive({ lateMs: (95 - n) * SECOND_MS }));
	const polls = trigger({});
	let asked = 0;
	world.simulator.setLatency(() => {
		if (++asked === 4) before.splice(-1).forEach(remove);
		return 5.9 * SECOND_MS;
	});
	const { result } = await withSimulatedClock(async () => await polls.poll({ budgetMs }));
	expect(result).toMatchObject({ pages: [1, 2, 3, 4, 5], ids: [], error: undefined });
	world.simulator.setLatency(0);
	world.key = world.newKey();
	service.now += MINUTE_MS;
	const id = arrive();
	expect((await polls.polls(12)).flatMap(({ ids }) => ids)).toEqual([id]);
});

it('takes nothing for new that was there in the second in which it is switched on: the service tells seconds only', async () => {
	service.now += MINUTE_MS - (service.now % SECOND_MS) + 700;
	times(200, () => arrive());
	const polls = trigger({});
	world.simulator.setLatency(5 * SECOND_MS);
	const { result } = await withSimulatedClock(async () => await polls.poll({ budgetMs }));
	expect(result).toMatchObject({ pages: [1, 2, 3, 4, 5, 6], ids: [] });
	world.simulator.setLatency(0);
	world.key = world.newKey();
	service.now += MINUTE_MS;
	const id = arrive();
	expect((await polls.polls(12)).flatMap(({ ids }) => ids)).toEqual([id]);
});

it.each([0, -1, Number.NaN, '7'])('takes its usual time where n8n gives it %j', async (time) => {
	const polls = trigger({});
	await polls.poll();
	const id = arrive();
	expect(await polls.poll({ budgetMs: time as number })).toMatchObject({ ids: [id], error: undefined });
});
