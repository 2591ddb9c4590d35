import type { Link, Recording, Simulator } from '../simulator';
import { actionForms, consoleForms, networkForms } from '../unit/incident';

const STARTED = '2026-11-21T09:30:00.000Z';

/** What would do harm in one place or another, were it not escaped. */
const HARMFUL = '<!channel> & <b>x</b> @here\n```*bold*``` {noformat} [click](https://evil.example)';

const ndjson = (entries: object[]): Buffer =>
	Buffer.from(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
const file = (bytes: Buffer, type = 'application/json'): Recording['resources']['consoleLog'] => ({
	captureEnabled: true,
	content: { type, bytes },
});
const NOT_CAPTURED = { captureEnabled: false, content: null };

/** A link of a ticket. */
export function addTicket({ store }: Simulator, changes: Partial<Link> = {}): Link {
	const ticket = { linkProviderType: 'zendesk', linkProviderId: '4712' };
	return store.addLink({
		linkTitle: 'Checkout hangs',
		...ticket,
		linkProviderReference: 'Ticket 4712',
		...changes,
	});
}

/**
 * A recording of the incident at checkout, always at the same time.
 * @param harm what its customer and its page write besides
 */
export function addIncident(simulator: Simulator, changes: Partial<Link> = {}, harm = HARMFUL): Recording {
	const withHarm = (text: string): string => `${text} ${harm}`.trim();
	const { linkId } = addTicket(simulator, { linkTitle: withHarm('Pay now does nothing'), ...changes });
	const said = { level: 50, time: Date.parse(STARTED) + 16_000, msg: withHarm('Payment failed') };
	return simulator.store.addRecording({
		...{
			linkId,
			createdAt: STARTED,
			expiresAt: null,
			recordingDurationMs: 72_400,
			notes: withHarm('I cannot pay.\n'),
		},
		resources: {
			consoleLog: file(ndjson([...consoleForms.pino, said]), 'application/x-ndjson'),
			networkLog: file(Buffer.from(JSON.stringify({ log: { entries: networkForms.HAR } }))),
			action: file(Buffer.from(JSON.stringify(actionForms['plain objects']))),
		},
	});
}

/** A recording of which no log was captured. */
export function addWithoutLogs(simulator: Simulator, changes: Partial<Link> = {}): Recording {
	const { linkId } = addTicket(simulator, { linkTitle: 'Invoice is wrong', ...changes });
	const resources = { consoleLog: NOT_CAPTURED, networkLog: NOT_CAPTURED, action: NOT_CAPTURED };
	return simulator.store.addRecording({ linkId, createdAt: STARTED, expiresAt: null, resources });
}

/** A recording of which no report can be written: Userplane refuses to give its console log. */
export function addUnreadable(simulator: Simulator, changes: Partial<Link> = {}): Recording {
	const { linkId } = addTicket(simulator, { linkTitle: 'Cannot be read', ...changes });
	const recording = simulator.store.addRecording({ linkId, createdAt: STARTED, expiresAt: null });
	const match = { path: new RegExp(`${recording.recordingId}/console-log`) };
	simulator.faults.add({ match, fault: { kind: 'status', status: 403 } });
	return recording;
}
