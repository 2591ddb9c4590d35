import { thumbnailContent, videoContent } from './fileContent';
import { SeedRows } from './seedRows';
import type { ResourceKind, Store, StoredResource, Workspace } from './store';

/** Keys by what they are good for. `owner` and `ownerSecond` are of one user, so they share that user's quota. */
export const seedKeys = {
	owner: 'uspl_test_owner',
	ownerSecond: 'uspl_test_owner_second',
	admin: 'uspl_test_admin',
	member: 'uspl_test_member',
	/** A user of another company: member of the foreign workspace only */
	outsider: 'uspl_test_outsider',
	expired: 'uspl_test_expired',
	disabled: 'uspl_test_disabled',
	/** Known to nobody */
	unknown: 'uspl_test_unknown',
} as const;

interface CompanySeed {
	/** The main workspace; the rows below are in it unless their name says otherwise */
	workspaceId: string;
	/** The default user is its owner too */
	otherWorkspaceId: string;
	/** The default user is no member of it */
	foreignWorkspaceId: string;
	/** Deleted */
	goneWorkspaceId: string;
	/** The default user, an owner, and that user's membership */
	userId: string;
	memberId: string;
	adminMemberId: string;
	/** A member who is neither owner nor admin */
	plainMemberId: string;
}

interface PlaceSeed {
	/** The default project */
	projectId: string;
	secondProjectId: string;
	deletedProjectId: string;
	otherProjectId: string;
	/** Verified */
	domainId: string;
	pendingDomainId: string;
	revokedDomainId: string;
	otherDomainId: string;
}

interface RecordingSeed {
	/** Of the default user, in the default project */
	linkId: string;
	/** Of the plain member, in the second project */
	memberLinkId: string;
	deletedLinkId: string;
	otherLinkId: string;
	/** Complete, with every file, a customer's note and metadata of every kind */
	recordingId: string;
	pendingRecordingId: string;
	deletedRecordingId: string;
	/** Of the plain member's link: MP4, no log was captured, nothing attached, never expires */
	videoOnlyRecordingId: string;
	otherRecordingId: string;
}

/** Ids of the seeded rows. */
export type Seed = CompanySeed & PlaceSeed & RecordingSeed;

interface Workspaces {
	main: Workspace;
	other: Workspace;
	foreign: Workspace;
}

function seedCompanies(store: Store, rows: SeedRows): { workspaces: Workspaces; ids: CompanySeed } {
	const { expired, disabled } = seedKeys;
	const owner = rows.user('Olivia Owner', [seedKeys.owner, seedKeys.ownerSecond, expired, disabled]);
	const admin = rows.user('Amir Admin', [seedKeys.admin]);
	const member = rows.user('Mia Member', [seedKeys.member]);
	const outsider = rows.user('Otto Outsider', [seedKeys.outsider]);
	const { userId } = owner;
	store.apiKeys.set(expired, { key: expired, userId, expiresAt: rows.ago(1), disabled: false });
	store.apiKeys.set(disabled, { key: disabled, userId, expiresAt: null, disabled: true });

	const main = rows.workspace('Acme Support');
	const other = rows.workspace('Acme Labs');
	const foreign = rows.workspace('Globex');
	const gone = rows.workspace('Acme Archive', rows.ago(10));
	const ids = {
		workspaceId: main.workspaceId,
		otherWorkspaceId: other.workspaceId,
		foreignWorkspaceId: foreign.workspaceId,
		goneWorkspaceId: gone.workspaceId,
		userId,
		memberId: rows.member(main, owner, 'owner').workspaceMemberId,
		adminMemberId: rows.member(main, admin, 'admin').workspaceMemberId,
		plainMemberId: rows.member(main, member, 'member').workspaceMemberId,
	};
	rows.member(other, owner, 'owner');
	rows.member(foreign, outsider, 'owner');
	rows.member(gone, owner, 'owner');
	return { workspaces: { main, other, foreign }, ids };
}

function seedPlaces(rows: SeedRows, { main, other, foreign }: Workspaces): PlaceSeed {
	const ids = {
		projectId: rows.project(main, 'General', { isDefault: true }).projectId,
		secondProjectId: rows.project(main, 'Billing', { createdAt: rows.ago(590) }).projectId,
		deletedProjectId: rows.project(main, 'Old project', { deletedAt: rows.ago(20) }).projectId,
		otherProjectId: rows.project(other, 'Lab work', { isDefault: true }).projectId,
		domainId: rows.domain(main, 'app.acme.example', 'verified'),
		pendingDomainId: rows.domain(main, 'new.acme.example', 'pending'),
		revokedDomainId: rows.domain(main, 'old.acme.example', 'revoked'),
		otherDomainId: rows.domain(other, 'labs.acme.example', 'verified'),
	};
	rows.project(foreign, 'Globex default', { isDefault: true });
	rows.domain(foreign, 'globex.example', 'verified');
	return ids;
}

function videoOnly(): Record<ResourceKind, StoredResource> {
	const notCaptured = { captureEnabled: false, content: null };
	return {
		video: { captureEnabled: true, content: videoContent(120_000, 'mp4') },
		thumbnail: { captureEnabled: true, content: thumbnailContent() },
		consoleLog: notCaptured,
		networkLog: notCaptured,
		action: notCaptured,
	};
}

function seedRecordings(store: Store, rows: SeedRows, ids: CompanySeed & PlaceSeed): RecordingSeed {
	const ago = (hours: number): string => rows.ago(hours);
	const ticket = {
		linkProviderType: 'zendesk',
		linkProviderId: '4711',
		linkProviderReference: 'Ticket 4711',
	};
	const { linkId } = store.addLink({ ...ticket, linkTitle: 'Checkout fails', createdAt: ago(48) });
	const { linkId: memberLinkId } = store.addLink({
		createdBy: ids.plainMemberId,
		projectId: ids.secondProjectId,
		linkTitle: 'Invoice is wrong',
		createdAt: ago(47),
	});
	const deletedLink = store.addLink({ linkTitle: 'Gone', createdAt: ago(46), deletedAt: ago(45) });
	const otherLink = store.addLink({ workspaceId: ids.otherWorkspaceId, createdAt: ago(44) });

	const notes = 'The coupon is taken, then the page stays empty.';
	const recording = store.addRecording({ linkId, createdAt: ago(24), notes });
	const pending = store.addRecording({ linkId, createdAt: ago(23), status: 'pending' });
	const deleted = store.addRecording({ linkId: memberLinkId, createdAt: ago(22), deletedAt: ago(21) });
	const bare = { customMeta: null, expiresAt: null, resources: videoOnly() };
	const mp4 = store.addRecording({ linkId: memberLinkId, createdAt: ago(20), ...bare });
	const other = store.addRecording({ linkId: otherLink.linkId, createdAt: ago(19) });
	return {
		linkId,
		memberLinkId,
		deletedLinkId: deletedLink.linkId,
		otherLinkId: otherLink.linkId,
		recordingId: recording.recordingId,
		pendingRecordingId: pending.recordingId,
		deletedRecordingId: deleted.recordingId,
		videoOnlyRecordingId: mp4.recordingId,
		otherRecordingId: other.recordingId,
	};
}

/** Fills an empty store with two companies; always the same ids. */
export function seedStore(store: Store): Seed {
	const rows = new SeedRows(store);
	const { workspaces, ids } = seedCompanies(store, rows);
	const places = { ...ids, ...seedPlaces(rows, workspaces) };
	return { ...places, ...seedRecordings(store, rows, places) };
}
