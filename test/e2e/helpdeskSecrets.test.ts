import { createHmac } from 'node:crypto';
import { readExample, webhookOf } from '../../scripts/demo/examples';
import { headerOf } from '../../scripts/demo/secret';
import { HELPDESKS, post, type Helpdesk } from './helpdesks';
import { newTicket, withHelpdesks, type HelpdeskAtWork } from './withHelpdesks';

jest.setTimeout(120_000);

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const TEXT = { 'content-type': 'text/plain' };
const MULTIPART = { 'content-type': 'multipart/form-data; boundary=x' };

/** Who does not know the secret makes nothing; who sends what cannot be read hears of it. */
describe('the helpdesk examples: only the helpdesk', () => {
	let all: Record<Helpdesk['name'], HelpdeskAtWork>;

	withHelpdesks((atWork) => {
		all = atWork;
	});

	describe.each(HELPDESKS.map((helpdesk) => [helpdesk.name, helpdesk] as const))('%s', (name, helpdesk) => {
		let at: HelpdeskAtWork;
		let before: number[];
		const counts = (): number[] => [at.simulator.store.links.size, at.stub.messages.length];

		beforeAll(() => {
			at = all[name];
		});

		beforeEach(() => {
			before = counts();
		});

		/** The header that proves the body, made with another secret or for other bytes if need be. */
		const proof = (body: string, secret = at.active.secret): Record<string, string> =>
			Object.fromEntries([headerOf(helpdesk.proof, secret, body)]);

		it('refuses events without a proof, with a wrong one, and with one of another event', async () => {
			const body = JSON.stringify(helpdesk.event(newTicket()));
			const [header] = Object.keys(proof(body));
			const forged: Array<Record<string, string>> = [
				{},
				{ [header]: '' },
				{ [header]: 'sha1=' },
				{ [header]: 'sha1=undefined' },
				proof(body, 'guessed'),
				proof(body, `${at.active.secret}0`),
				{ [header]: `sha256=${createHmac('sha256', at.active.secret).update(body).digest('hex')}` },
				...(helpdesk.proof === 'signature' ? [proof(`${body} `)] : []),
			];
			for (const headers of forged) {
				const { status } = await post(at.active.url, body, headers);
				expect([headers, [401, 403].includes(status)]).toEqual([headers, true]);
			}
			const parts = '--x\r\ncontent-disposition: form-data; name="topic"\r\n\r\nx\r\n--x--\r\n';
			const answer = await post(at.active.url, parts, { ...MULTIPART, [header]: 'sha1=undefined' });
			expect([401, 403]).toContain(answer.status);
			expect(counts()).toEqual(before);
		});

		it('without a secret it cannot be published, or takes nothing', async () => {
			const { client } = at.demo.n8n;
			const { workspaceId, domainId } = at.demo.userplane;
			const { httpHeaderAuth: _secret, ...credentials } = at.demo.credentials;
			const example = readExample(helpdesk.example, { workspaceId, domainId, credentials });
			const webhook = webhookOf(example);
			webhook.parameters.path = `without-${name}`;
			const workflow = await client.createWorkflow(example);
			const body = JSON.stringify(helpdesk.event(newTicket()));
			const proofs = [{}, Object.fromEntries([headerOf(helpdesk.proof, '', body)])];
			const taken = await client.activate(workflow).then(
				async () =>
					await Promise.all(
						proofs.map(async (proof) => await post(client.webhookUrl(`without-${name}`), body, proof)),
					),
				() => [],
			);
			expect(taken.filter(({ status }) => status < 400)).toEqual([]);
			expect(counts()).toEqual(before);
			await client.deactivate(workflow).catch(() => undefined);
		});

		it('an event that is sent again with its proof makes nothing new', async () => {
			const ticket = newTicket();
			const body = JSON.stringify(helpdesk.event(ticket), null, 3);
			for (const isNew of [true, false, false]) {
				const answer = await post(at.active.url, body, proof(body));
				expect(answer).toMatchObject({ status: 200, body: { ticket, isNew } });
			}
			expect(at.madeFor(ticket).linkId).toEqual(expect.any(String));
			expect(at.replies(ticket)).toHaveLength(1);
		});

		it.each([
			['a form', 'type=created&freshdesk_webhook=1&topic=&payload=%7B%7D', FORM],
			['a text', 'A ticket was created', TEXT],
			['a list of nothing', '[null, 7, "x"]', {}],
			['a number', '7', {}],
		])('%s is refused as what cannot be read', async (_what, body, headers) => {
			const answer = await post(at.active.url, body, { ...proof(body), ...headers });
			expect(answer).toMatchObject({ status: 422, body: { retry: false } });
			expect(answer.body.error).toEqual(expect.any(String));
			expect(counts()).toEqual(before);
		});
	});
});
