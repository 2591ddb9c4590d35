import type { INodeParameters } from 'n8n-workflow';

import { items, read, useWorld } from './support';

const world = useWorld();
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
const listed = () => world.sent('GET').filter(({ operationId }) => operationId === 'links.list').length;

/** Replaces all links by so many of the last 30 days. */
function fill(count: number): void {
	world.simulator.store.links.clear();
	for (let n = 0; n < count; n++)
		world.simulator.store.addLink({ createdAt: ago(((n + 0.5) * 30 * DAY_MS) / count) });
}

/** Runs Create or Update for a ticket, which is to succeed. */
async function upsert(linkProviderId: string, ticketCreatedAt?: string, more: INodeParameters = {}) {
	world.simulator.clearRequests();
	const additionalFields = ticketCreatedAt === undefined ? {} : { ticketCreatedAt };
	const result = await world.run(world.ticket({ linkProviderId, additionalFields, ...more }));
	expect(read(result)).toBe('');
	return result.items[0].json;
}

describe('the first use', () => {
	it.each([
		[1_500, 'now', 0],
		[12_000, 'now', 0],
		[12_000, 'in a year', -365 * DAY_MS],
		[1_500, 'an hour ago', HOUR_MS],
	])('with %i links asks for at most 5 pages for a ticket that is created %s', async (count, _, age) => {
		fill(count);
		expect(await upsert('1', ago(age))).toMatchObject({ isNew: true });
		expect(listed()).toBeLessThanOrEqual(5);
		// And so does the next one
		expect(await upsert('2', ago(age))).toMatchObject({ isNew: true });
		expect(listed()).toBe(2);
	});

	it('asks for at most 5 pages by reference too', async () => {
		fill(1_500);
		const additionalFields = { ticketCreatedAt: ago(0) };
		const result = await world.run(world.upsert({ additionalFields }));
		expect(result.items[0].json.isNew).toBe(true);
		expect(listed()).toBeLessThanOrEqual(5);
	});

	it('reads the whole look-back without it', async () => {
		fill(1_500);
		expect(await upsert('1')).toMatchObject({ isNew: true });
		expect(listed()).toBeGreaterThan(70);
	});

	it('finds the link of a ticket of ten days ago', async () => {
		fill(1_500);
		const link = world.simulator.store.addLink({
			linkProviderReference: 'zendesk/1',
			createdAt: ago(10 * DAY_MS - 60_000),
		});
		expect(await upsert('1', ago(10 * DAY_MS))).toMatchObject({ linkId: link.linkId, isNew: false });
	});

	/** Makes the link of a ticket, so many ms ago, behind a page of others that end a minute after it. */
	const addBehind = (ms: number) => {
		fill(0);
		const { store } = world.simulator;
		for (let n = 0; n < 20; n++) store.addLink({ createdAt: ago(ms - 60_000) });
		return store.addLink({ linkProviderReference: 'zendesk/1', createdAt: ago(ms) });
	};

	it.each([
		['up to an hour before its ticket', DAY_MS + HOUR_MS - 60_000, DAY_MS],
		['within an hour, if its ticket is of the future', HOUR_MS - 60_000, -365 * DAY_MS],
	])('finds a link that was made %s', async (_, made, age) => {
		const { linkId } = addBehind(made);
		expect(await upsert('1', ago(age))).toMatchObject({ linkId, isNew: false });
	});

	it.each([
		['more than an hour before its ticket', DAY_MS + HOUR_MS + 120_000, DAY_MS],
		['before that', HOUR_MS + 120_000, -365 * DAY_MS],
	])('looks for none that was made %s', async (_, made, age) => {
		addBehind(made);
		expect(await upsert('1', ago(age))).toMatchObject({ isNew: true });
	});

	it('looks no further back than Look Back says', async () => {
		fill(1_500);
		await upsert('1', ago(20 * DAY_MS), { options: { lookBackDays: 1 } });
		expect(listed()).toBeLessThanOrEqual(5);
	});
});

describe('what a process has read', () => {
	it('is not read again, and nothing else is taken for read, whatever the calls say', async () => {
		fill(1_500);
		const { store } = world.simulator;
		const add = (ticket: string, ms: number) =>
			store.addLink({ linkProviderReference: `zendesk/${ticket}`, createdAt: ago(ms) });
		const links = { five: add('five', 5 * DAY_MS), twenty: add('twenty', 20 * DAY_MS) };
		await upsert('new', ago(0));
		expect(await upsert('five', ago(6 * DAY_MS))).toMatchObject({ linkId: links.five.linkId, isNew: false });
		expect(listed()).toBeGreaterThan(10);
		await upsert('newer', ago(0), { options: { lookBackDays: 0 } });
		expect(listed()).toBe(2);
		expect(await upsert('twenty')).toMatchObject({ linkId: links.twenty.linkId, isNew: false });
		for (const age of [0, DAY_MS, 25 * DAY_MS]) {
			await upsert(`of ${age}`, ago(age));
			expect(listed()).toBe(2);
		}
	});

	it('serves a run with tickets of all ages', async () => {
		fill(1_500);
		const createdAt = `={{ $now.minus($json.n * 7.2, 'hours').toISO() }}`;
		const parameters = world.ticket({
			linkProviderId: '={{ $json.n + 1 }}',
			additionalFields: { ticketCreatedAt: createdAt },
		});
		const result = await world.run(parameters, { items: items(100) });
		expect(read(result)).toBe('');
		expect(result.items.filter(({ json }) => json.isNew)).toHaveLength(100);
		// Each row is read a few times at most, beside a page for each of those who wait together
		expect(listed()).toBeLessThanOrEqual(4 * 75);
	});
});

describe('the time of a ticket', () => {
	it.each([
		['a word', 'soon'],
		['seconds', '={{ 1795169527 }}'],
		['a day that there is not', '2026-02-31'],
		['another form', '05/06/2026'],
		['a list', '={{ ["2026-05-31"] }}'],
	])('is refused where it is no date: %s', async (_, ticketCreatedAt) => {
		const result = await world.run(world.ticket({ additionalFields: { ticketCreatedAt } }));
		expect(read(result)).toMatch(/^Ticket Created At is not a date.*2026-05-31T14:00:00Z/);
		expect(world.simulator.requests).toEqual([]);
	});

	it.each(['', '={{ $json.none }}', '={{ null }}'])(
		'is refused where it is empty: %j',
		async (ticketCreatedAt) => {
			for (const parameters of [world.ticket(), world.upsert()]) {
				const result = await world.run({ ...parameters, additionalFields: { ticketCreatedAt } });
				expect(read(result)).toMatch(
					/^Ticket Created At is empty: check its expression, or remove the field/,
				);
			}
			expect(world.simulator.requests).toEqual([]);
		},
	);

	it.each([
		['milliseconds', `={{ $now.minus(9, 'days').toMillis() }}`],
		['a date object', `={{ $now.minus(9, 'days') }}`],
		[
			'a time without a zone, in that of the workflow',
			`={{ $now.minus(9, 'days').toFormat("yyyy-MM-dd HH:mm:ss") }}`,
		],
	])('may be %s', async (_, ticketCreatedAt) => {
		fill(300);
		const { linkId } = world.simulator.store.addLink({
			linkProviderReference: 'zendesk/1',
			createdAt: ago(9 * DAY_MS - HOUR_MS),
		});
		expect(await upsert('1', ticketCreatedAt)).toMatchObject({ linkId, isNew: false });
	});
});
