import axios from 'axios';
import { until } from '../../scripts/n8n/until';
import freshdeskRequester from './fixtures/freshdesk-ticket-created-requester.json';
import intercomOlder from './fixtures/intercom-conversation-created-older.json';
import { headerOf } from '../../scripts/demo/secret';
import { HELPDESKS, linksOf, withoutEach, type Helpdesk } from './helpdesks';
import { addIncident, addUnreadable, addWithoutLogs } from './incidents';
import { NEXT_POLL_MS } from './recordingMails';
import { quieten } from './withDemo';
import { newTicket, withHelpdesks, type HelpdeskAtWork } from './withHelpdesks';

jest.setTimeout(120_000);

/** What the helpdesks send, in all its shapes, and what comes back to the ticket. */
describe('the helpdesk examples: events and notes', () => {
	let all: Record<Helpdesk['name'], HelpdeskAtWork>;

	withHelpdesks((atWork) => {
		all = atWork;
	});

	describe.each(HELPDESKS.map((helpdesk) => [helpdesk.name, helpdesk] as const))('%s', (name, helpdesk) => {
		let at: HelpdeskAtWork;

		beforeAll(() => {
			at = all[name];
		});

		it('HEAD is answered, since some helpdesks look at an address before they take it', async () => {
			const { url, secret } = at.active;
			const headers = Object.fromEntries([headerOf(helpdesk.proof, secret, '')]);
			const { status } = await axios.head(url, { headers, proxy: false });
			expect(status).toBe(200);
		});

		it('events of other kinds are answered, those without a ticket or an account are refused, and nothing is made', async () => {
			const before = at.simulator.store.links.size;
			const messages = at.stub.messages.length;
			const answers = [
				...helpdesk.ignored.map((event) => ({ event, status: 200, body: { ignored: A_TEXT } })),
				...helpdesk.unreadable.map((event) => ({
					event,
					status: 422,
					body: { error: A_TEXT, retry: false },
				})),
			];
			for (const { event, status, body } of answers) {
				const answer = await at.active.send(event);
				expect({ event, ...answer }).toEqual({
					event,
					status,
					body: expect.objectContaining(body) as object,
				});
			}
			expect(at.simulator.store.links.size).toBe(before);
			expect(at.stub.messages).toHaveLength(messages);
		});

		it('tickets of two accounts with the same number have a link each', async () => {
			const ticket = newTicket();
			const accounts = name === 'Zendesk' ? ['111', '222'] : ['first', 'second'];
			for (const account of accounts) expect((await at.sendFor(ticket, account)).body.isNew).toBe(true);
			const [first, second] = accounts.map((account) => at.madeFor(ticket, account).linkId);
			expect(first).not.toBe(second);
		});

		it.each(
			{
				Zendesk: [
					['Fish &amp; chips < 5 items', 'Fish &amp; chips < 5 items'],
					['a <b>c\n d', 'a <b>c d'],
				],
				Intercom: [
					['<p>Fish &amp; chips&nbsp;are &lt; 5</p>', 'Fish & chips are < 5'],
					['Cart < 5 items & more', 'Cart < 5 items & more'],
					['Don&#39;t &quot;Pay&quot;', 'Don\'t "Pay"'],
					['<p>It&#x27;s d&eacute;j&agrave; vu&hellip; &#128512;</p>', "It's déjà vu… 😀"],
				],
				Freshdesk: [
					['It&#x27;s d&eacute;j&agrave; vu&hellip; &#128512;', "It's déjà vu… 😀"],
					['&lt;Header&gt; is empty', '<Header> is empty'],
					['Fish &amp; chips < 5 items', 'Fish & chips < 5 items'],
					['a <b>c\n d', 'a <b>c d'],
				],
			}[name],
		)('the title of the subject %j is %j', async (subject, title) => {
			const ticket = newTicket();
			await at.active.send(helpdesk.withSubject(ticket, subject));
			expect(at.madeFor(ticket).linkTitle).toBe(title);
		});

		it('without one of its fields an event makes the link of its own ticket, or none', async () => {
			const fields = withoutEach(helpdesk, newTicket()).map(([path]) => path);
			expect(fields.length).toBeGreaterThan(4);
			const made: string[] = [];
			for (const field of fields) {
				const ticket = newTicket();
				const [, event] = withoutEach(helpdesk, ticket).find(([path]) => path === field) ?? [];
				const before = at.simulator.store.links.size;
				const { status, body } = await at.active.send(event ?? {});
				const links = at.linksFor(ticket);
				expect({ field, status, linkIds: [body.linkId].filter(Boolean) }).toEqual({
					...{ field, status: links.length === 0 ? 422 : 200 },
					linkIds: links.map(({ linkId }) => linkId),
				});
				expect(links.every(({ linkProviderId }) => linkProviderId === ticket)).toBe(true);
				expect(at.simulator.store.links.size).toBe(before + links.length);
				made.push(...links.map(({ linkId }) => linkId));
			}
			expect(new Set(made).size).toBe(made.length);
			expect(made.length).toBeGreaterThan(0);
			expect(made.length).toBeLessThan(fields.length);
		});

		it('a subject is cut to what a title can hold, and may be missing', async () => {
			const [long, empty] = [newTicket(), newTicket()];
			await at.active.send(helpdesk.withSubject(long, `${'x'.repeat(254)}😀 and more`));
			await at.active.send(helpdesk.withSubject(empty, ''));
			expect(at.madeFor(long).linkTitle).toBe(`${'x'.repeat(254)}…`);
			expect(at.madeFor(empty).linkTitle).toBeNull();
		});
	});

	it.each([
		{
			name: 'Intercom' as const,
			event: intercomOlder,
			reference: 'intercom/lk5vqw2a/16401234567',
			linkTitle: 'Export to CSV stays empty',
			requester: { requesterName: 'Ines Okafor', requesterEmail: 'ines.okafor@example.com' },
		},
		{
			name: 'Freshdesk' as const,
			event: freshdeskRequester,
			reference: 'freshdesk/acme.freshdesk.com/1228308',
			linkTitle: 'Refund form for Ferreira & Filhos: total < 0, "Pay" fails',
			requester: { requesterName: 'Tomás Ferreira', requesterEmail: 'tomas.ferreira@example.com' },
		},
	])(
		'$name: the requester is read in the other shape of the event too',
		async ({ name, event, reference, linkTitle, requester }) => {
			const { active, simulator } = all[name];
			expect((await active.send(event)).status).toBe(200);
			const [link] = linksOf(simulator, reference);
			expect(link.linkTitle).toBe(linkTitle);
			expect(link.linkMeta).toMatchObject(requester);
		},
	);

	it(
		'each recording is noted on the ticket it belongs to, in its helpdesk alone, and one failure takes no other along',
		async () => {
			const { simulator, stub, demo, active } = all.Zendesk;
			const linkOf = ({ type, reference }: Helpdesk, ticket = newTicket()) => ({
				linkProviderType: type,
				linkProviderId: ticket,
				linkProviderReference: reference(ticket),
			});
			await quieten(demo);
			const [zendesk, ...others] = HELPDESKS;
			const links = [zendesk, zendesk, zendesk, ...others].map((helpdesk) => linkOf(helpdesk));
			// The ticket is found by system and ID, whatever the link is known by
			const named = [
				{ ...linkOf(zendesk), linkProviderReference: 'of another tool' },
				{ ...linkOf(zendesk), linkProviderReference: null },
			];
			const closed = linkOf(zendesk);
			stub.unknown.add(closed.linkProviderId);
			const foreign = { ...linkOf(zendesk), linkProviderType: 'others' };
			for (const link of [closed, foreign, ...named]) addIncident(simulator, link).createdAt = now();
			const recordings = links.map((link, index) => {
				const add = [addIncident, addWithoutLogs, addUnreadable][index] ?? addIncident;
				const recording = add(simulator, link);
				recording.createdAt = now();
				return recording;
			});
			const notesOf = ({ linkProviderId }: { linkProviderId: string }) => stub.given(linkProviderId, 'note');
			const noted = (): boolean => [...links, ...named].every((link) => notesOf(link).length > 0);
			await until(noted, { what: 'the notes', ms: NEXT_POLL_MS, everyMs: 500 });

			const texts = links.map((link, index) => {
				const [note, ...more] = notesOf(link);
				expect(more).toEqual([]);
				return note
					.replaceAll(recordings[index].recordingId, 'rec_of_ticket')
					.replaceAll(link.linkProviderId, '4712')
					.replace(/\d+ \w+ \d{4} \d\d:\d\d UTC/, '(date)')
					.replace(/(Ticket<.strong>: )\w+/, '$1the helpdesk');
			});
			expect(texts.slice(0, 3).join('\n\n=====\n\n')).toMatchSnapshot();
			expect(texts.slice(3)).toEqual([texts[0], texts[0]]);
			expect(named.map((link) => notesOf(link).length)).toEqual([1, 1]);
			expect(stub.given(foreign.linkProviderId, 'note')).toEqual([]);
			const executions = await demo.n8n.client.executions(active.workflow);
			const failed = executions.filter(({ error }) => error?.node === 'Fail: note not added');
			expect(failed.map(({ status }) => status)).toEqual(['error']);
			expect(failed[0].error?.message).not.toBe('A recording was not noted');
		},
		NEXT_POLL_MS + 20_000,
	);

	it('and Userplane has answered as its contract says', () => {
		expect(all.Zendesk.simulator.contractBreaches).toEqual([]);
	});
});

const A_TEXT = expect.any(String) as string;

const now = (): string => new Date().toISOString();
