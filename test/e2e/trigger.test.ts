import type { Demo } from '../../scripts/demo/demo';
import type { Simulator } from '../simulator';
import { mailedRecordings, mailOf, NEXT_POLL_MS, READY_EXAMPLE } from './recordingMails';
import { withDemo } from './withDemo';

/** The example "recording ready, to mail" in a real n8n, over a restart of the server. */
describe('an active workflow with the trigger', () => {
	let demo: Demo;
	let simulator: Simulator;

	withDemo((started, its) => {
		demo = started;
		simulator = its;
	});

	it(
		'tells each recording once, also over a restart of the server',
		async () => {
			const { recordingId: pending } = simulator.store.addRecording({ status: 'pending' });
			const { recordingId: first } = simulator.store.addRecording();
			const mail = await mailOf(demo.mailbox, first);
			expect(mail.subject).toMatch(/^Recording ready: /);
			expect(mail.html).toContain('Request failed: POST');

			await demo.n8n.restart();
			const { recordingId: second } = simulator.store.addRecording();
			simulator.store.completeRecording(pending);
			await mailOf(demo.mailbox, second);
			await mailOf(demo.mailbox, pending);
			// One poll more: it must find nothing that was told before
			const { recordingId: third } = simulator.store.addRecording();
			await mailOf(demo.mailbox, third);
			expect(mailedRecordings(demo.mailbox).sort()).toEqual([pending, first, second, third].sort());

			const executions = await demo.n8n.client.executions(demo.example(READY_EXAMPLE));
			expect(executions.map(({ status }) => status)).not.toContain('error');
			expect(executions.map(({ mode }) => mode)).toEqual(executions.map(() => 'trigger'));
		},
		5 * NEXT_POLL_MS,
	);
});
