import type { FileContent } from './fileContent';
import { jsonContent, ndjsonContent, thumbnailContent, videoContent } from './fileContent';
import type { Domain, Link, Project, Recording, ResourceKind, Store, StoredResource } from './store';

/** A recording to add: `resources` may name only those that differ from the status's own. */
export type RecordingInput = Partial<Omit<Recording, 'resources'>> & {
	resources?: Partial<Record<ResourceKind, StoredResource>>;
};

const SAMPLE_VIDEO_BYTES = 200_000;
const SAMPLE_DURATION_MS = 42_000;
const DAY_MS = 86_400_000;

export const resourceKinds: ResourceKind[] = ['video', 'thumbnail', 'consoleLog', 'networkLog', 'action'];

/** The status of a recording whose upload is complete; the documents name `pending` only, so this word is ours. */
export const completeStatus = 'completed';

function firstOf<T>(rows: T[], what: string): T {
	const [first] = rows;
	if (first === undefined) throw new Error(`The simulator's store has no ${what}`);
	return first;
}

/** The named row, which must exist, or the first of `others` when none is named. */
function namedOrFirst<T>(table: Map<string, T>, id: string | undefined, others: () => T[], what: string): T {
	if (id === undefined) return firstOf(others(), what);
	const row = table.get(id);
	if (row === undefined) throw new Error(`The simulator's store has no ${what} ${id}`);
	return row;
}

/** Anything left out is taken from the store: its first workspace, that one's default project, verified domain, first member. */
export function newLink(store: Store, input: Partial<Link>): Link {
	const workspaceId = input.workspaceId ?? firstOf([...store.workspaces.values()], 'workspace').workspaceId;
	const rowsIn = <T extends { workspaceId: string }>(table: Map<string, T>): T[] =>
		store.rows(table, workspaceId);
	const verified = (): Domain[] => rowsIn(store.domains).filter((row) => row.domainStatus === 'verified');
	const defaults = (): Project[] => rowsIn(store.projects).filter((row) => row.isDefault);
	const domain = namedOrFirst(store.domains, input.domainId, verified, 'verified domain');
	const project = namedOrFirst(store.projects, input.projectId, defaults, 'default project');
	const creator = namedOrFirst(store.members, input.createdBy, () => rowsIn(store.members), 'member');
	const linkId = input.linkId ?? store.nextId('lnk');
	const target = `userplane-token=${linkId}&userplane-action=recording&userplane-workspace=${workspaceId}`;
	const defaultsOfApi = {
		linkId,
		linkTitle: null,
		linkType: 'recording' as const,
		linkReusable: false,
		// What a link made through the API gets is unknown; this is the value that says least
		linkProviderType: 'others',
		linkProviderId: null,
		linkProviderReference: null,
		linkURL: `${domain.domainUrl}/?${target}`,
		linkMeta: null,
		createdAt: store.timestamp(),
		deletedAt: null,
	};
	const { projectId } = project;
	const { domainId } = domain;
	return {
		...defaultsOfApi,
		...input,
		linkId,
		workspaceId,
		projectId,
		domainId,
		createdBy: creator.workspaceMemberId,
	};
}

/** Anything left out is taken from the store (the workspace's first link) and from the status: pending = no files yet. */
export function newRecording(store: Store, input: RecordingInput): Recording {
	const inWorkspace = (): Link[] =>
		[...store.links.values()].filter((row) => row.workspaceId === (input.workspaceId ?? row.workspaceId));
	const link = namedOrFirst(store.links, input.linkId, inWorkspace, 'link');
	const createdAt = input.createdAt ?? store.timestamp();
	const status = input.status ?? completeStatus;
	const retentionDays = store.projects.get(link.projectId)?.recordingRetentionDays ?? 90;
	return {
		recordingDurationMs: SAMPLE_DURATION_MS,
		recordingStartedAt: createdAt,
		systemMeta: { browser: 'Firefox 140', os: 'Windows 11', url: 'https://app.acme.example/checkout' },
		customMeta: { plan: 'pro' },
		notes: null,
		expiresAt: new Date(Date.parse(createdAt) + retentionDays * DAY_MS).toISOString(),
		updatedAt: createdAt,
		deletedAt: null,
		...input,
		recordingId: input.recordingId ?? store.nextId('rec'),
		workspaceId: link.workspaceId,
		linkId: link.linkId,
		status,
		createdAt,
		resources: {
			...(status === 'pending' ? pendingResources() : sampleResources(createdAt)),
			...input.resources,
		},
	};
}

function resourcesOf(
	content: (kind: ResourceKind) => FileContent | null,
): Record<ResourceKind, StoredResource> {
	const resource = (kind: ResourceKind): StoredResource => ({ captureEnabled: true, content: content(kind) });
	return {
		video: resource('video'),
		thumbnail: resource('thumbnail'),
		consoleLog: resource('consoleLog'),
		networkLog: resource('networkLog'),
		action: resource('action'),
	};
}

function pendingResources(): Record<ResourceKind, StoredResource> {
	return resourcesOf(() => null);
}

/** Files of a recording whose upload is complete. No document shows the entries of a log: keys and values are ours. */
export function sampleResources(startedAt: string): Record<ResourceKind, StoredResource> {
	const start = Date.parse(startedAt);
	const at = (seconds: number): number => start + seconds * 1000;
	const contents: Record<ResourceKind, FileContent> = {
		video: videoContent(SAMPLE_VIDEO_BYTES),
		thumbnail: thumbnailContent(),
		consoleLog: ndjsonContent([
			{ timestamp: at(2), level: 'info', message: 'Checkout opened' },
			{ timestamp: at(9), level: 'warn', message: 'Coupon was not found' },
			{
				timestamp: at(14),
				level: 'error',
				message: 'TypeError: can\'t access property "total", cart is null',
			},
		]),
		networkLog: jsonContent([
			{
				timestamp: at(1),
				method: 'GET',
				url: 'https://app.acme.example/api/cart',
				status: 200,
				durationMs: 84,
			},
			{
				timestamp: at(13),
				method: 'POST',
				url: 'https://app.acme.example/api/pay',
				status: 500,
				durationMs: 412,
			},
		]),
		action: jsonContent([
			{ timestamp: at(3), type: 'click', target: 'button#apply-coupon' },
			{ timestamp: at(12), type: 'click', target: 'button#pay' },
		]),
	};
	return resourcesOf((kind) => contents[kind]);
}
