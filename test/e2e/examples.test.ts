import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Demo } from '../../scripts/demo/demo';
import { exampleNames, readExample } from '../../scripts/demo/examples';
import { PACKAGE_ROOT } from '../../scripts/n8n/nodePackage';
import type { Workflow, WorkflowNode } from '../../scripts/n8n/types';
import { nodesToFillIn, notesOf, problemsOf, withChoices, type Loaded } from './exampleProblems';
import { withDemo } from './withDemo';

/** Every file of the examples folder, held against what a real n8n knows. example-runs.test.ts executes them. */
describe('the examples as n8n sees them', () => {
	let demo: Demo;
	let loaded: Loaded;

	withDemo(async (started) => {
		demo = started;
		const { client } = demo.n8n;
		loaded = { nodes: await client.nodeDescriptions(), credentials: await client.credentialTypes() };
	});

	describe.each(exampleNames())('%s', (name) => {
		const file = JSON.parse(
			readFileSync(path.join(PACKAGE_ROOT, 'examples', `${name}.json`), 'utf8'),
		) as Workflow;

		it('is imported as it is', async () => {
			const saved = await demo.n8n.client.createWorkflow(file);
			// A credential that is there under the same name is taken
			expect(saved.nodes.map(withoutIds)).toEqual(file.nodes.map(withoutIds));
			expect(saved.connections).toEqual(file.connections);
		});

		it("is imported by n8n's public API too", async () => {
			expect(await demo.n8n.client.importByPublicApi(file)).toEqual(expect.any(String));
		});

		it('has one note of at most 120 words that says where to publish, and chains of at most ten nodes', () => {
			const notes = file.nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote');
			expect(notes).toHaveLength(1);
			expect(String(notes[0].parameters.content).split(/\s+/).length).toBeLessThanOrEqual(120);
			const trigger = file.nodes.some(
				({ type }) => /(trigger|webhook)$/i.test(type) && !/(manual|chat)Trigger/.test(type),
			);
			expect(!trigger || /Publish, top right \(n8n 1: Activate\)/i.test(notesOf(file))).toBe(true);
			// Intercom's signature takes two: one computes it, and its titles are HTML
			const most = name.startsWith('intercom') ? 12 : 10;
			expect(Math.max(...chainsOf(file).map((chain) => chain.size))).toBeLessThanOrEqual(most);
		});

		it('lets nobody in who has no secret, where it takes events', () => {
			const open = file.nodes.filter(
				({ type, parameters }) =>
					type === 'n8n-nodes-base.webhook' &&
					String(parameters.httpMethod).includes('POST') &&
					parameters.authentication !== 'headerAuth',
			);
			const isSigned = file.nodes.some(({ type }) => type === 'n8n-nodes-base.crypto');
			expect(open.length > 0).toBe(isSigned);
		});

		if (/^(recording-ready|recording-lookup|nightly)/.test(name)) {
			it('tells of recordings with six nodes at most', () => {
				expect(Math.max(...chainsOf(file).map((chain) => chain.size))).toBeLessThanOrEqual(6);
			});
		}

		it('lets the failure of one recording take no other of the same poll along', () => {
			const chains = chainsOf(file);
			const polled = file.nodes
				.filter(({ type }) => type === 'n8n-nodes-userplane.userplaneTrigger')
				.flatMap((trigger) => [...(chains.find((chain) => chain.has(trigger.name)) ?? [])]);
			const stops = file.nodes
				.filter(({ name: node, onError }) => polled.includes(node) && onError === undefined)
				.filter(({ type }) => !/\.(userplaneTrigger|filter|splitInBatches|stopAndError)$/.test(type));
			expect(stops.map((node) => node.name)).toEqual([]);
		});

		it('has no node, parameter or credential that n8n does not know, and none too few once it is filled in', () => {
			const { workspaceId, domainId } = demo.userplane;
			const values = { workspaceId, domainId, credentials: named(file), secret: 'a secret' };
			expect(problemsOf(withChoices(readExample(name, values), loaded), loaded)).toEqual([]);
		});

		it('names in its note each node that is to be filled in', () => {
			const note = notesOf(file);
			expect(nodesToFillIn(file, loaded).filter((node) => !note.includes(`**${node}**`))).toEqual([]);
			expect(note).toContain('**Before you ');
		});

		it('names its nodes after what they do, and has no code in it', () => {
			const names = file.nodes.map((node) => node.name);
			expect(
				names.filter((each) => /^(HTTP Request|Edit Fields|If|Switch|Code|Userplane)\d*$/.test(each)),
			).toEqual([]);
			expect(file.nodes.map(({ type }) => type)).not.toContain('n8n-nodes-base.code');
		});
	});
});

/** The names of the nodes that are connected with each other, a set for each chain. */
function chainsOf({ connections }: Workflow): Array<Set<string>> {
	const chains: Array<Set<string>> = [];
	for (const [from, outputs] of Object.entries(connections)) {
		const targets = Object.values(outputs as Record<string, Array<Array<{ node: string }> | null>>)
			.flat(2)
			.flatMap((target) => target?.node ?? []);
		const names = new Set([from, ...targets]);
		const touched = chains.filter((chain) => [...names].some((name) => chain.has(name)));
		for (const chain of touched) chains.splice(chains.indexOf(chain), 1);
		chains.push(new Set([...names, ...touched.flatMap((chain) => [...chain])]));
	}
	return chains;
}

/** A stand-in for each credential that the file names. */
function named({ nodes }: Workflow): Record<string, { id: string; name: string }> {
	const types = nodes.flatMap(({ credentials }) => Object.keys(credentials ?? {}));
	return Object.fromEntries(types.map((type) => [type, { id: type, name: type }]));
}

function withoutIds({ credentials = {}, ...node }: WorkflowNode): object {
	return { ...node, credentials: Object.entries(credentials).map(([type, { name }]) => [type, name]) };
}
