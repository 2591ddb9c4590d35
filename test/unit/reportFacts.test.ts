import { factsOf } from '../../nodes/Userplane/actions/recording/reportFacts';

const facts = (recording: object) => factsOf({ recordingId: 'rec_1', ...recording }, 'ws_1');

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
			...{ browser: null, os: null, customMeta: null },
		});
	},
);

it.each([
	['one text', { browser: 'Firefox 131', os: 'Windows 11' }],
	['objects', { browser: { name: 'Firefox', version: 131 }, os: { name: 'Windows', version: '11' } }],
	['two fields', { browser: 'Firefox', browserVersion: '131', os: 'Windows', osVersion: 11 }],
	['fields of names', { browserName: 'Firefox', browserVersion: '131', osName: 'Windows', osVersion: '11' }],
])('reads the browser and the system from %s', (_, systemMeta) => {
	expect(facts({ meta: { systemMeta } })).toMatchObject({ browser: 'Firefox 131', os: 'Windows 11' });
});

it.each([{ browser: { version: 131 } }, { browserVersion: 131 }])(
	'shows a version alone: %j',
	(systemMeta) => {
		expect(facts({ meta: { systemMeta } })).toMatchObject({ browser: '131', os: null });
	},
);

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
