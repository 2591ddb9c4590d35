import { loadPackage, testCredential } from '../harness';
import { workflow } from '../harness/core';
import { startMiniServer, type MiniServer } from '../harness/mini/server';
import { read, useWorld } from './support';

const world = useWorld();
let other: MiniServer;

beforeAll(async () => {
	other = await startMiniServer();
});

afterAll(async () => await other.close());

const check = async (changes: { apiKey?: string; baseUrl?: string } = {}) => {
	const { apiKey = world.key, baseUrl = world.simulator.baseUrl } = changes;
	return await testCredential({ apiKey, baseUrl, requestsPerMinute: 120 });
};

it('is good when the key opens its user', async () => {
	expect(await check()).toMatchObject({ status: 'OK' });
	expect(world.simulator.requests.map(({ method, path }) => [method, path])).toEqual([
		['GET', '/api/v1/public/me'],
	]);
});

it.each([
	['white space around the key', (key: string) => ({ apiKey: ` ${key}\n` })],
	['a trailing slash', () => ({ baseUrl: `${world.simulator.baseUrl}/` })],
	['more slashes and white space', () => ({ baseUrl: ` ${world.simulator.baseUrl}// ` })],
])('is good with %s, also in a run', async (_, changes) => {
	const credential = changes(world.key);
	expect(await check(credential)).toMatchObject({ status: 'OK' });
	expect(read(await world.run(world.recording(), { credential }))).toBe('');
	expect(world.simulator.requests.map(({ headers }) => headers.authorization)).toEqual([
		`Bearer ${world.key}`,
		`Bearer ${world.key}`,
	]);
});

it.each(['unknown', 'expired', 'disabled'] as const)('is refused with a key that is %s', async (name) => {
	expect(await check({ apiKey: world.simulator.keys[name] })).toMatchObject({ status: 'Error' });
	expect(world.simulator.requests.length).toBeGreaterThan(0);
});

/** Older versions of n8n lose the answer on its way to the credential's rules, and show words of their own. */
const hearsAnswers = new workflow.ExpressionError('', { cause: new Error() }).cause !== undefined;

it.each([
	[302, /^This base URL redirects to another URL/],
	[400, /^Userplane does not accept this request. Check the base URL/],
	[401, /^Userplane did not accept this API key. Copy the current key from Account > Developers/],
	[403, /^This API key is disabled or lacks access. Enable it/],
	[404, 'Userplane was not found at this base URL. The default is https://api.userplane.io/api/v1.'],
	[407, /^The proxy asks for a user name and password/],
	[429, /^The rate limit of this API key is used up. Try again/],
	[500, /^Userplane is not available at the moment. Try again/],
	[502, /^Userplane is not available at the moment. Try again/],
	[503, /^Userplane is not available at the moment. Try again/],
	[504, /^Userplane is not available at the moment. Try again/],
])('says what HTTP %i means for a credential, in the one line that n8n shows', async (status, said) => {
	const { test } = (await loadPackage()).credentialType('userplaneApi');
	const rule = test?.rules?.find(({ properties }) => 'value' in properties && properties.value === status);
	const message = rule?.properties.message;
	expect(message).toMatch(said);
	world.simulator.faults.add({ match: {}, fault: { kind: 'status', status } });
	const result = await check();
	expect(result).toMatchObject({ status: 'Error', ...(hearsAnswers && { message }) });
});

it('is refused when the address answers with something else', async () => {
	const result = await check({ baseUrl: other.baseUrl });
	expect(result.status).toBe('Error');
	expect(result.message).toMatch(/base URL/);
	expect(other.seen.at(-1)?.path).toBe(`${other.baseUrl}/public/me`);
});

it('is refused when the path of the address is wrong', async () => {
	expect(await check({ baseUrl: world.simulator.baseUrl.replace('/v1', '/v9') })).toMatchObject({
		status: 'Error',
	});
});

it.each(['http://api.userplane.example/api/v1', 'http://0.0.0.0:9', 'userplane', 'file:///etc'])(
	'is refused before the key goes to %s',
	async (baseUrl) => {
		const result = await check({ baseUrl });
		expect(result.status).toBe('Error');
		expect(result.message).toBe('The base URL in the Userplane API credential must start with https://');
	},
);

it('hides its key, and takes no half request per minute', async () => {
	const { properties } = (await loadPackage()).credentialType('userplaneApi');
	const [, apiKey, , requestsPerMinute] = properties;
	expect(apiKey).toMatchObject({ name: 'apiKey', required: true, typeOptions: { password: true } });
	expect(requestsPerMinute).toMatchObject({
		...{ name: 'requestsPerMinute', type: 'number' },
		typeOptions: { minValue: 0, numberPrecision: 0 },
	});
});

describe('a redirect', () => {
	it('to another host gets no key from n8n’s HTTP Request node either, which follows it', async () => {
		const { authenticate } = (await loadPackage()).credentialType('userplaneApi');
		if (typeof authenticate !== 'function') throw new Error('The credential has no authenticate function');
		const request = { uri: 'https://api.userplane.example/api/v1/public/me' };
		expect(await authenticate({ apiKey: world.key }, request as never)).toEqual({
			...request,
			headers: { Authorization: `Bearer ${world.key}` },
			disableFollowRedirect: true,
			sendCredentialsOnCrossOriginRedirect: false,
		});
	});

	it.each([301, 302, 303, 307, 308])('is not followed by the test (%i)', async (status) => {
		other.seen.length = 0;
		world.simulator.faults.add({
			match: {},
			fault: { kind: 'redirect', to: `${other.baseUrl}/public/me`, status },
		});
		expect((await check()).status).toBe('Error');
		expect(other.seen).toEqual([]);
	});

	it.each(['POST', 'PUT', 'GET'])('is not followed by a %s, and is told', async (method) => {
		const operations = {
			POST: world.create(),
			PUT: world.update({ linkTitle: 'New' }),
			GET: world.recording(),
		};
		const parameters = operations[method as keyof typeof operations];
		other.seen.length = 0;
		for (const status of [301, 302, 303, 307, 308]) {
			world.simulator.clearRequests();
			const to = `${other.baseUrl}/login?token=once#top`;
			const remove = world.simulator.faults.add({ match: {}, fault: { kind: 'redirect', to, status } });
			const text = read(await world.run(parameters));
			remove();
			expect(text).toContain(`HTTP ${status}`);
			expect(text).toContain(`${other.baseUrl}/login`);
			expect(text).not.toContain('token=once');
			expect(world.simulator.requests).toHaveLength(1);
		}
		expect(other.seen).toEqual([]);
	});
});
