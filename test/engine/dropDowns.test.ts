import type { INodeListSearchItems } from 'n8n-workflow';

import { runListSearch } from '../harness';
import { runLoadOptions } from './loadOptions';
import { byId, useWorld } from './support';

const world = useWorld();

const chosen = () => ({
	parameters: { workspaceId: byId(world.simulator.seed.workspaceId) },
	credentials: world.credentials(),
});

async function offered(method: string): Promise<INodeListSearchItems[]> {
	return await runLoadOptions({ method, ...chosen() });
}

describe('the drop-downs of the filters', () => {
	it.each([
		['getDomains', 'searchDomains'],
		['getLinks', 'searchLinks'],
		['getProjects', 'searchProjects'],
	])('%s offers what %s shows', async (method, picker) => {
		expect(await offered(method)).toEqual((await runListSearch({ method: picker, ...chosen() })).results);
	});

	it('getMembers offers names with addresses', async () => {
		const { seed } = world.simulator;
		expect(await offered('getMembers')).toEqual([
			{ name: 'Olivia Owner (olivia@acme.example)', value: seed.memberId },
			{ name: 'Amir Admin (amir@acme.example)', value: seed.adminMemberId },
			{ name: 'Mia Member (mia@acme.example)', value: seed.plainMemberId },
		]);
	});

	it('end at 100 entries', async () => {
		for (let n = 0; n < 150; n += 1) world.simulator.store.addLink();
		expect(await offered('getLinks')).toHaveLength(100);
		expect(world.simulator.requests).toHaveLength(5);
	});

	it.each([
		[
			'getMembers',
			'workspaceMembers',
			{ workspaceMemberId: 'id_1', memberName: ' ', memberEmail: null },
			'id_1',
		],
		[
			'getMembers',
			'workspaceMembers',
			{ workspaceMemberId: 'id_1', memberName: ' Mia ', memberEmail: '' },
			'Mia',
		],
		['getProjects', 'projects', { projectId: 'id_1', projectTitle: null, isDefault: true }, 'id_1 (default)'],
		['getProjects', 'projects', { projectId: 'id_1', projectTitle: 7 }, '7'],
	])('%s of %s shows what a row has: %j', async (method, list, row, name) => {
		const body = { message: 'OK', data: { [list]: [row], pagination: { page: 1, totalPages: 1 } } };
		world.simulator.faults.add({ match: {}, fault: { kind: 'status', status: 200, body } });
		expect(await offered(method)).toEqual([{ name, value: 'id_1' }]);
	});
});
