import type { Demo } from '../../scripts/demo/demo';
import { Parts } from '../../scripts/n8n/parts';
import type { CredentialReference, Execution } from '../../scripts/n8n/types';
import type { Recording, Simulator } from '../simulator';
import { ExampleRunner } from './exampleRuns';
import { startOutside, type Given, type Outside } from './outside';
import { withDemo } from './withDemo';

/** The trigger of the examples that wait for recordings. */
export const TRIGGER = 'When a recording is ready';

/** The examples in a real n8n, with the services outside that they write to. */
export class ExamplesAtWork {
	constructor(
		readonly demo: Demo,
		readonly simulator: Simulator,
		readonly outside: Outside,
		readonly runner: ExampleRunner,
		/** Of the services outside, by type. */
		readonly credentials: Record<string, CredentialReference>,
	) {}

	/** Runs the example as if its trigger had told of these recordings in one poll. */
	async tell(example: string, recordings: Recording[]): Promise<Execution> {
		const pinned = { [TRIGGER]: this.told(recordings) };
		return await this.runner.run(example, TRIGGER, { pinned, credentials: this.credentials });
	}

	/** What the trigger tells of them. */
	told(recordings: Recording[]): object[] {
		return recordings.map(({ recordingId, linkId }) => {
			const { linkTitle, linkProviderId } = this.simulator.store.links.get(linkId) ?? {};
			return { recordingId, title: linkTitle, dashboardUrl: this.watchAt(recordingId), linkProviderId };
		});
	}

	/** Where a recording can be watched. */
	watchAt(recordingId: string): string {
		const { workspaceId } = this.simulator.seed;
		return `https://dash.userplane.io/workspace/${workspaceId}/recordings/${recordingId}`;
	}

	/** The mails that have arrived. */
	mails(): Given[] {
		return this.demo.mailbox.mails.map(({ subject, html = '' }) => ({ title: subject, text: html }));
	}
}

/** What arrived, as a person reads it; an ID is what it is the ID of. */
export function readable(given: Given[], recordings: Recording[]): string {
	const texts = given.map(({ title, text }) => [title, text].filter(Boolean).join('\n\n'));
	return recordings.reduce(
		(all, { recordingId }, index) => all.replaceAll(recordingId, `rec_of_${index + 1}`),
		texts.join('\n\n=====\n\n'),
	);
}

/** Starts the demo and the services outside, and credentials for these. */
export function withExamples(use: (at: ExamplesAtWork) => void | Promise<void>): void {
	const parts = new Parts();
	let outside: Outside;

	withDemo(
		async (demo, simulator) => {
			const { client } = demo.n8n;
			const loaded = { nodes: await client.nodeDescriptions(), credentials: await client.credentialTypes() };
			const runner = new ExampleRunner(demo, loaded);
			const [apiToken, apiKey, email] = ['not-a-real-token', 'not-a-real-key', 'nobody@example.com'];
			const data = {
				slackApi: { accessToken: apiToken },
				linearApi: { apiKey },
				jiraSoftwareCloudApi: { email, apiToken, domain: outside.jiraUrl },
				zendeskApi: { email, apiToken, subdomain: 'acme' },
			};
			const credentials: Record<string, CredentialReference> = {};
			for (const [type, values] of Object.entries(data))
				credentials[type] = await client.createCredential(type, type, values);
			await use(new ExamplesAtWork(demo, simulator, outside, runner, credentials));
		},
		async () => {
			outside = parts.keep(await startOutside());
			return outside.env;
		},
	);

	afterAll(parts.stop);
}
