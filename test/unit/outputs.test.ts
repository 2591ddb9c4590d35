import { linkOutput, recordingOutput, simpleRecording } from '../../nodes/Userplane/shared/outputs';

describe('a link', () => {
	it('begins with its ID and its URL, and ends with its workspace', () => {
		const link = {
			linkTitle: 'T',
			linkURL: 'https://a.example',
			project: { projectId: 'p' },
			linkId: 'l',
			new: 1,
		};
		const output = linkOutput(link, 'ws_1');
		expect(output).toEqual({ ...link, workspaceId: 'ws_1' });
		expect(Object.keys(output)).toEqual(['linkId', 'linkURL', 'linkTitle', 'project', 'new', 'workspaceId']);
	});

	it('has no field that the service did not send', () => {
		expect(linkOutput({ linkTitle: null }, 'ws_1')).toEqual({ linkTitle: null, workspaceId: 'ws_1' });
		expect(Object.keys(linkOutput({ linkTitle: null }, 'ws_1'))).toEqual(['linkTitle', 'workspaceId']);
	});
});

it('a recording has its workspace, and is else as it comes', () => {
	const recording = { recordingId: 'r', meta: { status: 'ready' } };
	expect(recordingOutput(recording, 'ws_1')).toEqual({ ...recording, workspaceId: 'ws_1' });
});

describe('a simple recording', () => {
	const link = { linkId: 'l', title: 'T', providerType: 'jira', providerId: '7', providerRef: 'R' };
	const details = { status: 'ready', createdAt: '2026-01-01T00:00:00.000Z', link };
	const own = { recordingId: 'rec_1', recordingDurationMs: 5 };
	const expected = {
		recordingId: 'rec_1',
		title: 'T',
		dashboardUrl: 'https://dash.userplane.io/workspace/ws_1/recordings/rec_1',
		status: 'ready',
		createdAt: '2026-01-01T00:00:00.000Z',
		recordingDurationMs: 5,
		linkId: 'l',
		linkProviderType: 'jira',
		linkProviderId: '7',
		linkProviderReference: 'R',
	};

	it.each([
		['in meta', { ...own, meta: details }],
		['in the recording itself', { ...own, ...details }],
	])('has ten fields, in this order, with its details %s', (_, recording) => {
		const output = simpleRecording({ ...recording, notes: 'x' }, 'ws_1');
		expect(output).toEqual(expected);
		expect(Object.keys(output)).toEqual(Object.keys(expected));
	});

	it.each([
		['the title of its link', { link, linkTitle: 'Row' }, 'T'],
		['that of a row of the list', { linkTitle: 'Row' }, 'Row'],
		['the reference of its link, trimmed', { link: { title: ' ', providerRef: ' R ' } }, 'R'],
		['a word of its own', { link: { title: null, providerRef: '' } }, 'Untitled recording'],
		['a word of its own, without a link', { link: null }, 'Untitled recording'],
	])('is called by %s', (_, given, title) => {
		expect(simpleRecording({ ...own, ...given }, 'ws_1').title).toBe(title);
	});

	it('has null for what is not known, and no field less', () => {
		const output = simpleRecording({ recordingId: 'rec_1' }, 'ws_1');
		expect(Object.keys(output)).toEqual(Object.keys(expected));
		const unknown = Object.entries(output).filter(([, value]) => value === null);
		expect(unknown.map(([name]) => name)).toEqual([
			...['status', 'createdAt', 'recordingDurationMs', 'linkId'],
			...['linkProviderType', 'linkProviderId', 'linkProviderReference'],
		]);
	});

	it('has an address of two path segments, whatever the IDs', () => {
		expect(simpleRecording({ recordingId: 'a/b?c' }, 'w/../x').dashboardUrl).toBe(
			'https://dash.userplane.io/workspace/w%2F..%2Fx/recordings/a%2Fb%3Fc',
		);
	});
});
