import { factsOf } from '../../nodes/Userplane/actions/recording/reportFacts';

const facts = (recording: object, showQueries = false) =>
	factsOf({ recordingId: 'rec_1', ...recording }, 'ws_1', showQueries);

it('tells what the details say of a recording', () => {
	const meta = {
		...{ creator: { name: 'Olivia' }, notes: 'It broke', expiresAt: '2026-12-01T00:00:00.000Z' },
		...{ systemMeta: { browser: 'Chrome 130', os: 'macOS' }, customMeta: { plan: 'pro' } },
	};
	expect(facts({ recordingDurationMs: 42_000, meta })).toMatchObject({
		...{ recordingId: 'rec_1', requestedBy: 'Olivia', notes: 'It broke', expiresAt: meta.expiresAt },
		...{ duration: '42 s', browser: 'Chrome 130', os: 'macOS', customMeta: { plan: 'pro' } },
	});
});

it.each([{}, { meta: null }, { meta: { creator: 'Olivia', notes: '', systemMeta: 'Chrome' } }])(
	'leaves open what they do not say: %j',
	(recording) => {
		expect(facts(recording)).toMatchObject({
			...{ requestedBy: null, notes: null, expiresAt: null, duration: null },
			...{ pageUrl: null, browser: null, os: null, customMeta: null },
		});
	},
);

it.each([
	[false, 'https://a.example/reset', '?q=1#top', 'https://a.example/reset'],
	[true, 'https://a.example/reset', '?q=1#top', 'https://a.example/reset?q=1#top'],
	[true, 'https://a.example/reset', '/S3cretS3cret', 'https://a.example/reset/***'],
])('shows the page without secrets, with its query: %s, %s%s', (showQueries, page, rest, pageUrl) => {
	const url = `${page.replace('//', '//bob:pass@')}${rest}`;
	expect(facts({ systemMeta: { url } }, showQueries)).toMatchObject({ pageUrl });
});

it.each([
	[0, '0 s'],
	[59_499, '59 s'],
	[59_500, '1 min 0 s'],
	['72000', '1 min 12 s'],
	[3_725_000, '62 min 5 s'],
	['soon', null],
])('writes %p ms as %p', (recordingDurationMs, duration) => {
	expect(facts({ recordingDurationMs })).toMatchObject({ duration });
});
