import { randomBytes } from 'node:crypto';
import { getHost, NEWEST } from '../hosts/hosts';
import { installHost } from '../hosts/install';
import { withProgress, type Log } from '../n8n/command';
import { Parts } from '../n8n/parts';
import { startServer, type N8nServer } from '../n8n/server';
import type { CredentialReference, SavedWorkflow, Workflow } from '../n8n/types';
import {
	credentialsOf,
	exampleNames,
	readExample,
	startsByItself,
	webhookPath,
	type ExampleValues,
} from './examples';
import { startMailbox, type Mailbox } from './mailbox';
import { SECRET_HEADER } from './secret';
import { openUserplane, type Userplane, type UserplaneOptions } from './userplane';

export interface DemoOptions {
	/** Which n8n, by the name of its folder in scripts/hosts; default the newest. */
	host?: string;
	/** Default: the simulator. */
	userplane?: UserplaneOptions;
	/** Settings of n8n beyond those of a plain local server. */
	env?: NodeJS.ProcessEnv;
	/** Hears what is being done. Default: nobody. */
	log?: Log;
	/** Hears of each mail that the workflows send. */
	onMail?: Parameters<typeof startMailbox>[0];
	/** Calls the start off. */
	signal?: AbortSignal;
}

/** A running n8n with this package, connected to a Userplane and a mail server, with the examples in it, active as far as they can run. */
export interface Demo {
	n8n: N8nServer;
	userplane: Userplane;
	mailbox: Mailbox;
	/** By credential type. */
	credentials: Record<'userplaneApi' | 'smtp' | 'httpHeaderAuth', CredentialReference & { id: string }>;
	/** What whoever sends an event has to know, another one each time. */
	secret: string;
	/** The example with this file name, without `.json`. @throws Error when there is none */
	example: (name: string) => SavedWorkflow;
	/** The production address of the example's webhook. */
	webhookUrl: (name: string) => string;
	/** Ends all of it and leaves nothing behind. May be called twice. */
	stop: () => Promise<void>;
}

/**
 * Starts everything. Expects the package to be built; creates nothing in Userplane.
 * @throws Error that says what did not start; whatever had started is stopped by then.
 */
export async function startDemo(options: DemoOptions = {}): Promise<Demo> {
	const { log = () => undefined, signal } = options;
	const parts = new Parts();
	const { stop } = parts;
	try {
		const host = await installHost(getHost(options.host ?? NEWEST), log, signal);
		const userplane = parts.keep(await openUserplane(options.userplane ?? {}, signal));
		const mailbox = parts.keep(await startMailbox(options.onMail));
		const what = `Starting n8n ${host.n8n} with this package (about 10 s)`;
		const n8n = await withProgress(log, what, async () =>
			parts.keep(await startServer(host, signal, options.env)),
		);
		signal?.throwIfAborted();
		const secret = randomBytes(24).toString('hex');
		const credentials = await createCredentials(n8n, userplane, mailbox, secret);
		const { workspaceId, domainId } = userplane;
		const workflows = await importExamples(n8n, { workspaceId, domainId, credentials, secret }, log);
		signal?.throwIfAborted();
		const example = (name: string): SavedWorkflow => {
			const workflow = workflows.get(name);
			if (!workflow) throw new Error(`There is no example "${name}"`);
			return workflow;
		};
		const webhookUrl = (name: string): string => n8n.client.webhookUrl(webhookPath(example(name)));
		return { n8n, userplane, mailbox, credentials, secret, example, webhookUrl, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

async function createCredentials(
	{ client }: N8nServer,
	{ apiKey, baseUrl }: Userplane,
	mailbox: Mailbox,
	secret: string,
): Promise<Demo['credentials']> {
	const data = { apiKey, baseUrl, requestsPerMinute: 120 };
	const header = { name: SECRET_HEADER, value: secret };
	return {
		userplaneApi: await client.createCredential('Userplane account', 'userplaneApi', data),
		smtp: await client.createCredential('SMTP account', 'smtp', mailbox.credential),
		httpHeaderAuth: await client.createCredential('Webhook secret', 'httpHeaderAuth', header),
	};
}

async function importExamples(
	{ client }: N8nServer,
	values: ExampleValues,
	log: Log,
): Promise<Map<string, SavedWorkflow>> {
	const workflows = new Map<string, SavedWorkflow>();
	const waiting: string[] = [];
	for (const name of exampleNames()) {
		const workflow = await client.createWorkflow(atDemoPaths(readExample(name, values)));
		const missing = credentialsOf(name).filter((type) => !values.credentials[type]);
		if (missing.length > 0) waiting.push(`  ${name} (${missing.join(', ')})`);
		else if (startsByItself(workflow)) await client.activate(workflow);
		workflows.set(name, workflow);
	}
	log(
		`Imported the ${workflows.size} workflows of the examples folder; ${workflows.size - waiting.length} are active`,
	);
	if (waiting.length > 0)
		log(['Not active before you choose a credential of your own:', ...waiting].join('\n'));
	return workflows;
}

/** At addresses of the demo's own: who imports an example once more can publish it beside the demo's. */
function atDemoPaths(workflow: Workflow): Workflow {
	const nodes = workflow.nodes.map((node) => {
		const { path, options } = node.parameters as { path?: string; options?: { path?: string } };
		if (path) return { ...node, parameters: { ...node.parameters, path: `demo-${path}` } };
		if (!options?.path) return node;
		return {
			...node,
			parameters: { ...node.parameters, options: { ...options, path: `demo-${options.path}` } },
		};
	});
	return { ...workflow, nodes };
}
