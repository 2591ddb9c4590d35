import { testCredential } from '../harness';
import type { CertificateKind } from '../simulator/certificates';
import { startForwardProxy } from '../simulator/proxy';
import type { ForwardProxy, ProxyManner } from '../simulator/proxy';
import { startTlsFront, trust } from '../simulator/tls';
import { read, useWorld } from './support';

const world = useWorld();
let proxy: ForwardProxy;
const cleanUps: Array<() => unknown> = [];

beforeAll(async () => {
	proxy = await startForwardProxy();
});
beforeEach(() => {
	Object.assign(proxy, { manner: 'open', seen: [] });
});
afterEach(async () => {
	for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});
afterAll(async () => await proxy.close());

function useProxy(variable: 'HTTP_PROXY' | 'HTTPS_PROXY' | 'ALL_PROXY'): void {
	process.env[variable] = proxy.url;
	cleanUps.push(() => Reflect.deleteProperty(process.env, variable));
}

async function frontWith(kind: CertificateKind, trusted = true): Promise<string> {
	const front = await startTlsFront(world.simulator, kind);
	cleanUps.push(async () => await front.close());
	if (trusted) cleanUps.push(trust(front.ca));
	return front.baseUrl;
}

describe('a certificate', () => {
	it.each([
		['selfSigned', 'is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT)', /NODE_EXTRA_CA_CERTS/],
		['good', 'is not trusted (UNABLE_TO_VERIFY_LEAF_SIGNATURE)', /NODE_EXTRA_CA_CERTS.*restart n8n/],
		['expired', 'has expired (CERT_HAS_EXPIRED)', /date of this machine/],
		['early', 'is not valid yet (CERT_NOT_YET_VALID)', /date of this machine/],
		['otherName', 'is for another host (ERR_TLS_CERT_ALTNAME_INVALID)', /base URL/],
	] as const)('that is %s is named, with what to do', async (kind, what, remedy) => {
		const trusted = kind !== 'good' && kind !== 'selfSigned';
		const baseUrl = await frontWith(kind, trusted);
		const [message, description] = read(await world.run(world.create(), { credential: { baseUrl } })).split(
			'\n',
		);
		expect(message).toBe(`Userplane could not be reached: its certificate ${what} [item 0]`);
		expect(description).toMatch(/^The request was not sent\. /);
		expect(description).toMatch(remedy);
		expect(world.simulator.requests).toEqual([]);
	});

	it('that n8n has been told to trust is good', async () => {
		const baseUrl = await frontWith('good');
		expect(read(await world.run(world.create(), { credential: { baseUrl } }))).toBe('');
		expect(world.newLinks()).toHaveLength(1);
	});
});

describe('a proxy', () => {
	it.each([
		['login', 'The proxy asks for a user name and password', 'HTTP 407', /password.*HTTPS_PROXY/],
		['forbid', 'A proxy or firewall seems to have refused the request', 'HTTP 403', /allow the base URL/],
		['busy', 'The link may have been created', 'HTTP 503', /was lost/],
		['cut', 'Userplane could not be reached', 'PROXY_CLOSED', /The request was not sent.*proxy/],
	] as Array<[ProxyManner, string, string, RegExp]>)(
		'is not taken for Userplane: %s',
		async (manner, message, label, remedy) => {
			const baseUrl = await frontWith('good');
			useProxy('HTTPS_PROXY');
			proxy.manner = manner;
			const text = read(await world.runWaiting(world.create(), { credential: { baseUrl } }));
			expect(text).toContain(message);
			expect(text).toContain(label);
			expect(text).toMatch(remedy);
			expect(text).not.toMatch(/Userplane refused|is not allowed to do this|Userplane says/);
			expect(world.simulator.requests).toEqual([]);
		},
	);

	it('does not see the key of what goes through it', async () => {
		const baseUrl = await frontWith('good');
		useProxy('HTTPS_PROXY');
		expect(read(await world.run(world.create(), { credential: { baseUrl } }))).toBe('');
		expect(proxy.seen).toEqual([{ line: `CONNECT ${new URL(baseUrl).host}`, authorization: undefined }]);
	});

	it.each(['HTTP_PROXY', 'ALL_PROXY'] as const)(
		'is not used for this machine, where the key goes in clear text: %s',
		async (variable) => {
			useProxy(variable);
			const { baseUrl } = world.simulator;
			const spellings = [baseUrl, baseUrl.replace('127.0.0.1', 'localhost')];
			for (const credential of spellings.map((spelling) => ({ baseUrl: spelling }))) {
				expect(read(await world.run(world.create(), { credential }))).toBe('');
				expect(read(await world.run(world.update({ linkTitle: 'New' }), { credential }))).toBe('');
				expect(read(await world.run(world.recording(), { credential }))).toBe('');
				const test = { apiKey: world.key, ...credential, requestsPerMinute: 120 };
				expect(await testCredential(test)).toMatchObject({ status: 'OK' });
			}
			expect(world.newLinks()).toHaveLength(2);
			expect(world.simulator.requests).toHaveLength(8);
			expect(proxy.seen).toEqual([]);
		},
	);
});

it('gives up an answer that drips, at the bound on the whole try', async () => {
	world.simulator.faults.add({ match: { method: 'POST' }, fault: { kind: 'drip', everyMs: 1_000 } });
	const { elapsedMs, ...result } = await world.runWaiting(world.create());
	expect(read(result)).toContain('The link may have been created (TIMEOUT)');
	expect(elapsedMs).toBe(60_000);
	expect(world.newLinks()).toHaveLength(1);
});

it('ends a try with the execution', async () => {
	world.simulator.faults.add({ match: {}, fault: { kind: 'hang' } });
	const controller = new AbortController();
	const run = world.run(world.create(), { abortSignal: controller.signal });
	while (world.simulator.requests.length === 0) await new Promise(setImmediate);
	controller.abort();
	expect((await run).status).toBe('canceled');
});
