import type { FileSigner } from '../files';
import type { Settings } from '../options';
import type { Query } from '../query';
import type { Member, Store, User, Workspace } from '../store';

/** A request that passed key, quota and contract. */
export interface Call {
	store: Store;
	files: FileSigner;
	settings: Pick<Settings, 'recordingShape' | 'expiredFiles' | 'linkMetaUpdate'>;
	user: User;
	params: Partial<Record<string, string>>;
	/** As the contract allows */
	query: Query;
	body: unknown;
}

/** A call under `/public/workspace/{workspaceId}` of a user who is a member there. */
export interface WorkspaceCall extends Call {
	workspace: Workspace;
	member: Member;
}

/** The body of a 200 answer. */
export interface Success {
	message: string;
	data: object;
}

export type Handlers<C extends Call = Call> = Record<string, (call: C) => Success>;
