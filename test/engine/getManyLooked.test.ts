import type { INodeParameters } from 'n8n-workflow';

import { fillLinks, findLinks, getMany, pagesOf, queriesOf } from './lists';
import type { Run } from './support';
import { read, useWorld } from './support';

const world = useWorld();

const find = async (filters: INodeParameters, more?: INodeParameters, run?: Run) =>
	await findLinks(world, filters, more, run);

/** Sort parameters of the requests. */
const sorts = () =>
	queriesOf(world.simulator.requests).map((query) => [query.get('sort_by'), query.get('sort_direction')]);

/** When the `n`-th of the made links was made. */
const madeAt = (n: number) => new Date(Date.UTC(2025, 0, 1, n)).toISOString();

describe('Created After', () => {
	it('ends the reading at the first older row', async () => {
		const ids = fillLinks(world.simulator, 1_000);
		expect(await find({ createdAfter: madeAt(970) })).toEqual(ids.slice(0, 30));
		expect(pagesOf(world.simulator.requests)).toEqual([1, 2]);
		expect(sorts()).toEqual([
			['created_at', 'desc'],
			['created_at', 'desc'],
		]);
	});

	it.each([
		['a page that it fills', 980, [1, 2]],
		['the first page', 985, [1]],
		['nothing at all', 5_000, [1]],
	])('takes no page more than it needs: %s', async (_, n, pages) => {
		const ids = fillLinks(world.simulator, 1_000);
		expect(await find({ createdAfter: madeAt(n) })).toEqual(ids.slice(0, Math.max(0, 1_000 - n)));
		expect(pagesOf(world.simulator.requests)).toEqual(pages);
	});

	it.each([
		['the newest first, as chosen', { sort_by: 'created_at', sort_direction: 'desc' }, [1, 2]],
		['one of the two chosen', { sort_direction: 'desc' }, [1, 2]],
		['the oldest first', { sort_by: 'created_at', sort_direction: 'asc' }, [1, 2, 3, 4, 5]],
		['by title', { sort_by: 'link_title', sort_direction: 'desc' }, [1, 2, 3, 4, 5]],
		['by title alone', { sort_by: 'link_title' }, [1, 2, 3, 4, 5]],
	])('reads the whole list unless the newest come first: %s', async (_, sort: INodeParameters, pages) => {
		const ids = fillLinks(world.simulator, 100);
		const found = await find({ createdAfter: madeAt(70) }, { sort });
		expect([...found].sort()).toEqual(ids.slice(0, 30).sort());
		expect(pagesOf(world.simulator.requests)).toEqual(pages);
	});

	it('is not sent, nor is an order without it', async () => {
		fillLinks(world.simulator, 3);
		await find({ createdBefore: madeAt(2) });
		expect(sorts()).toEqual([[null, null]]);
		await find({ createdAfter: madeAt(2) });
		const names = queriesOf(world.simulator.requests)
			.slice(-1)
			.flatMap((query) => [...query.keys()].sort());
		expect(names).toEqual(['page', 'per_page', 'sort_by', 'sort_direction']);
	});
});

describe('the time', () => {
	it('may be that of the row with After, and is before it with Before', async () => {
		const ids = fillLinks(world.simulator, 10).reverse();
		expect((await find({ createdAfter: madeAt(3), createdBefore: madeAt(6) })).reverse()).toEqual(
			ids.slice(3, 6),
		);
		expect(await find({ createdAfter: madeAt(6), createdBefore: madeAt(6) })).toEqual([]);
	});

	it.each([
		['a text of the date field, in the time zone of the workflow', '2025-01-01T06:00:00'],
		['a date and a time', '2025-01-01 06:00'],
		['a text with Z', '2025-01-01T05:00:00Z'],
		['a text with an offset', '2025-01-01T00:00:00-05:00'],
		['a number of ms', `={{ ${Date.UTC(2025, 0, 1, 5)} }}`],
		['a date object', '={{ new Date("2025-01-01T05:00:00Z") }}'],
		['a DateTime object', '={{ DateTime.fromISO("2025-01-01T05:00:00Z") }}'],
		[
			'a DateTime object with a zone of its own',
			'={{ DateTime.fromISO("2025-01-01T05:00:00Z").setZone("Asia/Tokyo") }}',
		],
		['a text of a DateTime object', '={{ DateTime.fromISO("2025-01-01T05:00:00Z").toISO() }}'],
		['a field of the item', '={{ $json.when }}'],
	])('may be %s', async (_, createdAfter) => {
		const ids = fillLinks(world.simulator, 10);
		const when = [{ json: { when: '2025-01-01T05:00:00.000Z' } }];
		const run = { timezone: 'Europe/Berlin', items: when };
		expect(await find({ createdAfter }, {}, run)).toEqual(ids.slice(0, 5));
	});

	it.each([
		['UTC', 6],
		['America/New_York', 11],
		['Asia/Tokyo', -3],
	])('without a zone is in that of the workflow: %s', async (timezone, hour) => {
		const ids = fillLinks(world.simulator, 20);
		const found = await find({ createdAfter: '2025-01-01T06:00:00' }, {}, { timezone });
		expect(found).toEqual(ids.slice(0, 20 - Math.max(0, hour)));
	});

	it('may be counted from $now', async () => {
		const { seed } = world.simulator;
		expect(await find({ createdAfter: '={{ $now.minus(47.5, "hours") }}' })).toEqual([seed.memberLinkId]);
		expect(await find({ createdBefore: '={{ $now.minus({ hours: 47, minutes: 30 }) }}' })).toEqual([
			seed.linkId,
		]);
		expect(await find({ createdAfter: '={{ $today.minus(30, "days") }}' })).toHaveLength(2);
	});

	it.each([
		['a word', 'tomorrow'],
		['a day that does not exist', '2025-13-41'],
		['an invalid DateTime', '={{ DateTime.fromISO("never") }}'],
		['a day that its month does not have', '2026-02-31'],
		['a word and a number', 'ticket 12'],
		['a small number as text', '1'],
		['day and month in either order', '05/06/2026'],
		['seconds since 1970', '={{ 1764428400 }}'],
		['a list', '={{ [[]] }}'],
		['a list of a number', '={{ [5] }}'],
		['an object', '={{ { a: 1 } }}'],
		['true', '={{ true }}'],
	])('is refused when it cannot be read, before any request: %s', async (_, value) => {
		for (const [name, label] of [
			['createdAfter', 'Created After'],
			['createdBefore', 'Created Before'],
		]) {
			const parameters = getMany(world.simulator, 'link', { filters: { [name]: value } });
			expect(read(await world.run(parameters))).toMatch(
				new RegExp(`^${label} is not a date.*: use a form such as 2026-05-31 .*\\[item 0\\]\nSelect a date`),
			);
		}
		expect(world.simulator.requests).toEqual([]);
	});

	it('leaves out what has no time that can be read, and counts it', async () => {
		const row = { linkId: 'lnk_1', createdAt: '2026-07-01T12:00:00.000Z' };
		const links = [row, { linkId: 'lnk_2', createdAt: 'soon' }, { linkId: 'lnk_3' }];
		const body = { message: 'OK', data: { links, pagination: { page: 1, perPage: 20, total: 3 } } };
		world.simulator.faults.add({
			match: { operationId: 'links.list' },
			fault: { kind: 'status', status: 200, body },
		});
		const parameters = getMany(world.simulator, 'link', { filters: { createdAfter: madeAt(0) } });
		const { items: found, hints } = await world.run(parameters);
		expect(found.map(({ json }) => json.linkId)).toEqual(['lnk_1']);
		expect(hints.map(({ message }) => message)).toEqual([
			'Left out because the creation time could not be read: 2 in the list of links',
		]);
	});

	it('of a recording is looked at too', async () => {
		const { seed } = world.simulator;
		const filters = { createdAfter: '={{ $now.minus(23.5, "hours") }}', link_id: [seed.linkId] };
		const result = await world.run(getMany(world.simulator, 'recording', { filters }));
		expect(result.items.map(({ json }) => json.recordingId)).toEqual([seed.pendingRecordingId]);
	});
});

describe('the limit', () => {
	it('counts the rows that match', async () => {
		const ids = fillLinks(world.simulator, 200);
		const every10th = ids.filter((_, index) => index % 10 === 9);
		for (const id of every10th)
			Object.assign(world.simulator.store.links.get(id) ?? {}, { linkProviderId: 'X' });
		const limited = { returnAll: false, limit: 3 };
		expect(await find({ linkProviderId: 'X' }, limited)).toEqual(every10th.slice(0, 3));
		expect(pagesOf(world.simulator.requests)).toEqual([1, 2]);
		expect(await find({ linkProviderId: 'X' }, { returnAll: false, limit: 50 })).toEqual(every10th);
	});

	it('ends the reading before Created After does', async () => {
		const ids = fillLinks(world.simulator, 200);
		const limited = { returnAll: false, limit: 21 };
		expect(await find({ createdAfter: madeAt(0) }, limited)).toEqual(ids.slice(0, 21));
		expect(pagesOf(world.simulator.requests)).toEqual([1, 2]);
	});
});
