import { randomUUID } from 'node:crypto';
import type { Demo } from '../../scripts/demo/demo';
import type { SavedWorkflow } from '../../scripts/n8n/types';
import { until } from '../../scripts/n8n/until';
import type { Simulator } from '../simulator';
import { HELPDESKS, linksOf, send, sendTo, type Answer } from './helpdesks';
import { withDemo } from './withDemo';

jest.setTimeout(120_000);

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

	describe.each(HELPDESKS.map((helpdesk) => [helpdesk.name, helpdesk] as const))('%s', (name, helpdesk) => {
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

	describe('an event whose run never came to its end', () => {
		/** The example at an address of its own that waits for a lost run for so many seconds instead of ten minutes. */
		const withPatience = async (seconds: number): Promise<{ url: string; workflow: SavedWorkflow }> => {
			const path = randomUUID();
			const text = JSON.stringify(demo.example('zendesk-event-to-link'))
				.replaceAll("minus(10, 'minutes')", `minus(${seconds}, 'seconds')`)
				.replaceAll('zendesk-ticket-created', path);
			const workflow = await demo.n8n.client.createWorkflow(JSON.parse(text) as SavedWorkflow);
			await demo.n8n.client.activate(workflow);
			return { url: demo.n8n.client.webhookUrl(path), workflow };
		};
		const [{ event }] = HELPDESKS;
		const noteOf = (ticket: string) => ({ ticket: `zendesk ${ticket}`, linkId: '', linkURL: '' });

		it('is waited for', async () => {
			const ticket = newTicket();
			await demo.n8n.client.insertDataTableRow(demo.tableId, noteOf(ticket));
			const { url, workflow } = await withPatience(600);
			expect((await send(url, event(ticket))).status).toBe(503);
			expect(linksOf(simulator, ticket)).toEqual([]);
			await demo.n8n.client.deactivate(workflow);
		});

		it('but not for ever', async () => {
			const ticket = newTicket();
			await demo.n8n.client.insertDataTableRow(demo.tableId, noteOf(ticket));
			const { url, workflow } = await withPatience(3);
			const answered = async (): Promise<Answer | false> => {
				const answer = await send(url, event(ticket));
				return answer.status === 200 && answer;
			};
			const answer = await until(answered, { what: 'the link', ms: 30_000, everyMs: 500 });
			expect(answer).toEqual({ status: 200, body: madeFor(ticket) });
			expect((await send(url, event(ticket))).body).toEqual({ ...madeFor(ticket), repeated: true });
			await demo.n8n.client.deactivate(workflow);
		});
	});

	it('and Userplane has answered as its contract says', () => {
		expect(simulator.contractBreaches).toEqual([]);
	});
});

/** First the answer that made the link. */
function weightOf({ status, body }: Answer): number {
	return status === 200 && !body.repeated ? 0 : 1;
}
