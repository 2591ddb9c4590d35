import { withSimulatedClock } from '../harness';
import type { Fault } from '../simulator';
import { read, useWorld } from './support';

const world = useWorld();
const operations = {
	POST: () => world.create({ additionalFields: { linkReference: 'Ticket 7' } }),
	PUT: () => world.update({ linkTitle: 'New' }),
	GET: () => world.recording(),
};
type Method = keyof typeof operations;
const every = Object.keys(operations) as Method[];
const repeatable = every.filter((method) => method !== 'POST');
const MAX_TRIES = 5;

/** Lets requests meet a fault, `times` of them or all, and runs the operation that sends them. */
async function meet(method: Method, fault: Fault, times?: number) {
	world.simulator.faults.add({ match: { method }, times, fault });
	const result = await world.runWaiting(operations[method]());
	return { ...result, tries: world.sent(method).length };
}

const status = (code: number, headers?: Record<string, string>): Fault => ({
	kind: 'status',
	status: code,
	headers,
});

describe.each(every)('%s', (method) => {
	it.each([429, 503])('is sent again after %i until it passes', async (code) => {
		const result = await meet(method, status(code), 3);
		expect(result).toMatchObject({ status: 'success', tries: 4 });
		// 0.5 to 1 s, then 1 to 2, then 2 to 4
		expect(result.elapsedMs).toBeGreaterThanOrEqual(3_500);
		expect(result.elapsedMs).toBeLessThanOrEqual(7_000);
		expect(world.newLinks()).toHaveLength(method === 'POST' ? 1 : 0);
	});

	it.each([429, 503])('waits after %i for as long as Retry-After asks', async (code) => {
		const result = await meet(method, status(code, { 'Retry-After': '77' }), 1);
		expect(result).toMatchObject({ status: 'success', tries: 2, elapsedMs: 77_000 });
	});

	it.each([429, 503])('waits after %i until the date that Retry-After names', async (code) => {
		const { result } = await withSimulatedClock(async () => {
			const date = new Date(Date.now() + 90_000);
			const headers = { 'Retry-After': date.toUTCString() };
			world.simulator.faults.add({ match: { method }, times: 1, fault: status(code, headers) });
			await world.run(operations[method]());
			return Date.now() - date.getTime();
		});
		// The header has no fractions of a second
		expect(Math.abs(result)).toBeLessThan(1_000);
		expect(world.sent(method)).toHaveLength(2);
	});

	it('has all its tries left after refusals by the rate limit', async () => {
		world.simulator.faults.add({ match: { method }, times: 4, fault: status(429) });
		const result = await meet(method, status(503), MAX_TRIES - 1);
		expect(result).toMatchObject({ status: 'success', tries: 4 + MAX_TRIES });
	});

	it(`is given up after ${MAX_TRIES} times 503`, async () => {
		const result = await meet(method, status(503));
		expect(result).toMatchObject({ status: 'error', tries: MAX_TRIES });
		expect(read(result)).toContain('SERVICE_UNAVAILABLE, HTTP 503');
	});

	it('does not wait for a 503 that asks for more than five minutes', async () => {
		const result = await meet(method, status(503, { 'Retry-After': '301' }));
		expect(result).toMatchObject({ status: 'error', tries: 1, elapsedMs: 0 });
	});

	it('is given up when 429 lets nothing pass for well over a window', async () => {
		const result = await meet(method, status(429));
		expect(result.status).toBe('error');
		expect(read(result)).toMatch(/daily limit.*RATE_LIMITED, HTTP 429/);
		expect(result.elapsedMs).toBeGreaterThan(120_000);
		expect(result.elapsedMs).toBeLessThan(240_000);
		expect(result.tries).toBeLessThan(20);
	});

	it('is not sent again after a 4xx', async () => {
		for (const code of [400, 401, 403, 404, 410, 418]) {
			world.reset();
			expect(await meet(method, status(code))).toMatchObject({ status: 'error', tries: 1, elapsedMs: 0 });
			world.simulator.clearRequests();
		}
	});
});

describe.each(repeatable)('%s', (method) => {
	it.each([
		['500', status(500)],
		['502 with an error page', { kind: 'html', status: 502 }],
		['504', status(504)],
		['a connection that was cut before the work', { kind: 'reset' }],
		['a connection that was cut after the work', { kind: 'reset', when: 'after' }],
	] as Array<[string, Fault]>)('is sent again after %s', async (_, fault) => {
		const result = await meet(method, fault, 2);
		expect(result).toMatchObject({ status: 'success', tries: 3 });
		expect(result.elapsedMs).toBeGreaterThanOrEqual(1_500);
		expect(result.elapsedMs).toBeLessThanOrEqual(3_000);
	});

	it.each([
		['500', status(500), /HTTP 500/],
		['a cut connection', { kind: 'reset' }, /ECONNRESET/],
	] as Array<[string, Fault, RegExp]>)(
		`is given up after ${MAX_TRIES} times %s`,
		async (_, fault, reason) => {
			const result = await meet(method, fault);
			expect(result).toMatchObject({ status: 'error', tries: MAX_TRIES });
			expect(read(result)).toMatch(reason);
		},
	);
});

describe('a POST whose answer was lost', () => {
	const lost: Array<[string, Fault, RegExp, number]> = [
		['cut after the work', { kind: 'reset', when: 'after' }, /ECONNRESET/, 1],
		['cut before the work', { kind: 'reset' }, /ECONNRESET/, 0],
		[
			'a 500 after the work',
			{ kind: 'status', status: 500, when: 'after' },
			/INTERNAL_SERVER_ERROR, HTTP 500/,
			1,
		],
		['a 502 page', { kind: 'html', status: 502 }, /HTTP 502/, 0],
		['a 504', { kind: 'status', status: 504, body: '' }, /HTTP 504/, 0],
	];

	it.each(lost)('is never repeated, and says how to look: %s', async (_, fault, reason, links) => {
		const result = await meet('POST', fault);
		expect(result).toMatchObject({ status: 'error', tries: 1 });
		expect(world.newLinks()).toHaveLength(links);
		expect(read(result)).toMatch(/link may have been created/);
		expect(read(result)).toMatch(/Look for it[\s\S]*Ticket 7/);
		expect(read(result)).toMatch(reason);
	});

	it('says the same when the workflow goes on', async () => {
		world.simulator.faults.add({ match: {}, fault: { kind: 'reset', when: 'after' } });
		const { items } = await world.run(operations.POST(), { onError: 'continueRegularOutput' });
		expect(items[0]?.json.error).toMatch(/may have been created/);
		expect(items[0]?.json.message).toMatch(/Look for it[\s\S]*Ticket 7/);
		expect(world.newLinks()).toHaveLength(1);
	});

	it('is not one that the service says it did not do', async () => {
		const result = await meet('POST', { kind: 'status', status: 500, code: 'LINK_CREATE_FAILED' });
		expect(result.tries).toBe(1);
		expect(read(result)).toContain('LINK_CREATE_FAILED, HTTP 500');
		expect(read(result)).not.toContain('may have been');
	});
});

describe('a service that is down', () => {
	it('is told as such, and nothing may have been created', async () => {
		await world.simulator.stop();
		const results = [];
		for (const method of every) results.push(await world.runWaiting(operations[method]()));
		await world.simulator.restart();
		for (const result of results) {
			expect(read(result)).toMatch(/reached[\s\S]*ECONNREFUSED[\s\S]*base URL/);
			expect(read(result)).not.toContain('may have been');
		}
	});

	it('is found again by what may be repeated', async () => {
		await world.simulator.stop();
		const coming = new Promise((resolve) => setTimeout(resolve, 50)).then(
			async () => await world.simulator.restart(),
		);
		const result = await world.run(operations.GET());
		await coming;
		expect(read(result)).toBe('');
	});
});
