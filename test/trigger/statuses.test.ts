import { finishedStatuses } from '../simulator/rows';
import { useService } from './support';

const { world, arrive, trigger } = useService();
const ready = { event: 'recordingReady', simplify: false };

it.each(finishedStatuses)('takes a recording whose status is "%s" for ready', async (status) => {
	const polls = trigger(ready);
	await polls.poll();
	const id = arrive({ status });
	expect(await polls.poll()).toMatchObject({ ids: [id], json: [{ meta: { status } }] });
});

it('tells what a site and a customer attached as it is, and a recording that has expired meanwhile', async () => {
	const polls = trigger(ready);
	await polls.poll();
	const { store } = world.simulator;
	const customMeta = { user: { id: 7, tags: ['vip', null] }, trial: false };
	const id = arrive();
	Object.assign(store.expireRecording(id), { customMeta, notes: 'Look at the coupon' });
	const { ids, json } = await polls.poll();
	expect(ids).toEqual([id]);
	const { expiresAt } = store.expireRecording(id);
	expect(json).toMatchObject([{ meta: { customMeta, notes: 'Look at the coupon', expiresAt } }]);
});
