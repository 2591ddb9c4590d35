import type { Demo } from '../../scripts/demo/demo';
import { readExample } from '../../scripts/demo/examples';
import { isLookUp, lookedUpMail, lookUp, SAMPLE_EVENTS, sendEvent } from '../../scripts/demo/mainJob';
import { getHost, NEWEST } from '../../scripts/hosts/hosts';
import type { Simulator } from '../simulator';
import { HOST_NAME } from './installedHost';
import { workflowOf } from './workflows';
import { withDemo } from './withDemo';

/** What the link of each helpdesk's event must hold: written out here, not derived from the examples. */
const EXPECTED = {
	Zendesk: {
		linkTitle: 'Checkout: "Pay now" does nothing – Müller & Söhne',
		linkProviderType: 'zendesk',
		linkProviderId: '35436',
		linkProviderReference: 'zendesk/12514403/35436',
		linkMeta: {
			requesterId: '8447388090494',
			priority: 'HIGH',
			channel: 'web_service',
		},
	},
	Intercom: {
		linkTitle: 'Export to CSV stays empty',
		linkProviderType: 'intercom',
		linkProviderId: '215467901234567',
		linkProviderReference: 'intercom/lk5vqw2a/215467901234567',
		linkMeta: {
			requesterName: 'Ines Okafor',
			requesterEmail: 'ines.okafor@example.com',
		},
	},
	Freshdesk: {
		linkTitle: 'Refund form asks for my order number again and again',
		linkProviderType: 'freshdesk',
		linkProviderId: '1228307',
		linkProviderReference: 'freshdesk/acme.freshdesk.com/1228307',
		linkMeta: {
			requesterName: 'Tomás Ferreira',
			requesterEmail: 'tomas.ferreira@example.com',
			priority: 'Medium',
		},
	},
	'Any helpdesk': {
		linkTitle: 'Coupon is not taken at checkout',
		linkProviderType: 'others',
		linkProviderId: 'T-2041',
		linkProviderReference: 'others/T-2041',
		linkMeta: { customerEmail: 'mika.aalto@example.com' },
	},
};

describe('the main job in a real n8n', () => {
	let demo: Demo;
	let simulator: Simulator;

	withDemo((started, its) => {
		demo = started;
		simulator = its;
	});

	describe('a helpdesk event becomes a recording link', () => {
		it.each(SAMPLE_EVENTS.map((event) => [event.helpdesk as keyof typeof EXPECTED, event] as const))(
			'%s',
			async (helpdesk, event) => {
				const before = new Set(simulator.store.links.keys());
				simulator.clearRequests();

				const answer = await sendEvent(demo, event);

				const made = [...simulator.store.links.values()].filter(({ linkId }) => !before.has(linkId));
				const { linkMeta, ...expected } = EXPECTED[helpdesk];
				expect(made).toEqual([expect.objectContaining({ ...expected, linkReusable: false })]);
				// Replies are off until a person enables their node; the mail goes to the demo's mail server
				const reply = helpdesk === 'Any helpdesk' ? /^20/ : /^off$/;
				const customerReply = expect.stringMatching(reply) as string;
				const marks = { n8nClaim: expect.any(String) as string, customerReply };
				expect(made[0].linkMeta).toEqual({ ...linkMeta, ...marks });
				const [{ linkId, linkURL, workspaceId, domainId }] = made;
				expect(answer).toEqual({ linkId, linkURL, ticket: expected.linkProviderId, isNew: true });
				expect([workspaceId, domainId]).toEqual([simulator.seed.workspaceId, simulator.seed.domainId]);
				// The trigger of another example may ask for something meanwhile
				const writes = simulator.requests.filter(({ method }) => method !== 'GET');
				expect(writes.map(({ method, status }) => [method, status])).toEqual([
					['POST', 200],
					['PUT', 200], // title and ticket
					['PUT', 200], // the mark that it was answered
				]);
			},
		);

		it('and a person who imports an example once more can publish it beside the one that is there', async () => {
			const { workspaceId, domainId } = demo.userplane;
			const values = { workspaceId, domainId, credentials: demo.credentials, secret: demo.secret };
			expect(SAMPLE_EVENTS).toHaveLength(4);
			for (const { example } of SAMPLE_EVENTS) {
				const copy = await demo.n8n.client.createWorkflow(readExample(example, values));
				await demo.n8n.client.activate(copy);
				await demo.n8n.client.deactivate(copy);
			}
		});
	});

	describe('a recording is looked up and its details are mailed', () => {
		const ticket = { linkProviderType: 'zendesk', linkProviderId: '35437' };
		const linkProviderReference = 'https://acme.zendesk.com/agent/tickets/35437';

		const addRecording = () => {
			const { linkId } = simulator.store.addLink({
				...ticket,
				linkTitle: 'Checkout hangs',
				linkProviderReference,
			});
			return simulator.store.addRecording({ linkId, recordingDurationMs: 61_400 });
		};

		it('when its webhook is called', async () => {
			const { recordingId, linkId, status } = addRecording();

			const { recording, mail } = await lookUp(demo, recordingId);

			expect(recording).toMatchObject({
				...{ recordingId, linkId, status, ...ticket, linkProviderReference },
				title: 'Checkout hangs',
			});
			expect(mail.from?.address).toBe('recordings@your-company.example');
			expect(mail.to?.map(({ address }) => address)).toEqual(['engineers@your-company.example']);
			expect(recording.mailedTo).toEqual(['engineers@your-company.example']);
			expect(mail.subject).toBe('Recording: Checkout hangs');
			const { workspaceId } = simulator.seed;
			const watch = `https://dash.userplane.io/workspace/${workspaceId}/recordings/${recordingId}`;
			expect(mail.html).toContain(`<a href="${watch}">Watch the recording</a>`);
			expect(mail.html).toContain('What went wrong: 1 error, 1 failed request, 1 warning');
		});

		it('and by hand', async () => {
			const { recordingId } = addRecording();
			const example = demo.example('recording-lookup-to-mail');
			const nodes = example.nodes.map((node) =>
				node.name === 'Recording to look up' ? withAssignment(node, recordingId) : node,
			);
			const workflow = await demo.n8n.client.createWorkflow({ ...example, name: 'By hand', nodes });

			const execution = await demo.n8n.client.run(workflow, 'Test by hand');

			expect(execution).toMatchObject({ status: 'success' });
			expect(execution.error).toBeUndefined();
			expect((await lookedUpMail(demo, recordingId)).subject).toBe('Recording: Checkout hangs');
		});

		it('and one that is not there is reported as such, without a mail', async () => {
			const mails = () => demo.mailbox.mails.filter(isLookUp);
			const before = mails();
			await expect(lookUp(demo, 'rec_unknown')).rejects.toThrow('RECORDING_NOT_FOUND');
			expect(mails()).toEqual(before);
		});
	});

	it('runs on the n8n that was asked for', async () => {
		expect(await demo.n8n.client.version()).toBe(getHost(HOST_NAME).n8n);
	});

	describe('the package as n8n sees it', () => {
		it('is loaded under its own name', async () => {
			const { client } = demo.n8n;
			expect(await client.nodeTypes()).toContain('n8n-nodes-userplane.userplane');
			expect(await client.credentialTypes()).toContain('userplaneApi');
		});

		it('the credential test passes with the right key', async () => {
			const { credentials, userplane, n8n } = demo;
			const { apiKey, baseUrl } = userplane;
			const result = await n8n.client.testCredential(credentials.userplaneApi, 'userplaneApi', {
				apiKey,
				baseUrl,
			});
			expect(result).toEqual({ status: 'OK', message: 'Connection successful!' });
		});

		it('and fails with a wrong one', async () => {
			const { credentials, userplane, n8n } = demo;
			const data = { apiKey: simulator.keys.unknown, baseUrl: userplane.baseUrl };
			const result = await n8n.client.testCredential(credentials.userplaneApi, 'userplaneApi', data);
			expect(result.status).toBe('Error');
			// Older versions show words of their own
			const said = HOST_NAME === NEWEST ? /^Userplane did not accept this API key. Copy/ : /./;
			expect(result.message).toMatch(said);
			expect(JSON.stringify(result)).not.toContain(simulator.keys.unknown);
		});

		it('a workspace that comes out empty ends the run with a sentence that names the field, before the recording is asked for', async () => {
			const parameters = {
				resource: 'recording',
				operation: 'get',
				recordingId: 'rec_1',
				workspaceId: '={{ $json.none }}',
			};
			const workflow = await demo.n8n.client.createWorkflow(workflowOf(demo, parameters));
			simulator.clearRequests();

			const execution = await demo.n8n.client.run(workflow, 'Start');

			expect(execution.status).toBe('error');
			expect(execution.error?.message).toContain('Select a workspace. This key can access several');
			expect(execution.error?.node).toBe('Userplane');
			// The triggers of the examples ask for other recordings meanwhile
			const paths = simulator.requests.map(({ path }) => path);
			expect(paths.filter((path) => path.endsWith('/recordings/rec_1'))).toEqual([]);
		});
	});

	it('and Userplane has answered as its contract says', () => {
		expect(simulator.contractBreaches).toEqual([]);
	});
});

function withAssignment<T extends { parameters: Record<string, unknown> }>(node: T, recordingId: string): T {
	const parameters = JSON.parse(JSON.stringify(node.parameters)) as {
		assignments: { assignments: Array<{ value: string }> };
	};
	parameters.assignments.assignments[0].value = recordingId;
	return { ...node, parameters };
}
