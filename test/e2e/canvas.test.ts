import { createHash } from 'node:crypto';

import type { Demo } from '../../scripts/demo/demo';
import type { Execution } from '../../scripts/n8n/types';
import { until } from '../../scripts/n8n/until';
import { sha256Of, type Simulator } from '../simulator';
import { workflowOf } from './workflows';
import { withDemo } from './withDemo';

/** The whole API on the canvas of a real n8n: pickers, downloads and lists, as the editor and its server drive them. */
describe('the canvas', () => {
	let demo: Demo;
	let simulator: Simulator;

	withDemo((started, its) => {
		demo = started;
		simulator = its;
	});

	const run = async (parameters: Record<string, unknown>): Promise<Execution> => {
		const { workspaceId } = simulator.seed;
		const workflow = await demo.n8n.client.createWorkflow(workflowOf(demo, { workspaceId, ...parameters }));
		return await demo.n8n.client.run(workflow, 'Start');
	};

	it("shows a picker's list through the server, with what the editor needs to know of a domain", async () => {
		const { workspaceId, domainId, pendingDomainId } = simulator.seed;
		const { nodes } = workflowOf(demo, { resource: 'link', operation: 'create', workspaceId });
		const domains = await demo.n8n.client.pickerList(nodes[1], 'domainId', 'searchDomains');
		const url = (id: string) => simulator.store.domains.get(id)?.domainUrl;
		expect(domains).toContainEqual(expect.stringMatching(`${url(domainId)}.*verified`));
		expect(domains).toContainEqual(expect.stringMatching(`${url(pendingDomainId)}.*pending`));
	});

	it('lists the newest execution first, also while an older one still runs', async () => {
		const saved = await demo.n8n.client.createWorkflow(
			workflowOf(demo, { resource: 'user', operation: 'getMe' }),
		);
		simulator.setLatency(3000);
		simulator.clearRequests();
		const older = demo.n8n.client.run(saved, 'Start');
		await until(() => simulator.requests.length > 0, { what: 'the older execution to ask', ms: 10_000 });
		simulator.setLatency(0);
		const newer = await demo.n8n.client.run(saved, 'Start');
		const listed = await demo.n8n.client.executionStates(saved);
		expect(listed.map(({ id }) => id)).toEqual([newer.id, (await older).id]);
	});

	it('stores a download where n8n keeps its files', async () => {
		const { recordingId } = simulator.store.addRecording();
		const execution = await run({
			resource: 'recording',
			operation: 'download',
			recordingId,
			resources: ['video'],
		});
		expect(execution.error).toBeUndefined();
		const { video } = execution.output.Userplane[0][0].binary ?? {};
		expect(video).toMatchObject({ fileName: `${recordingId}-video.webm`, mimeType: 'video/webm' });
		const bytes = await demo.n8n.client.storedFile(video);
		const content = simulator.store.recordings.get(recordingId)?.resources.video.content;
		if (!content) throw new Error('The simulator has no video');
		expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256Of(content));
		expect(JSON.stringify(execution.output)).not.toContain('X-Amz-Signature');
	});

	it('brings Get Many into a notification', async () => {
		const parameters = { resource: 'link', operation: 'getAll', returnAll: true, filters: {} };
		const { workspaceId } = simulator.seed;
		const workflow = workflowOf(demo, { workspaceId, ...parameters });
		workflow.nodes.push({
			id: '0b0a4a3e-58f5-4a52-9a1c-7f0f4f2f7d03',
			name: 'Send Mail',
			type: 'n8n-nodes-base.emailSend',
			typeVersion: 2.1,
			position: [440, 0],
			parameters: {
				fromEmail: 'digest@your-company.example',
				toEmail: 'team@your-company.example',
				subject: '=Links: {{ $input.all().length }}',
				emailFormat: 'text',
				text: "={{ $input.all().map(item => item.json.linkId).join(' ') }}",
				options: { appendAttribution: false },
			},
			credentials: { smtp: demo.credentials.smtp },
		});
		Object.assign(workflow.nodes[2], { executeOnce: true });
		workflow.connections.Userplane = { main: [[{ node: 'Send Mail', type: 'main', index: 0 }]] };
		const saved = await demo.n8n.client.createWorkflow(workflow);
		const { error } = await demo.n8n.client.run(saved, 'Start');
		expect(error).toBeUndefined();
		const links = [...simulator.store.links.values()]
			.filter((link) => link.workspaceId === workspaceId && !link.deletedAt)
			.map(({ linkId }) => linkId);
		const mail = await demo.mailbox.waitFor(links[0]);
		expect(mail.subject).toBe(`Links: ${links.length}`);
		expect(mail.text?.trim().split(' ').sort()).toEqual(links.sort());
	});
});
