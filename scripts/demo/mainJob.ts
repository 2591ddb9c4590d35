import axios from 'axios';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Email } from 'postal-mime';
import { PACKAGE_ROOT } from '../n8n/nodePackage';
import type { Demo } from './demo';
import { headerOf, type Proof } from './secret';

/** A helpdesk event of ours: a real-shaped payload and the example workflow that it is meant for. */
export interface SampleEvent {
	helpdesk: string;
	/** The example's name. */
	example: string;
	/** The payload's file, from the root of the checkout. */
	file: string;
	proof: Proof;
}

const EVENTS = 'test/e2e/fixtures';

export const SAMPLE_EVENTS: SampleEvent[] = [
	{
		helpdesk: 'Zendesk',
		example: 'zendesk-ticket-recording',
		file: `${EVENTS}/zendesk-ticket-created.json`,
		proof: 'header',
	},
	{
		helpdesk: 'Intercom',
		example: 'intercom-conversation-recording',
		file: `${EVENTS}/intercom-conversation-created.json`,
		proof: 'signature',
	},
	{
		helpdesk: 'Freshdesk',
		example: 'freshdesk-ticket-recording',
		file: `${EVENTS}/freshdesk-ticket-created.json`,
		proof: 'header',
	},
	{
		helpdesk: 'Any helpdesk',
		example: 'ticket-recording',
		file: `${EVENTS}/ticket.json`,
		proof: 'header',
	},
];

export const LOOK_UP = 'recording-lookup-to-mail';

/** What a helpdesk example answers. */
export interface MadeLink {
	linkId: string;
	linkURL: string;
	ticket: string;
}

/** What the look-up example answers: the simplified recording, as far as it is shown here. */
export interface LookedUp {
	recordingId: string;
	status: string | null;
	recordingDurationMs: number | null;
	title: string;
	linkProviderReference: string | null;
	/** Whom the mail server took the mail for. */
	mailedTo: string[];
}

/** Posts the event to its example, as the helpdesk would. @throws Error with what the workflow failed with */
export async function sendEvent(demo: Demo, { example, file, proof }: SampleEvent): Promise<MadeLink> {
	return await post<MadeLink>(demo, example, bodyOf(file), proof);
}

/** A payload as it is sent, byte for byte. */
export function bodyOf(file: string): string {
	return readFileSync(path.join(PACKAGE_ROOT, file), 'utf8');
}

/** Has the look-up example fetch a recording and mail its details. @throws Error with what the workflow failed with */
export async function lookUp(demo: Demo, recordingId: string): Promise<{ recording: LookedUp; mail: Email }> {
	const recording = await post<LookedUp>(demo, LOOK_UP, JSON.stringify({ recordingId }));
	return { recording, mail: await lookedUpMail(demo, recordingId) };
}

/** The mail with a recording's details. */
export async function lookedUpMail({ mailbox }: Demo, recordingId: string): Promise<Email> {
	return await mailbox.waitFor(recordingId, 30_000, isLookUp);
}

/** Whether a mail is the look-up example's: those with a trigger mail the same recordings, at their own time. */
export const isLookUp = ({ subject = '' }: Email): boolean => subject.startsWith('Recording: ');

async function post<T extends object>(
	demo: Demo,
	example: string,
	body: string,
	proof: Proof = 'header',
): Promise<T> {
	const [name, value] = headerOf(proof, demo.secret, body);
	const headers = { 'content-type': 'application/json', [name]: value };
	const options = { headers, proxy: false as const, validateStatus: () => true };
	// Byte for byte: axios would trim a text, and the signature is over what is sent
	const bytes = Buffer.from(body);
	const { status, data } = await axios.post<T | ''>(demo.webhookUrl(example), bytes, options);
	if (status === 200 && data !== '') return data;
	// Newer n8n answers a failure with "Error in workflow", older ones with nothing; what it was stands in the execution
	const executions = await demo.n8n.client.executions(demo.example(example));
	const reason = executions.at(0)?.error?.message ?? `its webhook answered ${status}`;
	throw new Error(`The example ${example} failed: ${reason}`);
}
