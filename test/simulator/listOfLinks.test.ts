import type { Simulator } from './index';
import { call, callIn, codeOf } from './testClient';
import { useCheckedSimulator } from './useSimulator';

let simulator: Simulator;
useCheckedSimulator((started) => {
	simulator = started;
});

const projectOf = (id: string) => {
	const project = simulator.store.projects.get(id);
	if (!project) throw new Error(`no project ${id}`);
	return project;
};

describe('list', () => {
	type Row = { linkId: string; linkTitle: string | null };
	const list = async (query: string): Promise<Row[]> =>
		(await callIn(simulator, 'GET', `/links?${query}`)).body.data.links;
	const idsOf = (rows: Row[]): string[] => rows.map((row) => row.linkId);

	it('filters by creator, project and domain, several values each', async () => {
		const { seed, store } = simulator;
		const byAdmin = store.addLink({ createdBy: seed.adminMemberId }).linkId;
		const { linkId, memberLinkId, plainMemberId, adminMemberId, secondProjectId, projectId } = seed;
		expect(idsOf(await list(`created_by[0]=${plainMemberId}`))).toEqual([memberLinkId]);
		const two = idsOf(await list(`created_by[0]=${plainMemberId}&created_by[1]=${adminMemberId}`));
		expect(two).toEqual([byAdmin, memberLinkId]);
		expect(idsOf(await list(`project_id[0]=${secondProjectId}`))).toEqual([memberLinkId]);
		expect(idsOf(await list(`project_id[0]=${projectId}&created_by[0]=${seed.memberId}`))).toEqual([linkId]);
		expect(idsOf(await list(`domain_id[0]=${seed.pendingDomainId}`))).toEqual([]);
		expect(idsOf(await list(`domain_id[0]=${seed.domainId}`))).toHaveLength(3);
	});

	it('sorts by creation or title, newest first by default, links without title last', async () => {
		const untitled = simulator.store.addLink().linkId;
		const { linkId, memberLinkId } = simulator.seed;
		expect(idsOf(await list(''))).toEqual([untitled, memberLinkId, linkId]);
		expect(idsOf(await list('sort_by=created_at&sort_direction=asc'))).toEqual([
			linkId,
			memberLinkId,
			untitled,
		]);
		expect(idsOf(await list('sort_by=link_title&sort_direction=asc'))).toEqual([
			linkId,
			memberLinkId,
			untitled,
		]);
		expect(idsOf(await list('sort_by=link_title&sort_direction=desc'))).toEqual([
			memberLinkId,
			linkId,
			untitled,
		]);
	});

	it('leaves out the links of a deleted project, which come back with it', async () => {
		const { linkId, memberLinkId, secondProjectId } = simulator.seed;
		const project = projectOf(secondProjectId);
		project.deletedAt = simulator.store.timestamp();
		expect(idsOf(await list(''))).toEqual([linkId]);
		expect(codeOf(await callIn(simulator, 'GET', `/links/${memberLinkId}`))).toBe('LINK_GONE');
		expect((await callIn(simulator, 'GET', '/search?type=links&q=invoice')).body.data.results).toEqual([]);
		project.deletedAt = null;
		expect(idsOf(await list(''))).toEqual([memberLinkId, linkId]);
		expect((await callIn(simulator, 'GET', `/links/${memberLinkId}`)).status).toBe(200);
	});

	it('shows each workspace its own', async () => {
		const { otherWorkspaceId, otherLinkId } = simulator.seed;
		const { body } = await call(simulator, 'GET', `/workspace/${otherWorkspaceId}/links`);
		expect(idsOf(body.data.links)).toEqual([otherLinkId]);
	});
});
