import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { cleanup, runNode, withSimulatedClock } from '../harness';
import type { CredentialData, RunNodeOptions, RunNodeResult } from '../harness';
import { startSimulator } from '../simulator';
import type { Link, RecordedRequest, Simulator, SimulatorOptions } from '../simulator';
import { linkView } from '../simulator/handlers/views';

/** What a test may add to a run. `credential` is laid over the usual one. */
export interface Run extends Partial<Omit<RunNodeOptions, 'node' | 'parameters' | 'credentials'>> {
	credential?: IDataObject;
}

/** The simulator of a test file, and the three operations run against it on the real engine. */
export class World {
	simulator!: Simulator;

	/** A key of its own for each test, since a key's gate remembers what the tests before have sent. */
	key = '';

	private keys = 0;

	private otherMember?: ReturnType<Simulator['store']['membership']>;

	async start(options?: SimulatorOptions): Promise<void> {
		this.simulator = await startSimulator(options);
	}

	/** Back to the seed, with a new key of the default user. */
	reset(): void {
		this.simulator.reset();
		this.key = this.newKey();
	}

	/** One more key of the default user, which shares that user's quota, but no gate with other keys. */
	newKey(prefix = 'uspl_test_key'): string {
		this.keys += 1;
		const key = `${prefix}_${this.keys}`;
		const { store, seed } = this.simulator;
		store.apiKeys.set(key, { key, userId: seed.userId, expiresAt: null, disabled: false });
		return key;
	}

	/** Leaves the default user one workspace, the seeded one. */
	leaveOneWorkspace(): void {
		const { store, seed } = this.simulator;
		const other = store.membership(seed.otherWorkspaceId, seed.userId);
		if (other) store.members.delete(other.workspaceMemberId);
		this.otherMember = other;
	}

	/** After `leaveOneWorkspace`: takes the seeded one too, in one of three ways, and gives the other one back. */
	changeWorkspace(how: 'it is deleted' | 'it is unknown' | 'the user has left'): void {
		const { store, seed } = this.simulator;
		const [own, other] = [store.membership(seed.workspaceId, seed.userId), this.otherMember];
		const workspace = store.workspaces.get(seed.workspaceId);
		if (!own || !other || !workspace) throw new Error('The seed has no such rows');
		store.members.set(other.workspaceMemberId, other);
		store.members.delete(own.workspaceMemberId);
		if (how === 'it is deleted') workspace.deletedAt = workspace.createdAt;
		if (how === 'it is unknown') store.workspaces.delete(seed.workspaceId);
	}

	/** The credential as typed in, without pacing unless `changes` say otherwise. */
	credentials(changes: IDataObject = {}): CredentialData {
		const { baseUrl } = this.simulator;
		const fields = { apiKey: this.key, baseUrl, requestsPerMinute: 0, ...changes };
		return { userplaneApi: fields as CredentialData[string] };
	}

	/** Runs the node with these parameters and nothing else. */
	async run(parameters: INodeParameters, { credential, ...more }: Run = {}): Promise<RunNodeResult> {
		return await runNode({
			node: 'userplane',
			parameters,
			credentials: this.credentials(credential),
			...more,
		});
	}

	/** The same while time is simulated, for runs that wait. */
	async runWaiting(
		parameters: INodeParameters,
		more: Run = {},
	): Promise<RunNodeResult & { elapsedMs: number }> {
		const run = async () => await this.run(parameters, more);
		const { result, elapsedMs } = await withSimulatedClock(run);
		return { ...result, elapsedMs };
	}

	/** Link > Create in the seeded workspace and domain. */
	create(parameters: INodeParameters = {}): INodeParameters {
		const { workspaceId, domainId } = this.simulator.seed;
		const own = { workspaceId: byId(workspaceId), domainId: byId(domainId) };
		return { resource: 'link', operation: 'create', ...own, ...parameters };
	}

	/** Link > Update of the seeded link. */
	update(updateFields: INodeParameters, parameters: INodeParameters = {}): INodeParameters {
		const { workspaceId, linkId } = this.simulator.seed;
		const own = { workspaceId: byId(workspaceId), linkId: byId(linkId), updateFields };
		return { resource: 'link', operation: 'update', ...own, ...parameters };
	}

	/** Link > Create or Update of the reference R in the seeded workspace and domain. */
	upsert(parameters: INodeParameters = {}): INodeParameters {
		return {
			...this.create({ matchBy: 'reference', linkReference: 'R', ...parameters }),
			operation: 'upsert',
		};
	}

	/** Link > Create or Update by ticket, Zendesk's 35436, in the seeded workspace and domain. */
	ticket(parameters: INodeParameters = {}): INodeParameters {
		const ticket = { linkProviderType: 'zendesk', linkProviderId: '35436' };
		return { ...this.create({ ...ticket, ...parameters }), operation: 'upsert' };
	}

	/** Recording > Get of the seeded recording. */
	recording(parameters: INodeParameters = {}): INodeParameters {
		const { workspaceId, recordingId } = this.simulator.seed;
		const own = { workspaceId: byId(workspaceId), recordingId: byId(recordingId) };
		return { resource: 'recording', operation: 'get', ...own, ...parameters };
	}

	/** The bodies of all requests with this method, in order of arrival. */
	bodies(method: 'POST' | 'PUT'): unknown[] {
		return this.sent(method).map(({ body }) => body);
	}

	sent(method: string): RecordedRequest[] {
		return this.simulator.requests.filter((request) => request.method === method);
	}

	/** A link as the node gives it out: as the API shows it, with its workspace. @throws when there is no such link */
	shown(linkId: unknown): object {
		const { store } = this.simulator;
		const link = store.links.get(String(linkId));
		if (!link) throw new Error(`There is no link ${String(linkId)}`);
		return { ...linkView(store, link), workspaceId: link.workspaceId };
	}

	/** The links with a reference that have not been deleted. */
	alive(reference = 'R'): Link[] {
		return [...this.simulator.store.links.values()].filter(
			({ linkProviderReference, deletedAt }) => linkProviderReference === reference && deletedAt === null,
		);
	}

	/** The ids of links that were made since the seed. */
	newLinks(): string[] {
		const seeded = Object.values({ ...this.simulator.seed });
		return [...this.simulator.store.links.keys()].filter((linkId) => !seeded.includes(linkId));
	}
}

/** Gives a test file its world: one simulator for the file, the seed before each test, nothing left behind. */
export function useWorld(options?: SimulatorOptions): World {
	const world = new World();
	beforeAll(async () => await world.start(options));
	beforeEach(() => world.reset());
	afterAll(async () => {
		await world.simulator.stop();
		await cleanup();
	});
	return world;
}

/** A locator in the mode By ID. */
export function byId(value: string): INodeParameters {
	return locator('id', value);
}

/** A locator as the editor saves it. */
export function locator(mode: string, value: string | number): INodeParameters {
	return { __rl: true, mode, value };
}

/** `count` items, told apart by `n`. */
export function items(count: number): Array<{ json: { n: number } }> {
	return Array.from({ length: count }, (_, n) => ({ json: { n } }));
}

/** What the user reads of an item that failed while the workflow went on. @throws when it did not fail */
export function readItem(item: INodeExecutionData | undefined): string {
	const { error, message } = item?.json ?? {};
	if (typeof error !== 'string' || typeof message !== 'string') throw new Error('The item has not failed');
	return `${error}\n${message}`;
}

/** What the user reads of a failed run: the message, and below it the description. */
export function read(result: RunNodeResult): string {
	const { error } = result;
	if (!error) return '';
	const description = 'description' in error ? String(error.description) : '';
	return `${error.message}\n${description}`;
}
