import type { Demo } from '../../scripts/demo/demo';
import { Parts } from '../../scripts/n8n/parts';
import type { Link, Simulator } from '../simulator';
import { activate, HELPDESKS, linksOf, type Active, type Answer, type Helpdesk } from './helpdesks';
import { startHelpdeskStub, type HelpdeskStub } from './helpdeskStub';
import { withDemo } from './withDemo';

/** One helpdesk's example at work, as the tests look at it. */
export class HelpdeskAtWork {
	constructor(
		readonly demo: Demo,
		readonly simulator: Simulator,
		readonly stub: HelpdeskStub,
		readonly active: Active,
	) {}

	/** Sends the event "a ticket was made". */
	async sendFor(ticket: string, account?: string): Promise<Answer> {
		return await this.active.send(this.active.helpdesk.event(ticket, account));
	}

	linksFor(ticket: string, account?: string): Link[] {
		return linksOf(this.simulator, this.active.helpdesk.reference(ticket, account));
	}

	/** The one link of the ticket. */
	madeFor(ticket: string, account?: string): Link {
		const links = this.linksFor(ticket, account);
		expect(links).toHaveLength(1);
		return links[0];
	}

	/** What the customer was sent. */
	replies(ticket: string): string[] {
		return this.stub.given(ticket, 'reply');
	}
}

let lastTicket = 600_000;

export function newTicket(): string {
	return String(++lastTicket);
}

/** Starts the demo with all helpdesk examples switched on, and the helpdesks that they write to. */
export function withHelpdesks(use: (atWork: Record<Helpdesk['name'], HelpdeskAtWork>) => void): void {
	const parts = new Parts();
	let stub: HelpdeskStub;

	withDemo(
		async (demo, simulator) => {
			const all = [];
			for (const helpdesk of HELPDESKS) {
				const active = await activate(demo, stub, helpdesk);
				all.push([helpdesk.name, new HelpdeskAtWork(demo, simulator, stub, active)]);
			}
			use(Object.fromEntries(all) as Record<Helpdesk['name'], HelpdeskAtWork>);
		},
		async () => {
			stub = parts.keep(await startHelpdeskStub());
			return stub.env;
		},
	);

	afterAll(parts.stop);
}
