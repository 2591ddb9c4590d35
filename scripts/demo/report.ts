import type { Email } from 'postal-mime';

import type { Demo } from './demo';
import { bodyOf, LOOK_UP, SAMPLE_EVENTS, type LookedUp, type MadeLink } from './mainJob';
import { headerOf, SECRET_HEADER } from './secret';

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

/** A mail that a workflow has sent, as a person would read it. */
export function describeMail({ to, subject, text, html }: Email): string {
	const body = text ?? textOf(html ?? '');
	const lines = body.split('\n').map((line) => line.trim());
	return [
		`Mail to ${to?.map(({ address }) => address).join(', ')}: ${subject}`,
		...lines.filter((line) => line !== '').map((line) => `  | ${line}`),
	].join('\n');
}

/** How a customer's recording is made to arrive, where the service is the simulator. */
function arrival({ simulator }: Demo['userplane']): string[] {
	if (!simulator) return [];
	const url = `${new URL(simulator.baseUrl).origin}/_control/recordings`;
	const data = JSON.stringify({ linkId: simulator.seed.linkId });
	return [
		'  # A customer records: the workflows that start with a Userplane Trigger tell it within a minute',
		`  curl -X POST ${url} -H 'content-type: application/json' -d '${data}'`,
	];
}

/** How to get in and what to try; `recordingId` is one that can be looked up. */
export function describeDemo(demo: Demo, recordingId?: string): string {
	const { n8n, userplane, mailbox, secret, webhookUrl } = demo;
	const what = userplane.simulator ? 'the simulator' : `the real API, workspace ${userplane.workspaceId}`;
	const json = "-H 'content-type: application/json'";
	const events = SAMPLE_EVENTS.map(({ helpdesk, example, file, proof }) => {
		const header = headerOf(proof, secret, bodyOf(file)).join(': ');
		return `  # ${helpdesk}: makes a link\n  curl -X POST ${webhookUrl(example)} ${json} -H '${header}' --data-binary @${file}`;
	});
	const body = `'{"recordingId":"${recordingId ?? '<a recording ID>'}"}'`;
	return [
		'',
		'n8n is running with the Userplane node installed.',
		`  URL        ${n8n.baseUrl}`,
		`  E-mail     ${n8n.owner.email}`,
		`  Password   ${n8n.owner.password}`,
		`  Userplane  ${userplane.baseUrl}  (${what})`,
		...(userplane.simulator ? [`  API key    ${userplane.apiKey}  (the simulator's)`] : []),
		`  Secret     ${SECRET_HEADER}: ${secret}  (also the client secret that signs Intercom's events)`,
		`  Mail       127.0.0.1:${mailbox.port}; what the workflows send is printed here`,
		`  Log        ${n8n.logFile}`,
		'',
		'Send more, from another terminal in this folder:',
		...events,
		'  # Recording: looks it up and mails its details',
		`  curl -X POST ${webhookUrl(LOOK_UP)} ${json} -H '${SECRET_HEADER}: ${secret}' -d ${body}`,
		...arrival(userplane),
		'',
		'Ctrl-C stops everything and leaves nothing behind.',
	].join('\n');
}

/** What a mail of ours says without its markup. */
function textOf(html: string): string {
	const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };
	return html
		.replace(/<[^>]*>/g, '')
		.replace(/&([a-z]+|#39);/g, (entity, name: string) => entities[name] ?? entity);
}
