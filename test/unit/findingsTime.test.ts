import { findingsOf } from '../../nodes/Userplane/logs/report';
import { most, said, START, tally } from './tallies';

const URL = 'https://app.example';

describe('a line of time', () => {
	const step = (at: number, target: string) => ({ time: at, type: 'click', target });

	it('has one clock: what another one tells has no place on it', () => {
		const logs = [
			tally('actions', [step(1_200, 'A')]),
			tally('consoleLog', [said(0, 'info', 'x'), said(41, 'error', 'y')]),
		];
		const { problems, steps, areStepsBefore } = findingsOf(logs, most);
		expect(problems.map(({ offset }) => offset)).toEqual([41_000]);
		expect(steps).toEqual([{ time: null, offset: null, step: "Clicked 'A'" }]);
		expect(areStepsBefore).toBe(false);
	});

	it('has no step before what has no time', () => {
		const log = tally('consoleLog', [
			{ level: 'error', message: 'x' },
			{ type: 'click', target: 'A' },
		]);
		expect(findingsOf([log], most)).toMatchObject({ areStepsBefore: false, steps: [{ offset: null }] });
	});

	it('may be of offsets alone', () => {
		const logs = [
			tally('actions', [step(200, 'A'), step(900, 'B')]),
			tally('consoleLog', [{ level: 'error', message: 'x', time: 500 }]),
		];
		expect(findingsOf(logs, most)).toMatchObject({
			problems: [{ offset: 300 }],
			steps: [{ offset: 0, step: "Clicked 'A'" }],
			areStepsBefore: true,
		});
	});

	const sent = (fields: object) => ({
		method: 'Network.requestWillBeSent',
		params: { requestId: '1', request: { url: URL, method: 'GET' }, ...fields },
	});
	const failed = {
		method: 'Network.loadingFailed',
		params: { requestId: '1', errorText: 'x', timestamp: 5_003.5 },
	};
	const thrown = {
		method: 'Runtime.exceptionThrown',
		params: { timestamp: START + 9_000, exceptionDetails: { text: 'Uncaught' } },
	};

	it('joins the clocks of the protocol where an event has both', () => {
		const log = tally('networkLog', [sent({ timestamp: 5_000, wallTime: START / 1_000 }), failed, thrown]);
		expect(findingsOf([log], most).problems).toMatchObject([
			{ kind: 'request', time: new Date(START + 3_500).toISOString(), offset: 3_500 },
			{ kind: 'error', offset: 9_000 },
		]);
	});

	it.each([
		{ timestamp: -1e300, wallTime: 1e300 },
		{ timestamp: '5', wallTime: 5 },
	])('has no time for what is beyond all clocks: %j', (fields) => {
		const log = tally('networkLog', [sent({ timestamp: 5_000, wallTime: 1e300 }), sent(fields), failed]);
		expect(findingsOf([log], most).problems).toMatchObject([{ time: null }]);
	});

	it('leaves them apart where none has: seconds are no ms', () => {
		const log = tally('networkLog', [sent({ timestamp: 5_000 }), failed, thrown]);
		expect(findingsOf([log], most).problems).toMatchObject([
			{ kind: 'error', offset: 0 },
			{ kind: 'request', time: null, offset: null },
		]);
		const alone = tally('networkLog', [sent({ timestamp: 5_000 }), failed]);
		expect(findingsOf([alone], most).problems).toMatchObject([
			{ kind: 'request', time: null, offset: 3_500 },
		]);
	});
});
