import type { Demo } from './demo';
import { LOOK_UP, SAMPLE_EVENTS, type LookedUp, type MadeLink } from './mainJob';

/** The main job as it was just seen to run. */
export function describeLink({ linkId, linkURL, ticket }: MadeLink): string {
	return [
		`Sent a Zendesk event for ticket ${ticket}. The workflow answered with a recording link:`,
		`  ${linkURL}  (${linkId})`,
	].join('\n');
}

export function describeRecording(recording: LookedUp): string {
	const { recordingId, title, status, linkProviderReference, mailedTo } = recording;
	return [
		`Looked up recording ${recordingId} (${status ?? 'status unknown'}): ${title}`,
		`  Its ticket is ${linkProviderReference ?? 'not known'}. The mail with its details to ${mailedTo.join(', ')} arrived.`,
	].join('\n');
}

/** How to get in and what to try; `recordingId` is one that can be looked up. */
export function describeDemo({ n8n, userplane, mailbox, webhookUrl }: Demo, recordingId?: string): string {
	const what = userplane.simulator ? 'the simulator' : `the real API, workspace ${userplane.workspaceId}`;
	const json = "-H 'content-type: application/json'";
	const events = SAMPLE_EVENTS.map(
		({ helpdesk, example, file }) =>
			`  # ${helpdesk}: makes a link\n  curl -X POST ${webhookUrl(example)} ${json} -d @${file}`,
	);
	const body = `'{"recordingId":"${recordingId ?? '<a recording ID>'}"}'`;
	return [
		'',
		'n8n is running with the Userplane node installed.',
		`  Address    ${n8n.baseUrl}`,
		`  E-mail     ${n8n.owner.email}`,
		`  Password   ${n8n.owner.password}`,
		`  Userplane  ${userplane.baseUrl}  (${what})`,
		`  Mail       127.0.0.1:${mailbox.port}; what the workflows send is printed here`,
		`  Log        ${n8n.logFile}`,
		'',
		'Send more, from another terminal in this folder:',
		...events,
		'  # Recording: looks it up and mails its details',
		`  curl -X POST ${webhookUrl(LOOK_UP)} ${json} -d ${body}`,
		'',
		'Ctrl-C stops everything and leaves nothing behind.',
	].join('\n');
}
