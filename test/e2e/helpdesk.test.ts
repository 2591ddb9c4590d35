import { until } from '../../scripts/n8n/until';
import type { Link } from '../simulator';
import { HELPDESKS, type Answer, type Helpdesk } from './helpdesks';
import { newTicket, withHelpdesks, type HelpdeskAtWork } from './withHelpdesks';

jest.setTimeout(120_000);

const ELEVEN_MINUTES_MS = 11 * 60_000;

/** Helpdesks deliver each event at least once: the copies of an event make one link and one reply all the same. */
describe('the helpdesk examples: one link and one reply', () => {
	let all: Record<Helpdesk['name'], HelpdeskAtWork>;

	withHelpdesks((atWork) => {
		all = atWork;
	});

	describe.each(HELPDESKS.map((helpdesk) => [helpdesk.name, helpdesk] as const))('%s', (name, helpdesk) => {
		let at: HelpdeskAtWork;

		beforeAll(() => {
			at = all[name];
		});

		it('an event makes a link that knows its ticket, and the customer is sent it', async () => {
			const ticket = newTicket();
			const answer = await at.sendFor(ticket);
			const link = at.madeFor(ticket);
			expect(answer).toEqual(answerWith(link, ticket, true));
			expect(link).toMatchObject({ linkProviderType: helpdesk.type, linkProviderId: ticket });
			expect(at.replies(ticket)).toEqual([expect.stringContaining(link.linkURL)]);
			expect(Date.parse(link.linkMeta?.customerReply ?? '')).toBeGreaterThan(Date.now() - 60_000);
		});

		it('an event that comes again is answered with the link that is there, and nothing is sent again', async () => {
			const ticket = newTicket();
			await at.sendFor(ticket);
			const link = at.madeFor(ticket);
			expect(await at.sendFor(ticket)).toEqual(answerWith(link, ticket, false));
			age(link);
			expect(await at.sendFor(ticket)).toEqual(answerWith(link, ticket, false));
			expect(at.replies(ticket)).toHaveLength(1);
		});

		it('copies that arrive at the same moment make one link and one reply, ticket for ticket', async () => {
			const tickets = Array.from({ length: name === 'Zendesk' ? 8 : 4 }, newTicket);
			const answers = await Promise.all(
				tickets.map(async (ticket) => await Promise.all([at.sendFor(ticket), at.sendFor(ticket)])),
			);
			for (const [index, ticket] of tickets.entries()) {
				const link = at.madeFor(ticket);
				const sorted = answers[index].sort((a, b) => Number(b.body.isNew) - Number(a.body.isNew));
				expect(sorted).toEqual([answerWith(link, ticket, true), answerWith(link, ticket, false)]);
				expect(at.replies(ticket)).toHaveLength(1);
			}
		});

		it('a copy that arrives while the link is being made waits for it', async () => {
			const ticket = newTicket();
			at.simulator.setLatency(1000);
			at.simulator.clearRequests();
			const sending = at.sendFor(ticket);
			await until(() => at.simulator.requests.length > 0, { what: 'the link to be asked for', ms: 10_000 });
			const copy = at.sendFor(ticket);
			const answers = await Promise.all([sending, copy]);
			at.simulator.setLatency(0);
			expect(answers.map(({ body }) => body.linkId)).toEqual(Array(2).fill(at.madeFor(ticket).linkId));
			expect(at.replies(ticket)).toHaveLength(1);
		});

		it('a link that cannot be made is asked for again, and the next copy makes it', async () => {
			const ticket = newTicket();
			const fault = { kind: 'status', status: 403 } as const;
			const mend = at.simulator.faults.add({ match: { operationId: 'links.create' }, fault });
			const failed = await at.sendFor(ticket);
			mend();
			expect(failed).toMatchObject({ status: 503, retryAfter: '30', body: { ticket } });
			expect(failed.body.error).toContain('403');
			expect(at.linksFor(ticket)).toEqual([]);
			const [execution] = await at.demo.n8n.client.executions(at.active.workflow);
			expect(execution).toMatchObject({ status: 'error', error: { message: failed.body.error } });

			const answer = await at.sendFor(ticket);
			expect(answer).toEqual(answerWith(at.madeFor(ticket), ticket, true));
			expect(at.replies(ticket)).toHaveLength(1);
		});

		it('a link whose answer is lost is found, and is not made again', async () => {
			const ticket = newTicket();
			const fault = { kind: 'reset', when: 'after' } as const;
			const mend = at.simulator.faults.add({ match: { operationId: 'links.create' }, fault });
			const answer = await at.sendFor(ticket);
			mend();
			expect(answer).toEqual(answerWith(at.madeFor(ticket), ticket, true));
			expect(at.replies(ticket)).toHaveLength(1);
		});

		it('a link that was made, but not all of it, is completed by the next copy', async () => {
			const ticket = newTicket();
			const fault = { kind: 'status', status: 403 } as const;
			const mend = at.simulator.faults.add({ match: { operationId: 'links.update' }, fault });
			const failed = await at.sendFor(ticket);
			mend();
			const link = at.madeFor(ticket);
			expect(failed).toMatchObject({ status: 503, retryAfter: '30', body: { ticket } });
			expect(failed.body.error).toContain(link.linkId);
			// The run that failed told nobody that the link is new
			expect(await at.sendFor(ticket)).toEqual(answerWith(link, ticket, true));
			expect(at.madeFor(ticket)).toMatchObject({ linkProviderType: helpdesk.type, linkProviderId: ticket });
			expect(at.replies(ticket)).toHaveLength(1);
			age(link);
			await at.sendFor(ticket);
			expect(at.replies(ticket)).toHaveLength(1);
		});

		it('a run that was lost after it had made the link: its reply is sent after ten minutes, once', async () => {
			const ticket = newTicket();
			const link = at.simulator.store.addLink({
				linkProviderReference: helpdesk.reference(ticket),
				linkMeta: { n8nClaim: 'of a run that died' },
			});
			expect(await at.sendFor(ticket)).toEqual(answerWith(link, ticket, false));
			expect(at.replies(ticket)).toEqual([]);
			age(link);
			expect(await at.sendFor(ticket)).toEqual(answerWith(link, ticket, false));
			await at.sendFor(ticket);
			expect(at.replies(ticket)).toHaveLength(1);
			expect(at.madeFor(ticket).linkMeta).toMatchObject({ n8nClaim: 'of a run that died' });
		});

		it('a reply that cannot be sent fails where it can be seen, and is sent by a later copy', async () => {
			const ticket = newTicket();
			at.stub.failWith = 500;
			const failed = await at.sendFor(ticket);
			at.stub.failWith = undefined;
			expect(failed).toMatchObject({ status: 503, retryAfter: '30', body: { ticket } });
			expect(failed.body.error).toEqual(expect.any(String));
			const [execution] = await at.demo.n8n.client.executions(at.active.workflow);
			expect(execution).toMatchObject({ status: 'error', error: { message: failed.body.error } });
			age(at.madeFor(ticket));
			expect((await at.sendFor(ticket)).status).toBe(200);
			expect(at.replies(ticket)).toHaveLength(1);
		});
	});

	it('and Userplane has answered as its contract says', () => {
		expect(all.Zendesk.simulator.contractBreaches).toEqual([]);
	});
});

const answerWith = ({ linkId, linkURL }: Link, ticket: string, isNew: boolean): Answer => ({
	status: 200,
	body: { linkId, linkURL, ticket, isNew },
});

/** Lets the link be made eleven minutes earlier. */
const age = (link: Link): void => {
	link.createdAt = new Date(Date.parse(link.createdAt) - ELEVEN_MINUTES_MS).toISOString();
};
