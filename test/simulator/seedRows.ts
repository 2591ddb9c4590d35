import type { DomainStatus, Member, Project, Role, Store, User, Workspace } from './store';

const HOUR_MS = 3_600_000;

/** Adds rows of the seed to a store, with times in hours before the simulator's clock. */
export class SeedRows {
	constructor(private readonly store: Store) {}

	/** The time so many hours ago. */
	ago(hours: number): string {
		return new Date(this.store.now() - hours * HOUR_MS).toISOString();
	}

	user(name: string, keys: string[]): User {
		const { store } = this;
		const email = `${name.split(' ')[0]?.toLowerCase()}@acme.example`;
		const person = { name, email, emailVerified: true, image: null, createdAt: this.ago(900) };
		const user = { userId: store.nextId('usr'), ...person };
		store.users.set(user.userId, user);
		for (const key of keys)
			store.apiKeys.set(key, { key, userId: user.userId, expiresAt: null, disabled: false });
		return user;
	}

	workspace(workspaceName: string, deletedAt: string | null = null): Workspace {
		const workspaceId = this.store.nextId('ws');
		const inviteUrl = `https://dash.userplane.io/invite/${workspaceId}`;
		const times = { createdAt: this.ago(800), updatedAt: this.ago(700), deletedAt };
		const workspace = { workspaceId, workspaceName, inviteUrl, planLimit: null, ...times };
		this.store.workspaces.set(workspaceId, workspace);
		return workspace;
	}

	member({ workspaceId }: Workspace, user: User, workspaceRole: Role): Member {
		const { userId, name: memberName, email: memberEmail } = user;
		const workspaceMemberId = this.store.nextId('wsm');
		const person = { userId, memberName, memberEmail, workspaceRole };
		const member = { workspaceMemberId, workspaceId, ...person, workspaceJoinedAt: this.ago(700) };
		this.store.members.set(workspaceMemberId, member);
		return member;
	}

	project({ workspaceId }: Workspace, projectTitle: string, more: Partial<Project> = {}): Project {
		const projectId = this.store.nextId('prj');
		const times = { createdAt: this.ago(600), updatedAt: this.ago(600), deletedAt: null };
		const fixed = { projectId, workspaceId, projectTitle, isDefault: false, recordingRetentionDays: 90 };
		const project = { ...fixed, ...times, ...more };
		this.store.projects.set(projectId, project);
		return project;
	}

	/** @param domainUrl a bare host @returns the id */
	domain({ workspaceId }: Workspace, domainUrl: string, domainStatus: DomainStatus): string {
		const domainId = this.store.nextId('dom');
		const times = { createdAt: this.ago(500), updatedAt: this.ago(500) };
		this.store.domains.set(domainId, { domainId, workspaceId, domainUrl, domainStatus, ...times });
		return domainId;
	}
}
