import { startForwardProxy } from '../simulator/proxy';
import type { ForwardProxy, ProxyManner } from '../simulator/proxy';
import { startTlsFront, trust } from '../simulator/tls';
import type { TlsFront } from '../simulator/tls';
import type { CertificateKind } from '../simulator/certificates';
import { withSimulatedClock } from '../harness';
import type { Fault } from '../simulator';
import { byId, read, useWorld } from './support';

/**
 * What follows whatever may happen to a request, and what the user is told: each cell is run against the simulator, which
 * knows what was really done. `again` = sent again, and all is well when it happens but once; `once` = not sent again.
 * Then what is told when it goes on happening: `done`, `not done`, or `maybe`.
 */
type Cell = 'again: not done' | 'again: maybe' | 'once: not done' | 'once: maybe' | 'once: done';

const world = useWorld();
const verbs = {
	GET: { parameters: () => world.recording(), effects: () => 0 },
	POST: { parameters: () => world.create(), effects: () => world.newLinks().length },
	PUT: {
		parameters: () => world.update({ linkTitle: 'New' }),
		effects: () => Number(seededLink().linkTitle === 'New'),
	},
	DELETE: {
		parameters: () => {
			const { workspaceId, linkId } = world.simulator.seed;
			const ids = { workspaceId: byId(workspaceId), linkId: byId(linkId) };
			return { resource: 'link', operation: 'delete', ...ids };
		},
		effects: () => Number(seededLink().deletedAt !== null),
	},
};
type Verb = keyof typeof verbs;
const inOrder: Verb[] = ['GET', 'POST', 'PUT', 'DELETE'];

function seededLink() {
	const link = world.simulator.store.links.get(world.simulator.seed.linkId);
	if (!link) throw new Error('The seeded link is not there');
	return link;
}

/** Brings something about. @returns what ends it, and the base URL when it is another one */
type Happening = (method: Verb) => Promise<{ mend: () => unknown; baseUrl?: string }>;

const cleanUps: Array<() => unknown> = [];
afterEach(async () => {
	for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

const meets =
	(fault: Fault | ((method: Verb) => Fault)): Happening =>
	async (method) => {
		const one = typeof fault === 'function' ? fault(method) : fault;
		return await Promise.resolve({ mend: world.simulator.faults.add({ match: { method }, fault: one }) });
	};

const status = (code: number, more: Partial<Extract<Fault, { kind: 'status' }>> = {}) =>
	meets({ kind: 'status', status: code, ...more });

const isDown: Happening = async () => {
	await world.simulator.stop();
	cleanUps.push(async () => await world.simulator.restart());
	return { mend: async () => await world.simulator.restart() };
};

async function frontWith(kind: CertificateKind): Promise<TlsFront> {
	const front = await startTlsFront(world.simulator, kind);
	cleanUps.push(async () => await front.close());
	return front;
}

const shows =
	(kind: CertificateKind): Happening =>
	async () => {
		const front = await frontWith(kind);
		// Of these only the certificate itself is the matter, not who has signed it
		if (kind === 'expired' || kind === 'otherName') cleanUps.push(trust(front.ca));
		return { mend: () => undefined, baseUrl: front.baseUrl };
	};

const breaksOff =
	(manner: TlsFront['manner']): Happening =>
	async () => {
		const front = await frontWith('good');
		cleanUps.push(trust(front.ca));
		front.manner = manner;
		return { mend: () => (front.manner = 'serve'), baseUrl: front.baseUrl };
	};

const through =
	(manner: ProxyManner): Happening =>
	async () => {
		const front = await frontWith('good');
		const proxy: ForwardProxy = await startForwardProxy();
		proxy.manner = manner;
		process.env.HTTPS_PROXY = proxy.url;
		cleanUps.push(
			trust(front.ca),
			async () => await proxy.close(),
			() => delete process.env.HTTPS_PROXY,
		);
		return { mend: () => (proxy.manner = 'open'), baseUrl: front.baseUrl };
	};

const failed = (method: Verb): Fault => {
	const codes = {
		GET: 'WORKSPACE_SEARCH_UNAVAILABLE',
		POST: 'LINK_CREATE_FAILED',
		PUT: 'LINK_UPDATE_FAILED',
		DELETE: 'LINK_DELETE_FAILED',
	};
	return { kind: 'status', status: 500, code: codes[method] };
};

const text = { 'Content-Type': 'text/plain' };
const envoy =
	'upstream connect error or disconnect/reset before headers. reset reason: connection termination';
const after = 'after';
const unavailable = 'SERVICE_UNAVAILABLE';

/** The service's own body for a 503, whole, and changed. */
const own503 = (changes: object = {}) => ({
	...{ defined: true, code: unavailable, status: 503, message: 'No' },
	...changes,
});

const everywhere = (cell: Cell): [Cell, Cell, Cell, Cell] => [cell, cell, cell, cell];
const lost: [Cell, Cell, Cell, Cell] = ['again: not done', 'once: maybe', 'again: maybe', 'again: maybe'];
const unreadable: [Cell, Cell, Cell, Cell] = ['once: not done', 'once: maybe', 'once: maybe', 'once: maybe'];
const empty: [Cell, Cell, Cell, Cell] = ['once: not done', 'once: maybe', 'once: done', 'once: done'];

//  what happens | GET | POST | PUT | DELETE
const table: Array<[string, Happening, [Cell, Cell, Cell, Cell]]> = [
	['the port is closed', isDown, everywhere('again: not done')],
	['TLS is cut in its handshake', breaksOff('handshake'), everywhere('again: not done')],
	['the proxy cuts the connection', through('cut'), everywhere('again: not done')],

	['a certificate nobody signed', shows('selfSigned'), everywhere('once: not done')],
	['a certificate of an unknown signer', shows('good'), everywhere('once: not done')],
	['a certificate that has expired', shows('expired'), everywhere('once: not done')],
	['a certificate for another host', shows('otherName'), everywhere('once: not done')],
	['a port that speaks no TLS', breaksOff('none'), everywhere('once: not done')],

	['429', status(429), everywhere('again: not done')],
	["Userplane's own 503", status(503), everywhere('again: not done')],
	[
		"Userplane's own 500",
		meets(failed),
		['again: not done', 'once: not done', 'again: not done', 'again: not done'],
	],
	["Userplane's own 403", status(403), everywhere('once: not done')],
	['a redirect', meets({ kind: 'redirect', to: 'http://127.0.0.1:9/' }), everywhere('once: not done')],

	['407 of the proxy', through('login'), everywhere('once: not done')],
	['403 of the proxy', through('forbid'), everywhere('once: not done')],
	['503 of the proxy', through('busy'), lost],
	['403 of a firewall', meets({ kind: 'html', status: 403 }), everywhere('once: not done')],

	['500 before the work', status(500), lost],
	['500 after the work', status(500, { when: after }), lost],
	[
		'500 after the work with a code of some gateway',
		status(500, { body: { error: 'UPSTREAM_FAILED' }, when: after }),
		lost,
	],
	['502 before the work', meets({ kind: 'html', status: 502 }), lost],
	['502 after the work', meets({ kind: 'html', status: 502, when: after }), lost],
	['504 after the work, empty', status(504, { body: '', when: after }), lost],
	['503 as HTML before the work', meets({ kind: 'html', status: 503 }), lost],
	['503 as HTML after the work', meets({ kind: 'html', status: 503, when: after }), lost],
	['503 as text after the work', status(503, { body: envoy, headers: text, when: after }), lost],
	['503 as JSON after the work', status(503, { body: { error: 'Service Unavailable' }, when: after }), lost],
	['503 with a code that belongs to another status', status(503, { code: 'FORBIDDEN', when: after }), lost],
	['503 with the name alone', status(503, { body: { error: unavailable }, when: after }), lost],
	['503 in the short form', status(503, { body: { error: unavailable, message: 'No' }, when: after }), lost],
	['503 whose body speaks of 502', status(503, { body: own503({ status: 502 }), when: after }), lost],
	[
		'503 with a body that is not defined',
		status(503, { body: own503({ defined: false }), when: after }),
		lost,
	],
	['502 with the body of a 503', status(502, { body: own503(), when: after }), lost],
	[
		'500 in the short form, after the work',
		status(500, { body: { error: 'LINK_CREATE_FAILED', message: 'No' }, when: after }),
		lost,
	],
	[
		'503 with Retry-After of a proxy',
		status(503, { body: '', headers: { 'Retry-After': '3' }, when: after }),
		lost,
	],
	['408 of something in between', status(408, { body: '', when: after }), lost],
	['a cut before the work', meets({ kind: 'reset' }), lost],
	['a cut after the work', meets({ kind: 'reset', when: after }), lost],
	['a cut in the answer', meets({ kind: 'truncate', afterBytes: 10 }), lost],
	['no answer, before the work', meets({ kind: 'hang' }), lost],
	['no answer, after the work', meets({ kind: 'hang', when: after }), lost],
	['an answer that drips', meets({ kind: 'drip', everyMs: 10_000 }), lost],

	['200 as HTML after the work', meets({ kind: 'html', status: 200, when: after }), unreadable],
	['200 as HTML before the work', meets({ kind: 'html', status: 200 }), unreadable],
	['200 empty after the work', status(200, { body: '', when: after }), empty],
	['204 after the work', status(204, { body: '', when: after }), empty],
];

const cells = table.flatMap(([what, happening, row]) =>
	inOrder.map((verb, index) => ({ what, verb, happening, cell: row[index] })),
);

describe.each(cells)('$what: $verb is sent $cell', ({ verb, happening, cell }) => {
	const { parameters, effects } = verbs[verb];
	const [tries, told] = cell.split(': ');

	/** Runs the operation while it happens; `forMs` = that long, else to the end. */
	const run = async (forMs?: number) => {
		const { mend, baseUrl } = await happening(verb);
		const credential = baseUrl === undefined ? {} : { baseUrl };
		const { result, elapsedMs } = await withSimulatedClock(async () => {
			if (forMs !== undefined) setTimeout(() => void mend(), forMs);
			return await world.run(parameters(), { credential });
		});
		const requests = world.sent(verb).length;
		// What never arrives is seen to be sent again by the pauses
		return { result, elapsedMs, again: requests > 1 || (requests === 0 && elapsedMs > 0) };
	};

	it('as long as it happens', async () => {
		const { result, again } = await run();
		expect(again).toBe(tries === 'again');
		const says =
			result.status === 'success' ? 'done' : /may have been/.test(read(result)) ? 'maybe' : 'not done';
		expect(says).toBe(told);
		const possible = told === 'not done' ? [0] : told === 'done' ? [1] : [0, 1];
		expect(possible).toContain(effects());
	});

	if (tries === 'again') {
		it('and all is well when it happens once', async () => {
			const { result, elapsedMs } = await run(400);
			expect(read(result)).toBe('');
			expect(elapsedMs).toBeGreaterThanOrEqual(500);
			expect(effects()).toBe(verb === 'GET' ? 0 : 1);
		});
	}
});
