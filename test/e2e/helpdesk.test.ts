import { randomUUID } from 'node:crypto';
import type { Demo } from '../../scripts/demo/demo';
import type { SavedWorkflow } from '../../scripts/n8n/types';
import { until } from '../../scripts/n8n/until';
import type { Simulator } from '../simulator';
import { HELPDESKS, linksOf, send, sendTo, type Answer } from './helpdesks';
import { withDemo } from './withDemo';

jest.setTimeout(120_000);

const EACH = HELPDESKS.map((helpdesk) => [helpdesk.name, helpdesk] as const);

/** Helpdesks deliver each event at least once: the copies of an event make one link all the same. */
describe('the helpdesk examples', () => {
	let demo: Demo;
	let simulator: Simulator;

	withDemo((started, its) => {
		demo = started;
		simulator = its;
	});

	let lastTicket = 600_000;
	const newTicket = (): string => String(++lastTicket);
	const madeFor = (ticket: string): Answer['body'] => {
		const links = linksOf(simulator, ticket);
		expect(links).toHaveLength(1);
		const [{ linkId, linkURL }] = links;
		return { linkId, linkURL, ticket };
	};

	describe.each(EACH)('%s', (name, helpdesk) => {
		it('an event that comes again is answered with the link that is there', async () => {
			const ticket = newTicket();
			const first = await sendTo(demo, helpdesk, ticket);
			const second = await sendTo(demo, helpdesk, ticket);
			expect(first).toEqual({ status: 200, body: madeFor(ticket) });
			expect(second).toEqual({ status: 200, body: { ...madeFor(ticket), repeated: true } });
		});

		it('copies that arrive at the same moment make one link, ticket for ticket', async () => {
			const tickets = Array.from({ length: name === 'Zendesk' ? 20 : 6 }, newTicket);
			const answers = await Promise.all(
				tickets.map(
					async (ticket) =>
						await Promise.all([sendTo(demo, helpdesk, ticket), sendTo(demo, helpdesk, ticket)]),
				),
			);
			for (const [index, ticket] of tickets.entries()) {
				const made = madeFor(ticket);
				const [first, second] = answers[index].sort((a, b) => weightOf(a) - weightOf(b));
				expect(first).toEqual({ status: 200, body: made });
				expect([
					{ status: 200, body: { ...made, repeated: true } },
					{ status: 503, retryAfter: '30', body: { ticket, error: expect.any(String) as string } },
				]).toContainEqual(second);
			}
		});

		it('a copy that arrives while the link is being made is asked for again, and is then answered', async () => {
			const ticket = newTicket();
			simulator.setLatency(1500);
			simulator.clearRequests();
			const sending = sendTo(demo, helpdesk, ticket);
			await until(() => simulator.requests.length > 0, { what: 'the link to be asked for', ms: 10_000 });
			const early = await sendTo(demo, helpdesk, ticket);
			simulator.setLatency(0);
			expect(early).toMatchObject({ status: 503, retryAfter: '30', body: { ticket } });
			expect(await sending).toEqual({ status: 200, body: madeFor(ticket) });
			expect((await sendTo(demo, helpdesk, ticket)).body).toEqual({ ...madeFor(ticket), repeated: true });
		});

		it('a link that cannot be made is asked for again, and the next copy makes it', async () => {
			const ticket = newTicket();
			const fault = { kind: 'status', status: 403 } as const;
			const mend = simulator.faults.add({ match: { operationId: 'links.create' }, fault });
			const failed = await sendTo(demo, helpdesk, ticket);
			mend();
			expect(failed).toMatchObject({ status: 503, retryAfter: '30', body: { ticket } });
			expect(failed.body.error).toContain('HTTP 403');
			expect(linksOf(simulator, ticket)).toEqual([]);
			const [execution] = await demo.n8n.client.executions(demo.example(helpdesk.example));
			expect(execution).toMatchObject({ status: 'error', error: { message: failed.body.error } });

			expect(await sendTo(demo, helpdesk, ticket)).toEqual({ status: 200, body: madeFor(ticket) });
		});

		it('a link that may exist is not made again', async () => {
			const ticket = newTicket();
			const fault = { kind: 'reset', when: 'after' } as const;
			const mend = simulator.faults.add({ match: { operationId: 'links.create' }, fault });
			const failed = await sendTo(demo, helpdesk, ticket);
			mend();
			expect(failed).toMatchObject({ status: 500, body: { ticket } });
			expect(failed.body.error).toContain('The link may have been created');
			const { body } = await sendTo(demo, helpdesk, ticket);
			expect(body).toEqual({ linkId: 'may exist', linkURL: '', ticket, repeated: true });
			expect(linksOf(simulator, ticket)).toHaveLength(1);
		});

		it('a link that was made, but not all of it, is named and not made again', async () => {
			const ticket = newTicket();
			const fault = { kind: 'status', status: 403 } as const;
			const mend = simulator.faults.add({ match: { operationId: 'links.update' }, fault });
			const failed = await sendTo(demo, helpdesk, ticket);
			mend();
			const { linkId } = madeFor(ticket);
			expect(failed).toMatchObject({ status: 500, body: { ticket } });
			expect(failed.body.error).toContain(`The link ${linkId} was created, but`);
			const { body } = await sendTo(demo, helpdesk, ticket);
			expect(body).toEqual({ linkId, linkURL: '', ticket, repeated: true });
			expect(linksOf(simulator, ticket)).toHaveLength(1);
		});

		it('keeps one row a ticket in the table', async () => {
			// The row of a repeated event goes when it has been answered
			const rows = await until(
				async () => {
					const all = await demo.n8n.client.dataTableRows(demo.tableId);
					return all.every(({ linkId }) => linkId) && all;
				},
				{ what: 'the rows without a link to go', ms: 10_000 },
			);
			const noted = rows.filter(({ ticket }) => String(ticket).startsWith(`${name.toLowerCase()} `));
			expect(noted.length).toBeGreaterThan(8);
			expect(new Set(noted.map(({ ticket }) => ticket)).size).toBe(noted.length);
		});
	});

	describe.each(EACH)('%s: an event whose run never came to its end', (name, helpdesk) => {
		const { event } = helpdesk;
		/** The example at an address of its own, one node switched off; waits so many seconds for a lost run, not ten minutes. */
		const copyWith = async (seconds: number, without?: string): Promise<Copy> => {
			const path = randomUUID();
			const text = JSON.stringify(demo.example(helpdesk.example));
			const copy = JSON.parse(
				text.replaceAll("minus(10, 'minutes')", `minus(${seconds}, 'seconds')`),
			) as SavedWorkflow;
			for (const node of copy.nodes) {
				if (node.type === 'n8n-nodes-base.webhook') node.parameters.path = path;
				if (node.name === without) node.disabled = true;
			}
			const workflow = await demo.n8n.client.createWorkflow(copy);
			await demo.n8n.client.activate(workflow);
			const stop = async (): Promise<void> => await demo.n8n.client.deactivate(workflow);
			return { send: async (ticket) => await send(demo.n8n.client.webhookUrl(path), event(ticket)), stop };
		};
		const leaveNote = async (ticket: string): Promise<void> => {
			const row = { ticket: `${name.toLowerCase()} ${ticket}`, linkId: '', linkURL: '' };
			await demo.n8n.client.insertDataTableRow(demo.tableId, row);
		};
		/** What is answered when the lost run is waited for no longer, and to the copy after that. */
		const answersInTheEnd = async (ticket: string): Promise<Answer[]> => {
			const copy = await copyWith(3);
			const answered = async (): Promise<Answer | false> => {
				const answer = await copy.send(ticket);
				return answer.status === 200 && answer;
			};
			const first = await until(answered, { what: 'the link', ms: 30_000, everyMs: 500 });
			const second = await copy.send(ticket);
			await copy.stop();
			return [first, second];
		};

		it('is waited for', async () => {
			const ticket = newTicket();
			await leaveNote(ticket);
			const copy = await copyWith(600);
			expect((await copy.send(ticket)).status).toBe(503);
			expect(linksOf(simulator, ticket)).toEqual([]);
			await copy.stop();
		});

		it('gets its link later when there is none', async () => {
			const ticket = newTicket();
			await leaveNote(ticket);
			const [first, second] = await answersInTheEnd(ticket);
			expect(first).toEqual({ status: 200, body: madeFor(ticket) });
			expect(second.body).toEqual({ ...madeFor(ticket), repeated: true });
		});

		it('gets the link that the lost run has made, and no other', async () => {
			const ticket = newTicket();
			// What is left when n8n ends between making the link and keeping it: a link, and a note without it
			const lost = await copyWith(600, 'Keep the Link');
			await lost.send(ticket);
			await lost.stop();
			const made = madeFor(ticket);
			const [first, second] = await answersInTheEnd(ticket);
			expect(first).toEqual({ status: 200, body: made });
			expect(second.body).toEqual({ ...made, repeated: true });
			expect(madeFor(ticket)).toEqual(made);
		});
	});

	it('and Userplane has answered as its contract says', () => {
		expect(simulator.contractBreaches).toEqual([]);
	});
});

/** A changed copy of an example. */
interface Copy {
	send: (ticket: string) => Promise<Answer>;
	stop: () => Promise<void>;
}

/** First the answer that made the link. */
function weightOf({ status, body }: Answer): number {
	return status === 200 && !body.repeated ? 0 : 1;
}
