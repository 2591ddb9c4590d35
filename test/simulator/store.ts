import type { FileContent } from './fileContent';
import { finishedStatus, newLink, newRecording } from './rows';
import type { RecordingInput } from './rows';
import { sampleResources } from './sampleFiles';

export type Role = 'owner' | 'admin' | 'member';
export type DomainStatus = 'pending' | 'verified' | 'revoked';
export type LinkType = 'file' | 'recording' | 'session' | 'screenshot';
export type ResourceKind = 'video' | 'thumbnail' | 'consoleLog' | 'networkLog' | 'action';

/** Times are ISO strings with milliseconds, as the API sends them. `deletedAt` marks a soft delete. */
export interface User {
	userId: string;
	name: string;
	email: string;
	emailVerified: boolean;
	image: string | null;
	createdAt: string;
}
export interface ApiKey {
	key: string;
	userId: string;
	expiresAt: string | null;
	disabled: boolean;
}
export interface Workspace {
	workspaceId: string;
	workspaceName: string;
	inviteUrl: string;
	/** Links that the plan allows, deleted ones counted; null = no limit */
	planLimit: number | null;
	createdAt: string;
	updatedAt: string;
	deletedAt: string | null;
}
export interface Member {
	workspaceMemberId: string;
	workspaceId: string;
	userId: string;
	memberName: string;
	memberEmail: string;
	workspaceRole: Role;
	workspaceJoinedAt: string;
}
export interface Project {
	projectId: string;
	workspaceId: string;
	projectTitle: string;
	isDefault: boolean;
	recordingRetentionDays: number;
	createdAt: string;
	updatedAt: string;
	deletedAt: string | null;
}
export interface Domain {
	domainId: string;
	workspaceId: string;
	/** A bare host, e.g. `app.example.com` */
	domainUrl: string;
	domainStatus: DomainStatus;
	createdAt: string;
	updatedAt: string;
}
export interface Link {
	linkId: string;
	workspaceId: string;
	linkTitle: string | null;
	linkType: LinkType;
	linkReusable: boolean;
	linkProviderType: string;
	linkProviderId: string | null;
	linkProviderReference: string | null;
	/** A full URL */
	linkURL: string;
	linkMeta: Record<string, string> | null;
	projectId: string;
	domainId: string;
	/** workspaceMemberId of who made it */
	createdBy: string;
	createdAt: string;
	deletedAt: string | null;
}
/** `content: null` with `captureEnabled: true` = not there yet; with `false` = never captured. */
export interface StoredResource {
	captureEnabled: boolean;
	content: FileContent | null;
}
export interface Recording {
	recordingId: string;
	workspaceId: string;
	linkId: string;
	/** Only `pending` is documented; anything else means that the files are there */
	status: string;
	recordingDurationMs: number | null;
	recordingStartedAt: string | null;
	systemMeta: Record<string, unknown> | null;
	/** What the site's SDK attached: any JSON */
	customMeta: Record<string, unknown> | null;
	/** What the customer wrote */
	notes: string | null;
	resources: Record<ResourceKind, StoredResource>;
	/** null = never */
	expiresAt: string | null;
	createdAt: string;
	updatedAt: string;
	deletedAt: string | null;
}

/** Everything the service knows, in plain maps by id. Tests may read and change any of it. Rows keep insertion order. */
export class Store {
	readonly users = new Map<string, User>();
	readonly apiKeys = new Map<string, ApiKey>();
	readonly workspaces = new Map<string, Workspace>();
	readonly members = new Map<string, Member>();
	readonly projects = new Map<string, Project>();
	readonly domains = new Map<string, Domain>();
	readonly links = new Map<string, Link>();
	readonly recordings = new Map<string, Recording>();
	private readonly counters = new Map<string, number>();

	/** @param now current time in ms since the epoch */
	constructor(readonly now: () => number) {}

	/** The current time as the API writes it. */
	timestamp(): string {
		return new Date(this.now()).toISOString();
	}

	/** The next id of a kind: `lnk_000001`, `lnk_000002`, … The same calls always give the same ids. */
	nextId(prefix: string): string {
		return `${prefix}_${String(this.next(prefix) + 1).padStart(6, '0')}`;
	}

	/** How often this was asked for before: 0, 1, 2, … */
	next(what: string): number {
		const count = this.counters.get(what) ?? 0;
		this.counters.set(what, count + 1);
		return count;
	}

	/** A user's membership of a workspace, if there is one. */
	membership(workspaceId: string, userId: string): Member | undefined {
		return this.rows(this.members, workspaceId).find((member) => member.userId === userId);
	}

	/** The rows of one workspace, in the order they were added. */
	rows<T extends { workspaceId: string }>(table: Map<string, T>, workspaceId: string): T[] {
		return [...table.values()].filter((row) => row.workspaceId === workspaceId);
	}

	/** Adds a link as the service would have made it; what is left out gets a default (see newLink). */
	addLink(input: Partial<Link> = {}): Link {
		const link = newLink(this, input);
		this.links.set(link.linkId, link);
		return link;
	}

	/** Adds a recording, complete with sample files unless its status is `pending` (see newRecording). */
	addRecording(input: RecordingInput = {}): Recording {
		const recording = newRecording(this, input);
		this.recordings.set(recording.recordingId, recording);
		return recording;
	}

	/** Ends a pending upload: the status changes and the files are there. */
	completeRecording(recordingId: string): Recording {
		const recording = this.recording(recordingId);
		recording.status = finishedStatus(this);
		recording.updatedAt = this.timestamp();
		recording.resources = sampleResources(recording.createdAt);
		return recording;
	}

	/** Lets a recording's time be over since an hour. `settings.expiredFiles` says what its files answer then. */
	expireRecording(recordingId: string): Recording {
		const recording = this.recording(recordingId);
		recording.expiresAt = new Date(this.now() - 3_600_000).toISOString();
		return recording;
	}

	/** True when the time of the recording is over; null = never (recording/expiry page, grade B). */
	isExpired({ expiresAt }: Recording): boolean {
		return expiresAt !== null && Date.parse(expiresAt) <= this.now();
	}

	/** True when the link is deleted, by itself or with its project (project lifecycle page, grade B). */
	isLinkGone({ deletedAt, projectId }: Link): boolean {
		return deletedAt !== null || this.isProjectGone(projectId);
	}

	/** The same of a recording, whose project is that of its link. A deleted link alone takes no recording along. */
	isRecordingGone({ deletedAt, linkId }: Recording): boolean {
		return deletedAt !== null || this.isProjectGone(this.links.get(linkId)?.projectId);
	}

	private isProjectGone(projectId = ''): boolean {
		return (this.projects.get(projectId)?.deletedAt ?? null) !== null;
	}

	private recording(recordingId: string): Recording {
		const recording = this.recordings.get(recordingId);
		if (!recording) throw new Error(`The simulator's store has no recording ${recordingId}`);
		return recording;
	}

	/** Forgets everything, ids included. */
	clear(): void {
		const tables = [this.users, this.apiKeys, this.workspaces, this.members, this.projects, this.domains];
		for (const table of [...tables, this.links, this.recordings, this.counters]) table.clear();
	}
}
