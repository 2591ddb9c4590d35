import axios from 'axios';
import type { Demo } from '../../scripts/demo/demo';
import { headerOf } from '../../scripts/demo/secret';
import { until } from '../../scripts/n8n/until';
import type { Link, Simulator } from '../simulator';
import { adapt, HELPDESK_ROWS, type ExpectedTicket } from './anyHelpdesk';
import { addIncident } from './incidents';
import { post, send, type Answer } from './helpdesks';
import { NEXT_POLL_MS } from './recordingMails';
import { withDemo } from './withDemo';

jest.setTimeout(120_000);

/** The example for any helpdesk, as `npm start` runs it and as docs/helpdesks.md adapts it. */
describe('the example for any helpdesk', () => {
	let demo: Demo;
	let simulator: Simulator;

	withDemo((started, its) => {
		demo = started;
		simulator = its;
	});

	const linksOf = (system: string, { ticketId }: ExpectedTicket): Link[] =>
		[...simulator.store.links.values()].filter(
			(link) => link.linkProviderType === system && link.linkProviderId === ticketId && !link.deletedAt,
		);
	const mailsTo = (address: string) =>
		demo.mailbox.mails.filter(({ to }) => to?.some((recipient) => recipient.address === address));
	const url = (): string => demo.webhookUrl('ticket-recording');
	const sendTo = async (address: string, body: unknown): Promise<Answer> =>
		await send(address, body as object, demo.secret);

	describe.each(HELPDESK_ROWS.map((row) => [row.name, row] as const))('%s', (_name, row) => {
		let address: string;

		beforeAll(async () => {
			address = (await adapt(demo, row)).url;
		});

		it.each(row.samples.map((sample, index) => [index + 1, sample] as const))(
			'sample %d, twice at once and once more: one link for each ticket, and one mail to its customer',
			async (_number, { body, tickets }) => {
				const before = [simulator.store.links.size, demo.mailbox.mails.length];
				const both = await Promise.all([sendTo(address, body), sendTo(address, body)]);
				const answers = [...both, await sendTo(address, body)];
				expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
				for (const ticket of tickets) {
					const links = linksOf(row.ticketSystem, ticket);
					expect(links).toMatchObject([{ linkTitle: ticket.title || null }]);
					const mails = mailsTo(ticket.customerEmail);
					const haveLink = mails.map(({ text }) => text?.includes(links[0].linkURL));
					expect(haveLink).toEqual(ticket.customerEmail === '' ? [] : [true]);
					expect(links[0].linkMeta?.customerReply !== undefined).toBe(ticket.customerEmail !== '');
				}
				const addressed = tickets.filter(({ customerEmail }) => customerEmail !== '').length;
				const after = [simulator.store.links.size, demo.mailbox.mails.length];
				expect(after).toEqual([before[0] + tickets.length, before[1] + addressed]);
			},
		);
	});

	it('takes a list of tickets; one mail that is refused takes no other along, and the run ends as failed', async () => {
		const tickets = ['ana', 'refused', 'kim'].map((name, index) => ({
			ticketId: `A-${index}`,
			title: `Of ${name}`,
			customerEmail: `${name}@example.com`,
		}));
		demo.mailbox.refused = 'Ticket A-1:';
		const answer = await sendTo(url(), tickets);
		demo.mailbox.refused = undefined;
		expect(tickets.map(({ customerEmail }) => mailsTo(customerEmail).length)).toEqual([1, 0, 1]);
		expect(answer).toMatchObject({ status: 422, body: { ticket: 'A-1' } });
		const [run] = await demo.n8n.client.executions(demo.example('ticket-recording'));
		expect(run).toMatchObject({ status: 'error', error: { message: answer.body.error } });
	});

	it('answers handshakes, and asks for no other try of what it cannot read', async () => {
		const before = [simulator.store.links.size, demo.mailbox.mails.length];
		for (const method of ['GET', 'HEAD']) {
			const { status } = await axios.request({ method, url: url(), proxy: false });
			expect(status).toBe(200);
		}
		const slack = { type: 'url_verification', challenge: '3eZbrw1a' };
		expect(await sendTo(url(), slack)).toMatchObject({ status: 200, body: { challenge: slack.challenge } });
		const [name, secret] = headerOf('header', demo.secret, '');
		const front = await post(url(), '{"type":"sync"}', { [name]: secret, 'x-front-challenge': 'f7' });
		expect(front).toMatchObject({ status: 200, body: { challenge: 'f7' } });
		const headers = { [name]: secret, 'x-hook-secret': 'b537' };
		const asana = await axios.post(url(), {}, { headers, proxy: false });
		expect([asana.status, asana.headers['x-hook-secret']]).toEqual([200, 'b537']);

		const unreadable = [
			['{}', 'application/json'],
			['[]', 'application/json'],
			['[null, 7]', 'application/json'],
			['title=x', 'application/x-www-form-urlencoded'],
			['A ticket', 'text/plain'],
			['<Envelope><sObject>1</sObject></Envelope>', 'text/xml'],
		];
		for (const [body, type] of unreadable) {
			const { status, retryAfter } = await post(url(), body, { [name]: secret, 'content-type': type });
			expect({ body, status, retryAfter }).toEqual({ body, status: 422 });
		}
		const ticket = JSON.stringify({ ticketId: 'F-1', customerEmail: 'forged@example.com' });
		for (const forged of [undefined, '', 'guessed']) {
			const { status } = await post(url(), ticket, forged === undefined ? {} : { [name]: forged });
			expect(status).toBe(403);
		}
		expect([simulator.store.links.size, demo.mailbox.mails.length]).toEqual(before);
	});

	it(
		'mails the report of a recording to the team, with the ticket in the subject',
		async () => {
			const ticket = { ticketId: 'R-1', title: 'Pay now does nothing', customerEmail: 'rosa@example.com' };
			await sendTo(url(), ticket);
			const [link] = linksOf('others', ticket);
			addIncident(simulator, { ...link, linkTitle: ticket.title }).createdAt = new Date().toISOString();
			const told = () =>
				mailsTo('support@your-company.example').find(({ subject }) => /R-1/.test(subject ?? ''));
			const mail = await until(told, { what: 'the mail to the team', ms: NEXT_POLL_MS, everyMs: 500 });
			expect(mail.subject).toContain('Ticket R-1: recording of Pay now does nothing');
			expect(mail.html).toContain('What went wrong');
		},
		NEXT_POLL_MS + 20_000,
	);

	it('and Userplane has answered as its contract says', () => {
		expect(simulator.contractBreaches).toEqual([]);
	});
});
