import axios from 'axios';
import type { Demo } from '../../scripts/demo/demo';
import type { SavedWorkflow } from '../../scripts/n8n/types';
import { onPost, workflowOf } from '../e2e/workflows';
import type { Simulator } from '../simulator';
import { videoContent } from '../simulator';

/** One kind of work that the server is given over and over, each by a webhook of its own. */
interface Kind {
	name: string;
	/** How often it is asked for, in ms. */
	everyMs: number;
	parameters: Record<string, unknown>;
	/** What is posted to the webhook. */
	body: (simulator: Simulator) => object;
	/** Whether the execution is meant to fail. */
	fails?: boolean;
}

/** How often each kind was answered, and how often otherwise than it should be. */
export type Counts = Record<string, { asked: number; wrong: number }>;

const VIDEO_BYTES = 1_000_000;

const KINDS: Kind[] = [
	{
		...{ name: 'create a link', everyMs: 1_000 },
		parameters: {
			...{ resource: 'link', operation: 'create', domainId: '={{ $json.body.domainId }}' },
			additionalFields: { linkTitle: 'Soak', linkReference: '={{ $json.body.reference }}' },
		},
		body: ({ seed, requests }) => ({ domainId: seed.domainId, reference: `soak-${requests.length}` }),
	},
	{
		...{ name: 'get many links', everyMs: 2_000 },
		parameters: { resource: 'link', operation: 'getAll', returnAll: false, limit: 100 },
		body: () => ({}),
	},
	{
		...{ name: 'get the logs of a recording', everyMs: 2_000 },
		parameters: {
			...{ resource: 'recording', operation: 'getLogs', recordingId: '={{ $json.body.recordingId }}' },
		},
		body: ({ seed }) => ({ recordingId: seed.recordingId }),
	},
	{
		...{ name: 'download a video of 1 MB', everyMs: 4_000 },
		parameters: {
			...{ resource: 'recording', operation: 'download', recordingId: '={{ $json.body.recordingId }}' },
			resources: ['video'],
		},
		body: ({ seed }) => ({ recordingId: seed.recordingId }),
	},
	{
		...{ name: 'get a recording that is not there', everyMs: 4_000, fails: true },
		parameters: { resource: 'recording', operation: 'get', recordingId: 'rec_none' },
		body: () => ({}),
	},
];

/** The kinds above take about 400 of them. */
const REQUESTS_PER_MINUTE = 600;

/** A recording arrives so often (ms): the trigger's workflow tells of it by mail. */
const ARRIVAL_MS = 10_000;

/** Gives a server work of many kinds until it is stopped. */
export class Load {
	readonly counts: Counts = {};

	private readonly timers: NodeJS.Timeout[] = [];

	private readonly underWay = new Set<Promise<void>>();

	private constructor(
		private readonly demo: Demo,
		private readonly simulator: Simulator,
	) {}

	/** Makes the workflows and begins. One request in a hundred is refused, one loses its connection. */
	static async begin(demo: Demo, simulator: Simulator): Promise<Load> {
		const load = new Load(await withRoom(demo, simulator), simulator);
		for (const fault of [{ kind: 'status', status: 503 } as const, { kind: 'reset' } as const]) {
			simulator.faults.add({ match: { method: 'GET' }, probability: 0.01, fault });
		}
		const recording = simulator.store.recordings.get(simulator.seed.recordingId);
		if (recording) recording.resources.video.content = videoContent(VIDEO_BYTES);
		for (const kind of KINDS) await load.prepare(kind);
		load.every(ARRIVAL_MS, () => void simulator.store.addRecording());
		return load;
	}

	/** Asks for nothing more and waits for what is under way. */
	async end(): Promise<void> {
		this.timers.forEach(clearInterval);
		await Promise.all(this.underWay);
	}

	private async prepare(kind: Kind): Promise<void> {
		const { client } = this.demo.n8n;
		const { workspaceId } = this.simulator.seed;
		const workflow = workflowOf(this.demo, { workspaceId, ...kind.parameters });
		const path = kind.name.replace(/\W+/g, '-');
		const saved = await client.createWorkflow({ ...onPost(workflow, path), name: kind.name });
		await client.activate(saved);
		this.counts[kind.name] = { asked: 0, wrong: 0 };
		this.every(kind.everyMs, () => {
			const asking = this.ask(kind, saved).finally(() => this.underWay.delete(asking));
			this.underWay.add(asking);
		});
	}

	private async ask({ name, body, fails = false }: Kind, { nodes }: SavedWorkflow): Promise<void> {
		const url = this.demo.n8n.client.webhookUrl(String(nodes[0].parameters.path));
		const { status } = await axios.post(url, body(this.simulator), {
			...{ proxy: false, validateStatus: () => true },
		});
		this.counts[name].asked += 1;
		if (status >= 300 !== fails) this.counts[name].wrong += 1;
	}

	private every(ms: number, action: () => void): void {
		this.timers.push(setInterval(action, ms));
	}
}

/** The demo with a key of its own that may send more than the documented 120 a minute, and a service that allows it. */
async function withRoom(demo: Demo, simulator: Simulator): Promise<Demo> {
	const key = 'uspl_soak_key';
	const { userId } = simulator.seed;
	simulator.store.apiKeys.set(key, { key, userId, expiresAt: null, disabled: false });
	simulator.setLimit({ kind: 'sliding', requests: REQUESTS_PER_MINUTE });
	const data = { apiKey: key, baseUrl: simulator.baseUrl, requestsPerMinute: REQUESTS_PER_MINUTE };
	const userplaneApi = await demo.n8n.client.createCredential('Soak', 'userplaneApi', data);
	return { ...demo, credentials: { ...demo.credentials, userplaneApi } };
}
