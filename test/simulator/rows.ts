import { createHash } from 'node:crypto';
import { pendingResources, sampleResources } from './sampleFiles';
import type { Domain, Link, Project, Recording, ResourceKind, Store, StoredResource } from './store';

/** A recording to add: `resources` may name only those that differ from the status's own. */
export type RecordingInput = Partial<Omit<Recording, 'resources'>> & {
	resources?: Partial<Record<ResourceKind, StoredResource>>;
};

const SAMPLE_DURATION_MS = 42_000;
const DAY_MS = 86_400_000;

/**
 * Statuses of a recording whose upload is complete, given in turn. The documents name `pending` only (grade B), so these
 * are guesses, and `sealed` is there because nobody would guess it.
 */
export const finishedStatuses = ['ready', 'completed', 'sealed', 'uploaded', 'processed'];

/** What a site's SDK may attach: values of any JSON type, unlike a link's metadata (grade B). */
const SAMPLE_CUSTOM_META = {
	userId: 'usr_88',
	plan: { name: 'pro', seats: 12 },
	flags: ['new-checkout', 3, null],
	cartValue: 49.9,
	trial: false,
	coupon: null,
};

/** The next word for a complete recording. */
export function finishedStatus(store: Store): string {
	return finishedStatuses[store.next('finished') % finishedStatuses.length];
}

/**
 * A link's URL in the form of the one sample, a host, `/r/` and a token like `abc123` (grade B), on the link's own domain.
 * The token is not the id. Every second link has a query of its own: nothing says that there is none.
 */
function linkUrl(store: Store, linkId: string, { domainUrl }: Domain): string {
	const token = createHash('sha256').update(linkId).digest('hex').slice(0, 10);
	const query = store.next('linkURL') % 2 === 1 ? '?lang=en' : '';
	return `https://${domainUrl}/r/${token}${query}`;
}

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
	const defaultsOfApi = {
		linkId,
		linkTitle: null,
		linkType: 'recording' as const,
		linkReusable: false,
		// What a link made through the API gets is unknown; this is the value that says least
		linkProviderType: 'others',
		linkProviderId: null,
		linkProviderReference: null,
		linkURL: linkUrl(store, linkId, domain),
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
	const status = input.status ?? finishedStatus(store);
	const retentionDays = store.projects.get(link.projectId)?.recordingRetentionDays ?? 90;
	return {
		recordingDurationMs: SAMPLE_DURATION_MS,
		recordingStartedAt: createdAt,
		// That it begins with browser and system is documented (grade C), its keys are not
		systemMeta: { browser: 'Firefox 140', os: 'Windows 11', url: 'https://app.acme.example/checkout' },
		customMeta: structuredClone(SAMPLE_CUSTOM_META),
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
