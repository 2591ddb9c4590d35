import type { RecordingFacts } from '../../nodes/Userplane/logs/text';

export const URL = 'https://dash.userplane.io/workspace/ws_1/recordings/rec_1';

/** A recording of which nothing is known. */
export const nothing: RecordingFacts = {
	...{
		title: 'Untitled recording',
		dashboardUrl: URL,
		createdAt: null,
		duration: null,
		browser: null,
		os: null,
	},
	...{ pageUrl: null, requestedBy: null, linkProviderType: null, linkProviderId: null },
	...{ linkProviderReference: null, notes: null, missingLogs: [] },
};
