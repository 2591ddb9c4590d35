import type { Fault } from '../simulator';
import { read, readItem, useWorld } from '../engine/support';

const world = useWorld();

/** What the user reads in each mode when the service answers with this. */
async function shown(fault: Omit<Extract<Fault, { kind: 'status' }>, 'kind'>): Promise<string[]> {
	world.simulator.faults.add({ match: {}, fault: { kind: 'status', ...fault } });
	const stopped = await world.run(world.recording());
	const stored = stopped.run.data.resultData.error;
	const { items } = await world.run(world.recording(), { onError: 'continueRegularOutput' });
	return [read(stopped), `${String(stored?.message)}\n${String(stored?.description)}`, readItem(items[0])];
}

it.each([
	'approvEPERMissions',
	'ENOENT',
	'ECONNREFUSED by policy',
	'the ETIMEDOUT team',
	'GETADDRINFO',
	'EACCES',
])('is shown although n8n replaces texts with such a code: %s', async (message) => {
	for (const text of await shown({ status: 403, code: `CODE_${message.split(' ')[0] ?? ''}`, message })) {
		expect(text).toContain(message);
		expect(text).toMatch(/\(CODE_\w+, HTTP 403\)/);
		expect(text).toContain('is not allowed to do this');
	}
});

it.each([
	['a megabyte', 'x'.repeat(900_000)],
	['a megabyte of addresses', 'http://'.repeat(100_000)],
	['a megabyte of line breaks', '\n'.repeat(900_000)],
])('is cut to what can be read: %s', async (_, message) => {
	for (const text of await shown({ status: 400, message })) {
		expect(text).toContain('HTTP 400');
		expect(text.length).toBeLessThan(1_500);
	}
});

it('is one line, without control characters', async () => {
	for (const text of await shown({ status: 400, message: 'a\r\nb\u0000\u001b[31mc\td' })) {
		expect(text).toMatch(/^Userplane refused it: a b \[31mc d \(BAD_REQUEST, HTTP 400\) \[item 0\]\n.+/);
	}
	world.simulator.faults.clear();
	for (const text of await shown({
		...{ status: 403, code: 'FORBIDDEN' },
		message: 'a\r\nb\u0000\u001b[31mc\td',
	})) {
		expect(text).toContain('"a b [31mc d"');
	}
});

it('keeps its question when it only looks like an address', async () => {
	for (const text of await shown({
		status: 400,
		message: 'Why? See issue #5 and https://docs.example/a?b=c.',
	})) {
		expect(text).toContain('Why? See issue #5 and https://docs.example/a');
		expect(text).not.toContain('b=c');
	}
});

it('is quoted as text when it is HTML', async () => {
	const message = '<img src=x onerror=alert(1)>';
	for (const text of await shown({ status: 400, message })) {
		expect(text).toContain(`Userplane refused it: ${message} (BAD_REQUEST, HTTP 400)`);
	}
	world.simulator.faults.clear();
	for (const text of await shown({ status: 403, code: 'FORBIDDEN', message })) {
		expect(text).toContain(`"${message}"`);
	}
});

it.each([
	['no object', '"text"'],
	['null', 'null'],
	['a list', '[]'],
	['nothing', ''],
	['broken JSON', '{ "code": '],
	['values of other kinds', { code: { a: 1 }, error: [1], message: { b: 2 }, status: 'x' }],
	['a code that is a sentence', { code: 'not a code', message: null }],
	['names of objects', '{ "__proto__": { "code": "EVIL" }, "constructor": 5 }'],
	['a code that every object has', { code: 'constructor' }],
	['another such code', { error: '__proto__' }],
])('may be missing: a body that is %s', async (_, body) => {
	for (const text of await shown({ status: 404, body })) {
		expect(text).toMatch(/not found|was found/);
		expect(text).toContain('HTTP 404');
		expect(text).not.toMatch(/undefined|\[object|EVIL|TypeError|iterable/);
	}
});

it('cannot send the answer of a good status past the node: data of another kind', async () => {
	for (const body of [{ data: null }, { data: [] }, { data: 'x' }, [], 'text', { message: 'OK' }]) {
		for (const text of await shown({ status: 200, body })) {
			expect(text).toMatch(/HTTP 200[^]*base URL/);
		}
		world.simulator.faults.clear();
	}
});
