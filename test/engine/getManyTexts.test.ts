import type { INodeParameters } from 'n8n-workflow';

import { findLinks, getMany, queriesOf } from './lists';
import type { Run } from './support';
import { items, read, useWorld } from './support';

const world = useWorld();

const find = async (filters: INodeParameters, more?: INodeParameters, run?: Run) =>
	await findLinks(world, filters, more, run);

describe('a text', () => {
	const ticket = { linkProviderType: 'jira', linkProviderId: 'A-1', linkProviderReference: 'Ticket 1' };
	const add = (changes: Partial<typeof ticket> = {}) =>
		world.simulator.store.addLink({ ...ticket, ...changes }).linkId;

	it.each([
		['linkProviderReference', 'Ticket 1', 'Ticket 10'],
		['linkProviderId', 'A-1', 'a-1'],
		['linkProviderType', 'jira', 'linear'],
	])('has to be the same, and is trimmed: %s', async (name, text, other) => {
		const linkId = add();
		add({ [name]: other });
		expect(await find({ [name]: text })).toEqual([linkId]);
		expect(await find({ [name]: ` ${text}\n` })).toEqual([linkId]);
		const absent = name === 'linkProviderType' ? 'web' : `${text}2`;
		expect(await find({ [name]: absent })).toEqual([]);
		const names = queriesOf(world.simulator.requests).flatMap((query) => [...query.keys()]);
		expect(new Set(names)).toEqual(new Set(['page', 'per_page']));
	});

	it('is refused when it is no ticket system that there is', async () => {
		const result = await world.run(
			getMany(world.simulator, 'link', { filters: { linkProviderType: '={{ "Jira" }}' } }),
		);
		expect(read(result)).toMatch(/^Ticket System has an unknown value/);
	});

	it('may be a number', async () => {
		expect(await find({ linkProviderId: '={{ 4711 }}' })).toEqual([world.simulator.seed.linkId]);
	});

	it.each(['', ' ', '={{ $json.missing }}', '={{ null }}', '={{ "\\u200b" }}'])(
		'is refused when it is empty, before any request: %j',
		async (text) => {
			for (const [name, label] of [
				['linkProviderReference', 'Reference'],
				['linkProviderId', 'Ticket ID'],
				['linkProviderType', 'Ticket System'],
				['createdAfter', 'Created After'],
				['createdBefore', 'Created Before'],
			]) {
				const parameters = getMany(world.simulator, 'link', { filters: { [name]: text } });
				expect(read(await world.run(parameters))).toMatch(
					new RegExp(`^The filter ${label} is empty: enter a value, or remove the filter \\[item 0\\]`),
				);
			}
			expect(world.simulator.requests).toEqual([]);
		},
	);

	it.each(['=ticket-{{ $json.missing }}', '={{ "zendesk/" + $json.missing }}', '={{ true }}'])(
		'is refused when it is half filled: %s',
		async (text) => {
			for (const name of ['linkProviderReference', 'linkProviderId']) {
				const parameters = getMany(world.simulator, 'link', { filters: { [name]: text } });
				expect(read(await world.run(parameters))).toMatch(/^(Reference|Ticket ID) is incomplete \(".*"\)/);
			}
		},
	);

	it('finds what others wrote in another form', async () => {
		const links = [' Ticket ü1\n', 'Ticket u\u03081', 'Ticket ü1\u200b'].map((linkProviderReference) =>
			add({ linkProviderReference }),
		);
		expect(await find({ linkProviderReference: 'Ticket ü1' })).toEqual([...links].reverse());
	});

	it('holds together with others, with times and with what the service looks at', async () => {
		const { seed, store } = world.simulator;
		const linkId = add();
		add({ linkProviderId: 'A-2' });
		store.addLink({ ...ticket, createdBy: seed.plainMemberId });
		store.addLink({ ...ticket, createdAt: '2025-01-01T00:00:00.000Z' });
		const filters = { ...ticket, created_by: [seed.memberId], createdAfter: '={{ $now.minus(1, "days") }}' };
		expect(await find(filters)).toEqual([linkId]);
		expect(queriesOf(world.simulator.requests)[0].get('created_by[0]')).toBe(seed.memberId);
	});

	it('is one for each item', async () => {
		const ids = ['A-1', 'A-2'].map((linkProviderId) => add({ linkProviderId }));
		const found = await find({ linkProviderId: '={{ "A-" + (2 - $json.n) }}' }, {}, { items: items(2) });
		expect(found).toEqual([...ids].reverse());
	});
});
