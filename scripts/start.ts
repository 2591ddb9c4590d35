import { startDemo, type Demo } from './demo/demo';
import { lookUp, SAMPLE_EVENTS, sendEvent } from './demo/mainJob';
import { describeDemo, describeLink, describeMail, describeRecording } from './demo/report';
import { newestRecording } from './demo/userplane';
import { stopSignal } from './stop';

/**
 * `npm start`: brings up the demo, shows the main job once and stays until it is stopped. Settings, all optional:
 * USERPLANE_API_KEY (the real API instead of the simulator), USERPLANE_BASE_URL, USERPLANE_WORKSPACE_ID,
 * USERPLANE_DOMAIN_ID, USERPLANE_SEND_SAMPLE=1 to let it make one real link too, and N8N_HOST_NAME (see scripts/hosts)
 * for another n8n than the newest.
 */
async function main(signal: AbortSignal): Promise<void> {
	const { env } = process;
	const demo = await startDemo({
		host: env.N8N_HOST_NAME,
		userplane: {
			apiKey: env.USERPLANE_API_KEY,
			baseUrl: env.USERPLANE_BASE_URL,
			workspaceId: env.USERPLANE_WORKSPACE_ID,
			domainId: env.USERPLANE_DOMAIN_ID,
		},
		log: print,
		onMail: (mail) => print(describeMail(mail)),
		signal,
	});
	try {
		const recordingId = await showMainJob(demo, env.USERPLANE_SEND_SAMPLE === '1');
		print(describeDemo(demo, recordingId));
		const ended = await Promise.race([demo.n8n.exited, aborted(signal)]);
		if (ended) throw new Error(`n8n ended by itself. The end of its log:\n${demo.n8n.logTail()}`);
		print('\nStopping ...');
	} finally {
		await demo.stop();
	}
}

/** Event to link, then recording to mail. Answers with a recording that can be looked up, if there is one. */
async function showMainJob(demo: Demo, evenForReal: boolean): Promise<string | undefined> {
	const { simulator } = demo.userplane;
	const link = simulator || evenForReal ? await sendEvent(demo, SAMPLE_EVENTS[0]) : undefined;
	print(
		link
			? describeLink(link)
			: 'Sent no sample event: it would make a real link. USERPLANE_SEND_SAMPLE=1 lets npm start send one.',
	);
	// In the simulator the customer follows the link at once; in the real service somebody has recorded before, or not
	const recordingId =
		simulator && link
			? simulator.store.addRecording({ linkId: link.linkId }).recordingId
			: await newestRecording(demo.userplane);
	if (recordingId === undefined) print('The workspace has no recording yet: nothing to look up.');
	else print(describeRecording((await lookUp(demo, recordingId)).recording));
	return recordingId;
}

function print(text: string): void {
	process.stdout.write(`${text}\n`);
}

async function aborted(signal: AbortSignal): Promise<void> {
	if (!signal.aborted)
		await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
}

const { signal } = stopSignal('start');
main(signal).catch((error: unknown) => {
	process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = signal.aborted ? 130 : 1;
});
