import type { INodeParameters } from 'n8n-workflow';

import type { Fault } from '../simulator';
import { items, read, readItem, useWorld } from './support';

const world = useWorld();
const fields = { linkTitle: 'New', linkProviderType: 'jira', linkProviderId: 'ABC-1' };

/** What sends an update of a link: Update, Create with what POST cannot set, and Create or Update. */
const operations: Record<string, () => INodeParameters> = {
	Update: () => world.update(fields),
	Create: () => world.create({ additionalFields: fields }),
	'Create or Update': () => world.upsert({ additionalFields: fields }),
};
const names = Object.keys(operations);

const answers: Array<[string, Fault]> = [
	['204', { kind: 'status', status: 204, body: '', when: 'after' }],
	['200 without a body', { kind: 'status', status: 200, body: '', when: 'after' }],
	['200 that only says so', { kind: 'status', status: 200, body: { message: 'OK' }, when: 'after' }],
	['200 with another body', { kind: 'status', status: 200, body: { data: {} }, when: 'after' }],
];
const [[, noContent]] = answers;
const onlyId: Fault = {
	kind: 'rewrite',
	body: ({ data }: { data: { link: object & { linkId: string } } }) => ({
		data: { linkId: data.link.linkId },
	}),
};

/** Lets what matches meet the fault. */
const meet = (method: string, fault: Fault) => world.simulator.faults.add({ match: { method }, fault });
const linkIdOf = (name: string) =>
	name === 'Update' ? world.simulator.seed.linkId : world.newLinks().at(-1);

describe.each(names)('an update of %s', (name) => {
	it.each([...answers, ['200 with its ID alone', onlyId]] as typeof answers)(
		'is done when it is answered with %s, and the link is got',
		async (_, fault) => {
			meet('PUT', fault);
			const result = await world.run(operations[name]());
			expect(read(result)).toBe('');
			const linkId = linkIdOf(name);
			const { isNew: _isNew, ...json } = result.items[0].json;
			expect(json).toEqual(world.shown(linkId));
			expect(json).toMatchObject({ linkId, ...fields });
			expect(world.sent('PUT')).toHaveLength(1);
			expect(world.simulator.requests.at(-1)).toMatchObject({ method: 'GET', operationId: 'links.getById' });
		},
	);

	it.each(['stopWorkflow', 'continueRegularOutput'] as const)(
		'that is done says so when the link cannot be read then (%s)',
		async (onError) => {
			meet('PUT', noContent);
			const match = { operationId: 'links.getById' };
			world.simulator.faults.add({ match, fault: { kind: 'status', status: 403, code: 'NOT_A_MEMBER' } });
			const result = await world.run(operations[name](), { onError });
			const text = onError === 'stopWorkflow' ? read(result) : readItem(result.items[0]);
			const linkId = linkIdOf(name);
			expect(text).toMatch(
				`The link ${linkId} was updated, but could not be read afterwards: The owner of the API key is not a member of this workspace (NOT_A_MEMBER, HTTP 403) [item 0]`,
			);
			expect(text).toContain(`Do not run this item again. Get the link with Link > Get and the ID ${linkId}`);
			expect(text).not.toMatch(/may (have|not)|could not be set/);
		},
	);
});

it('is open for an answer that is none of Userplane', async () => {
	meet('PUT', { kind: 'html', status: 200 });
	expect(read(await world.run(operations.Update()))).toMatch(/^The link \w+ may have been changed/);
	expect(world.sent('GET')).toEqual([]);
});

it('names in a stopped run what was updated and could not be read', async () => {
	const { linkId, memberLinkId } = world.simulator.seed;
	meet('PUT', noContent);
	const match = { path: new RegExp(memberLinkId), method: 'GET' };
	world.simulator.faults.add({ match, fault: { kind: 'status', status: 403, code: 'FORBIDDEN' } });
	const ids = { __rl: true, mode: 'id', value: `={{ $json.n ? "${memberLinkId}" : "${linkId}" }}` };
	const text = read(
		await world.run(world.update({ linkTitle: 'New' }, { linkId: ids }), { items: items(2) }),
	);
	expect(text).toContain(`The link ${memberLinkId} was updated, but could not be read afterwards`);
	expect(text).toContain(`Done before it stopped: item 0 (${linkId})`);
});
