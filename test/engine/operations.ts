import type { INodeParameters } from 'n8n-workflow';

import { loadContract } from '../simulator/contract';
import type { Simulator } from '../simulator';
import * as views from '../simulator/handlers/views';
import type { DocumentedError } from './contractDocument';
import { byId } from './support';

/** One operation of the node with the request that it stands for, on the rows that the simulator is seeded with. */
export interface OperationCase {
	resource: string;
	operation: string;
	/** The call in the contract whose errors it shows. */
	operationId: string;
	method: 'GET' | 'DELETE';
	/** Below the workspace's path; the whole path when the call needs no workspace. */
	path: (seed: Simulator['seed']) => string;
	/** Decoded. */
	query?: string;
	needsWorkspace?: false;
	/** `data` is the object itself, and not an object that has it under the resource's name. */
	isBare?: true;
	/** What it takes beside the workspace. */
	parameters?: (seed: Simulator['seed']) => INodeParameters;
	/** What it gives, one object an item, before the request is made. */
	output: (simulator: Simulator) => object[];
}

const all = { returnAll: true };
const stored = <T>(row: T | undefined): T => {
	if (row === undefined) throw new Error('The seed has no such row');
	return row;
};
const alive = (row: { deletedAt: string | null }) => row.deletedAt === null;
const newestFirst = <T extends { createdAt: string }>(rows: T[]) =>
	[...rows].sort((a, b) => b.createdAt.localeCompare(a.createdAt));

/** Rows of the seeded workspace. */
function rows<T extends { workspaceId: string }>({ seed, store }: Simulator, table: Map<string, T>): T[] {
	return store.rows(table, seed.workspaceId);
}

const link = (seed: Simulator['seed']): INodeParameters => ({ linkId: byId(seed.linkId) });
const recording = (seed: Simulator['seed']): INodeParameters => ({ recordingId: byId(seed.recordingId) });
/** A workspace as the API shows it. */
function workspaceView({ store }: Simulator, id: string): object {
	const { workspaceId, workspaceName, createdAt, updatedAt } = stored(store.workspaces.get(id));
	return { workspaceId, workspaceName, createdAt, updatedAt };
}

/** The default user as the API shows it, with what the seed has of that user's. */
function me({ store, seed }: Simulator): object {
	const { userId: id, ...user } = stored(store.users.get(seed.userId));
	return { user: { id, ...user }, stats: { workspaces: 2, links: 2, recordings: 3 } };
}

/** Every operation that only reads or deletes and answers with what the API sends. Create, update, files and logs have tests of their own. */
export const operations: OperationCase[] = [
	{
		...{ resource: 'link', operation: 'get', operationId: 'links.getById', method: 'GET' },
		path: (seed) => `/links/${seed.linkId}`,
		parameters: link,
		output: ({ store, seed }) => [
			{ ...views.linkView(store, stored(store.links.get(seed.linkId))), workspaceId: seed.workspaceId },
		],
	},
	{
		...{ resource: 'link', operation: 'getAll', operationId: 'links.list', method: 'GET' },
		path: () => '/links',
		query: 'page=1&per_page=20',
		parameters: () => all,
		output: (simulator) =>
			newestFirst(rows(simulator, simulator.store.links).filter(alive)).map((row) => ({
				...views.linkView(simulator.store, row),
				workspaceId: row.workspaceId,
			})),
	},
	{
		...{ resource: 'link', operation: 'delete', operationId: 'links.delete', method: 'DELETE' },
		path: (seed) => `/links/${seed.linkId}`,
		parameters: link,
		output: ({ seed }) => [{ deleted: true, linkId: seed.linkId }],
	},
	{
		...{ resource: 'link', operation: 'search', operationId: 'workspaces.search', method: 'GET' },
		path: () => '/search',
		query: 'q=checkout&type=links&limit=20',
		parameters: () => ({ q: 'checkout' }),
		output: ({ store, seed }) => [views.linkFoundView(store, stored(store.links.get(seed.linkId)))],
	},
	{
		...{ resource: 'recording', operation: 'getAll', operationId: 'recordings.list', method: 'GET' },
		path: () => '/recordings',
		query: 'page=1&per_page=20',
		parameters: () => all,
		output: (simulator) =>
			newestFirst(rows(simulator, simulator.store.recordings).filter(alive)).map((row) => {
				const hasFile = row.resources.thumbnail.content !== null;
				const signed = hasFile ? (expect.stringContaining('/thumbnail?') as string) : null;
				return { ...views.recordingRow(simulator.store, row, signed), workspaceId: row.workspaceId };
			}),
	},
	{
		...{ resource: 'recording', operation: 'delete', operationId: 'recordings.delete', method: 'DELETE' },
		path: (seed) => `/recordings/${seed.recordingId}`,
		parameters: recording,
		output: ({ seed }) => [{ deleted: true, recordingId: seed.recordingId }],
	},
	{
		...{ resource: 'project', operation: 'get', operationId: 'projects.getById', method: 'GET' },
		path: (seed) => `/projects/${seed.secondProjectId}`,
		parameters: (seed) => ({ projectId: byId(seed.secondProjectId) }),
		output: ({ store, seed }) => [views.projectView(stored(store.projects.get(seed.secondProjectId)))],
	},
	{
		...{ resource: 'project', operation: 'getAll', operationId: 'projects.list', method: 'GET' },
		path: () => '/projects',
		query: 'page=1&per_page=10',
		parameters: () => all,
		output: (simulator) => rows(simulator, simulator.store.projects).filter(alive).map(views.projectView),
	},
	{
		...{ resource: 'project', operation: 'search', operationId: 'workspaces.search', method: 'GET' },
		path: () => '/search',
		query: 'q=BILL&type=projects&limit=20',
		parameters: () => ({ q: 'BILL' }),
		output: ({ store, seed }) => [views.projectView(stored(store.projects.get(seed.secondProjectId)))],
	},
	{
		...{ resource: 'domain', operation: 'getAll', operationId: 'domains.list', method: 'GET' },
		path: () => '/domains',
		query: 'page=1&per_page=10',
		parameters: () => all,
		output: (simulator) => rows(simulator, simulator.store.domains).map(views.domainView),
	},
	{
		...{ resource: 'domain', operation: 'search', operationId: 'workspaces.search', method: 'GET' },
		path: () => '/search',
		query: 'q=new.&type=domains&limit=20',
		parameters: () => ({ q: 'new.' }),
		output: ({ store, seed }) => [views.domainView(stored(store.domains.get(seed.pendingDomainId)))],
	},
	{
		...{ resource: 'member', operation: 'getAll', operationId: 'members.list', method: 'GET' },
		path: () => '/members',
		query: 'page=1&per_page=10',
		parameters: () => all,
		output: (simulator) => rows(simulator, simulator.store.members).map(views.memberView),
	},
	{
		...{ resource: 'member', operation: 'search', operationId: 'workspaces.search', method: 'GET' },
		path: () => '/search',
		query: 'q=amir&type=members&limit=20',
		parameters: () => ({ q: 'amir' }),
		output: ({ store, seed }) => [views.memberView(stored(store.members.get(seed.adminMemberId)))],
	},
	{
		...{ resource: 'workspace', operation: 'get', operationId: 'workspaces.getById', method: 'GET' },
		path: () => '',
		output: (simulator) => [workspaceView(simulator, simulator.seed.workspaceId)],
	},
	{
		...{ resource: 'workspace', operation: 'getAll', operationId: 'workspaces.list', method: 'GET' },
		path: () => '/workspaces',
		query: 'page=1&per_page=20',
		needsWorkspace: false,
		parameters: () => all,
		output: (simulator) =>
			[simulator.seed.workspaceId, simulator.seed.otherWorkspaceId].map((id) => workspaceView(simulator, id)),
	},
	{
		...{ resource: 'workspace', operation: 'getInviteUrl', operationId: 'workspaces.getInviteUrl' },
		...{ method: 'GET', isBare: true },
		path: () => '/invite-url',
		output: ({ store, seed: { workspaceId } }) => [
			{ inviteUrl: stored(store.workspaces.get(workspaceId)).inviteUrl, workspaceId },
		],
	},
	{
		...{ resource: 'user', operation: 'getMe', operationId: 'me', method: 'GET', isBare: true },
		path: () => '/me',
		needsWorkspace: false,
		output: (simulator) => [me(simulator)],
	},
];

/** The node's parameters for an operation; `more` is laid over them. */
export function parametersOf(
	{ resource, operation, parameters, needsWorkspace }: OperationCase,
	seed: Simulator['seed'],
	more: INodeParameters = {},
): INodeParameters {
	const workspace = needsWorkspace === false ? {} : { workspaceId: byId(seed.workspaceId) };
	return { resource, operation, ...workspace, ...parameters?.(seed), ...more };
}

/** The path that an operation asks for, as the simulator records it. */
export function pathOf({ path, needsWorkspace }: OperationCase, seed: Simulator['seed']): string {
	const base = needsWorkspace === false ? '' : `/workspace/${seed.workspaceId}`;
	return `/api/v1/public${base}${path(seed)}`;
}

interface DeclaredError {
	content: {
		'application/json': { schema: { allOf: [object, { properties: { code: { enum: string[] } } }] } };
	};
}

/** Every error that the contract declares for a call. */
export async function declaredErrors(operationId: string): Promise<DocumentedError[]> {
	const contract = await loadContract();
	const responses = Object.entries(contract.router.getOperation(operationId)?.responses ?? {});
	return responses
		.filter(([status]) => status !== '200')
		.flatMap(([status, response]) => {
			const { schema } = (response as DeclaredError).content['application/json'];
			return schema.allOf[1].properties.code.enum.map((code) => ({ code, status: Number(status) }));
		});
}
