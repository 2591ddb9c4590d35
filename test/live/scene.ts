import { type LiveOptions, type Outcome, runLive } from '../../scripts/live/live';
import { cleanup } from '../harness';
import { startSimulator, type Simulator } from '../simulator';
import { type Twist, Twisted } from './twisted';

const HOUR_MS = 3_600_000;

/** A service with enough in it to tell pages, orders and filters apart, as the simulator serves it and with a twist. */
export class Scene {
	simulator!: Simulator;
	twisted!: Twisted;
	private known = new Set<string>();

	async start(): Promise<void> {
		this.simulator = await startSimulator();
		this.twisted = new Twisted(this.simulator);
		await this.twisted.start();
	}

	async stop(): Promise<void> {
		await this.twisted.stop();
		await this.simulator.stop();
		await cleanup();
	}

	/** The seed, and twelve links and recordings of two people, projects and domains. */
	reset(): void {
		this.simulator.reset();
		this.twisted.twist = {};
		const { store, seed } = this.simulator;
		const { domainId, secondProjectId, adminMemberId } = seed;
		const domain = store.domains.get(domainId);
		if (!domain) throw new Error('The seed has no domain');
		store.domains.set('dom_second', { ...domain, domainId: 'dom_second', domainUrl: 'help.acme.example' });
		for (let n = 0; n < 12; n++) {
			const createdAt = new Date(store.now() - (100 + n) * HOUR_MS).toISOString();
			const place = n % 3 === 0 ? { projectId: secondProjectId, domainId: 'dom_second' } : {};
			const creator = n % 4 === 0 ? { createdBy: adminMemberId } : {};
			const { linkId } = store.addLink({
				linkTitle: `Title ${(n * 7) % 12}`,
				createdAt,
				...place,
				...creator,
			});
			store.addRecording({ linkId, createdAt, recordingDurationMs: 1_000 * ((n * 5) % 12) });
		}
		this.known = new Set(store.links.keys());
	}

	/** One look at the service. What it said on the screen is in `lines`. */
	async look(more: Partial<LiveOptions> = {}): Promise<Outcome & { lines: string[] }> {
		const lines: string[] = [];
		const { apiKey, seed } = this.simulator;
		const outcome = await runLive({
			...{ apiKey, baseUrl: this.twisted.baseUrl, workspaceId: seed.workspaceId, mayWrite: false },
			...{ log: (line) => lines.push(line), signal: new AbortController().signal },
			...more,
		});
		expect(this.twisted.mistakes.splice(0)).toEqual([]);
		return { ...outcome, lines };
	}

	/** The same at a service that differs in one point. */
	async lookAt(twist: Twist, more: Partial<LiveOptions> = {}): ReturnType<Scene['look']> {
		this.twisted.twist = twist;
		return await this.look(more);
	}

	/** The links that are there and that neither the seed nor this scene has made. */
	left(): string[] {
		const links = [...this.simulator.store.links.values()];
		return links
			.filter(({ linkId, deletedAt }) => deletedAt === null && !this.known.has(linkId))
			.map(({ linkId }) => linkId);
	}
}

/** The rows of a report that have this result: what they are about, and the rest of the row. */
export function rowsWith(report: string | undefined, result: string): Array<[name: string, rest: string]> {
	return (report ?? '')
		.split('\n')
		.map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))
		.filter((cells) => cells.includes(result))
		.map((cells) => [cells[1], cells.slice(cells.indexOf(result) + 1).join(' ')]);
}

/** Gives a test file its scene. */
export function useScene(): Scene {
	const scene = new Scene();
	beforeAll(async () => await scene.start());
	beforeEach(() => scene.reset());
	afterAll(async () => await scene.stop());
	return scene;
}
