import { HELPDESKS, type Helpdesk } from './helpdesks';
import { newTicket, withHelpdesks, type HelpdeskAtWork } from './withHelpdesks';

jest.setTimeout(120_000);

/** What a helpdesk may send in one event, or whoever stands between: several tickets. */
describe('the helpdesk examples: several tickets in one event', () => {
	let all: Record<Helpdesk['name'], HelpdeskAtWork>;

	withHelpdesks((atWork) => {
		all = atWork;
	});

	describe.each(HELPDESKS.map((helpdesk) => [helpdesk.name, helpdesk] as const))('%s', (name, helpdesk) => {
		let at: HelpdeskAtWork;

		beforeAll(() => {
			at = all[name];
		});

		const sendList = async (events: object[]) => await at.active.send(events);
		const expectOwnReplies = (tickets: string[]): void => {
			const replies = tickets.map((ticket) => at.replies(ticket));
			const own = tickets.map((ticket) => [expect.stringContaining(at.madeFor(ticket).linkURL) as string]);
			expect(replies).toEqual(own);
		};
		const lastRun = async () => (await at.demo.n8n.client.executions(at.active.workflow))[0];

		it('twice at the same moment: a link and a reply for each, to its own customer', async () => {
			const tickets = [newTicket(), newTicket(), newTicket()];
			const events = tickets.map((ticket) => helpdesk.event(ticket));
			const answers = await Promise.all([sendList(events), sendList(events)]);
			expectOwnReplies(tickets);
			const links = tickets.map((ticket) => ({ ticket, linkId: at.madeFor(ticket).linkId }));
			for (const { status, body } of answers) {
				expect(status).toBe(200);
				expect(body).toEqual(links.map((link) => expect.objectContaining(link) as object));
			}
			const marks = tickets.map((ticket) => Date.parse(at.madeFor(ticket).linkMeta?.customerReply ?? ''));
			expect(Math.min(...marks)).toBeGreaterThan(Date.now() - 60_000);
		});

		it('a reply that cannot be sent takes no other along, is named, and the run ends as failed', async () => {
			const [first, closed, last] = [newTicket(), newTicket(), newTicket()];
			at.stub.unknown.add(closed);
			const events = [first, closed, last].map((ticket) => helpdesk.event(ticket));
			const { status, retryAfter, body } = await sendList(events);
			expectOwnReplies([first, last]);
			expect(at.madeFor(closed).linkMeta?.customerReply).toBeUndefined();
			// No copy of the event can mend that
			expect({ status, retryAfter }).toEqual({ status: 422 });
			// n8n's Zendesk node does not say which of several items has failed
			const named = name === 'Zendesk' ? {} : { ticket: closed };
			expect(body).toMatchObject({ ...named, error: expect.any(String) as string });
			expect(await lastRun()).toMatchObject({ status: 'error', error: { message: body.error } });
		});

		it('a link that cannot be made for now takes no other along, and the next copy makes it', async () => {
			const tickets = [newTicket(), newTicket(), newTicket()];
			const [match, fault] = [{ operationId: 'links.create' }, { kind: 'status', status: 403 } as const];
			at.simulator.faults.add({ match, times: 1, fault });
			const events = tickets.map((ticket) => helpdesk.event(ticket));
			const failed = await sendList(events);
			const { ticket: refused = '' } = failed.body;
			expect(tickets).toContain(refused);
			expectOwnReplies(tickets.filter((ticket) => ticket !== refused));
			expect(at.linksFor(refused)).toEqual([]);
			expect(failed).toMatchObject({ status: 503, retryAfter: '30' });
			expect(await lastRun()).toMatchObject({ status: 'error', error: { message: failed.body.error } });
			expect((await sendList(events)).status).toBe(200);
			expectOwnReplies(tickets);
		});

		it('one that names no ticket is refused, and the others get their links', async () => {
			const [first, last] = [newTicket(), newTicket()];
			const events = [helpdesk.event(first), helpdesk.unreadable.at(-1) ?? {}, helpdesk.event(last)];
			const { status, retryAfter } = await sendList(events);
			expect({ status, retryAfter }).toEqual({ status: 422 });
			expectOwnReplies([first, last]);
		});
	});

	it('a value that no copy can mend asks for no other try', async () => {
		const at = all.Zendesk;
		const event = at.active.helpdesk.event(newTicket()) as { detail: object };
		const { status, retryAfter, body } = await at.active.send({
			...event,
			detail: { ...event.detail, created_at: 'yesterday' },
		});
		expect({ status, retryAfter, retry: body.retry }).toEqual({ status: 422, retry: false });
		expect(body.error).toContain('Ticket Created At is not a date');
	});

	it('and Userplane has answered as its contract says', () => {
		expect(all.Zendesk.simulator.contractBreaches).toEqual([]);
	});
});
