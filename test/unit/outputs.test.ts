import { linkOutput, recordingOutput, simpleRecording } from '../../nodes/Userplane/shared/outputs';

describe('a link', () => {
	it('begins with what is used most, and ends with its workspace', () => {
		const link = {
			...{
				project: { projectId: 'p' },
				linkProviderRef: 'R',
				linkProviderReference: 'R',
				linkType: 'recording',
			},
			...{ linkProviderId: '7', linkProviderType: 'jira', linkTitle: 'T', isNew: true },
			...{ linkURL: 'https://a.example', linkId: 'l', new: 1 },
		};
		const output = linkOutput(link, 'ws_1');
		expect(output).toEqual({ ...link, workspaceId: 'ws_1' });
		expect(Object.keys(output)).toEqual([
			...['linkId', 'linkURL', 'isNew', 'linkTitle', 'linkProviderType', 'linkProviderId'],
			...['linkProviderReference', 'linkProviderRef', 'project', 'linkType', 'new', 'workspaceId'],
		]);
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
	const systemMeta = { browser: 'Chrome 130', os: 'macOS', url: 'https://app.example/pay?a=1' };
	const details = { status: 'ready', createdAt: '2026-01-01T00:00:00.000Z', link, systemMeta };
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
		workspaceId: 'ws_1',
		pageUrl: 'https://app.example/pay?a=1',
		browser: 'Chrome 130',
		os: 'macOS',
	};

	it.each([
		['in meta', { ...own, meta: details }],
		['in the recording itself', { ...own, ...details }],
	])('has these fields, in this order, with its details %s', (_, recording) => {
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
			...['linkProviderType', 'linkProviderId', 'linkProviderReference', 'pageUrl', 'browser', 'os'],
		]);
	});

	const simple = (systemMeta: unknown) => simpleRecording({ ...own, meta: { systemMeta } } as never, 'ws_1');

	it.each([
		['one text', { browser: 'Firefox 131', os: 'Windows 11' }],
		['objects', { browser: { name: 'Firefox', version: 131 }, os: { name: 'Windows', version: '11' } }],
		['two fields', { browser: 'Firefox', browserVersion: '131', os: 'Windows', osVersion: 11 }],
		[
			'fields of names',
			{ browserName: 'Firefox', browserVersion: '131', osName: 'Windows', osVersion: '11' },
		],
	])('has browser and system, of %s', (_, systemMeta) => {
		expect(simple(systemMeta)).toMatchObject({ browser: 'Firefox 131', os: 'Windows 11' });
	});

	it.each([{ browser: { version: 131 } }, { browserVersion: 131 }])(
		'has a version alone: %j',
		(systemMeta) => {
			expect(simple(systemMeta)).toMatchObject({ browser: '131', os: null });
		},
	);

	it.each([
		[{ url: 'https://a.example/x' }, 'https://a.example/x'],
		[{ pageUrl: 'https://a.example/x' }, 'https://a.example/x'],
		[{ page: { url: 'http://a.example' } }, 'http://a.example'],
		[{ href: ' https://a.example ' }, 'https://a.example'],
		[{ url: '', page: 'https://a.example' }, 'https://a.example'],
		[{ url: 'Chrome', page: 7 }, null],
		[{ url: 'javascript:alert(1)' }, null],
		['https://a.example', null],
	])('has the page of %j', (systemMeta, pageUrl) => {
		expect(simple(systemMeta)).toMatchObject({ pageUrl });
	});

	it('has an address of two path segments, whatever the IDs', () => {
		expect(simpleRecording({ recordingId: 'a/b?c' }, 'w/../x').dashboardUrl).toBe(
			'https://dash.userplane.io/workspace/w%2F..%2Fx/recordings/a%2Fb%3Fc',
		);
	});
});
