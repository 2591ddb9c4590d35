import express from 'express';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Demo } from '../../scripts/demo/demo';
import type { SavedWorkflow } from '../../scripts/n8n/types';
import { until } from '../../scripts/n8n/until';
import type { Link, Simulator } from '../simulator';
import { NEXT_POLL_MS } from './recordingMails';
import { withDemo } from './withDemo';

jest.setTimeout(2 * NEXT_POLL_MS);

const EXAMPLE = 'wait-for-recording';
const FORM = 'demo-ask-for-a-recording';

/** A workflow that sleeps until its customer has recorded, over a restart of the server. */
describe('the example that waits for a recording', () => {
	let demo: Demo;
	let simulator: Simulator;

	withDemo((started, its) => {
		demo = started;
		simulator = its;
	});

	/** Fills in the form and waits until the workflow sleeps; answers with its link. */
	const ask = async (workflow: SavedWorkflow, form: string, problem: string): Promise<Link> => {
		await demo.n8n.client.submitForm(form, ['customer@example.com', problem]);
		const find = () => [...simulator.store.links.values()].find(({ linkTitle }) => linkTitle === problem);
		const link = await until(find, { what: 'the link', ms: 20_000 });
		await demo.mailbox.waitFor(link.linkURL);
		const isAsleep = async () =>
			(await demo.n8n.client.executionStates(workflow)).some(({ status }) => status === 'waiting');
		await until(isAsleep, { what: 'the workflow to fall asleep', ms: 20_000 });
		return link;
	};

	it('goes on with the recording of its own customer, also when n8n was restarted meanwhile', async () => {
		const workflow = demo.example(EXAMPLE);
		const link = await ask(workflow, FORM, 'Checkout hangs after the restart');
		const other = await ask(workflow, FORM, 'Another customer');
		expect(link.linkMeta?.resumeUrl).toContain(`${demo.n8n.baseUrl}/webhook-waiting/`);
		const sent = demo.mailbox.mails.find(({ text }) => text?.includes(link.linkURL));
		expect(sent?.to?.map(({ address }) => address)).toEqual(['customer@example.com']);

		await demo.n8n.restart();
		const { recordingId } = simulator.store.addRecording({ linkId: link.linkId });
		const mail = await demo.mailbox.waitFor(`Recording: ${recordingId}\nWatch it:`, NEXT_POLL_MS);

		expect(mail.subject).toBe('Recording: Checkout hangs after the restart');
		const { workspaceId } = simulator.seed;
		expect(mail.text).toContain(
			`Watch it: https://dash.userplane.io/workspace/${workspaceId}/recordings/${recordingId}`,
		);
		const states = (await demo.n8n.client.executionStates(workflow)).map(({ status }) => status);
		expect(states.filter((status) => status === 'waiting')).toHaveLength(1);
		expect(states).not.toContain('error');
		expect(other.linkMeta?.resumeUrl).not.toBe(link.linkMeta?.resumeUrl);
	});

	it('calls no address but those of workflows that wait in this n8n', async () => {
		const called: string[] = [];
		const app = express().use((req, res) => {
			called.push(req.url);
			res.json({});
		});
		const server = app.listen(0, '127.0.0.1');
		await once(server, 'listening');
		const elsewhere = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		const { baseUrl } = demo.n8n;
		const urls = [
			`${elsewhere}/webhook-waiting/1`,
			`${baseUrl}@${elsewhere.slice('http://'.length)}/webhook-waiting/1`,
			`${baseUrl}/webhook-waiting/../rest/settings`,
			`${baseUrl}/webhook-waiting/1/../../webhook/zendesk-ticket-created`,
			'',
		];
		const recordings = urls.map((resumeUrl) => {
			const { linkId } = simulator.store.addLink({ linkMeta: { resumeUrl } });
			return simulator.store.addRecording({ linkId }).recordingId;
		});
		const { recordingId: unlinked } = simulator.store.addRecording();
		const workflow = demo.example(EXAMPLE);
		const told = async () => {
			const states = await demo.n8n.client.executionStates(workflow);
			const ended = states.filter(({ status }) => status !== 'waiting' && status !== 'running');
			const executions = await Promise.all(ended.map(async ({ id }) => await demo.n8n.client.execution(id)));
			const runs = executions.filter(({ output }) => 'When a recording is ready' in output);
			const seen = runs.flatMap(({ output }) => output['When a recording is ready'].flat());
			const ids = seen.map(({ json }) => json.recordingId);
			return [...recordings, unlinked].every((id) => ids.includes(id)) && runs;
		};
		const runs = await until(told, { what: 'the recordings to be told', ms: NEXT_POLL_MS, everyMs: 1000 });
		server.close();

		expect(called).toEqual([]);
		const woken = runs.flatMap(({ output }) => output['Only recordings that are waited for'][0]);
		const passed = woken.map(({ json }) => (json.linkMeta as { resumeUrl: string }).resumeUrl);
		expect(passed.filter((url) => urls.includes(url))).toEqual([]);
	});

	it('ends by itself when nobody records', async () => {
		const example = demo.example(EXAMPLE);
		const copy = JSON.parse(JSON.stringify(example)) as SavedWorkflow;
		for (const { name, parameters } of copy.nodes) {
			if (name === 'Wait for the recording')
				Object.assign(parameters, { resumeAmount: 2, resumeUnit: 'seconds' });
			if (name === 'Ask for a recording') parameters.options = { path: 'nobody-records' };
		}
		const workflow = await demo.n8n.client.createWorkflow(copy);
		await demo.n8n.client.activate(workflow);
		await ask(workflow, 'nobody-records', 'Nobody records');
		const ended = async () =>
			(await demo.n8n.client.executionStates(workflow)).every(({ status }) => status === 'success');
		await until(ended, { what: 'the workflow to end', ms: 60_000, everyMs: 500 });
		await demo.n8n.client.deactivate(workflow);
		expect(demo.mailbox.mails.map(({ subject }) => subject)).not.toContain('Recording: Nobody records');
	});
});
