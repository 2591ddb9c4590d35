import { errorKinds, startSimulator } from './index';
import type { Simulator } from './index';
import { call, callIn, codeOf } from './testClient';
import { useCheckedSimulator } from './useSimulator';

let simulator: Simulator;
useCheckedSimulator((started) => {
	simulator = started;
});

describe('keys', () => {
	it.each([
		['unknown', 401, 'API_KEY_INVALID'],
		['expired', 401, 'API_KEY_EXPIRED'],
		['disabled', 403, 'API_KEY_DISABLED'],
	] as const)('%s: %i %s', async (which, status, code) => {
		const reply = await call(simulator, 'GET', '/me', { key: simulator.keys[which] });
		expect(reply.status).toBe(status);
		expect(reply.body).toEqual({ defined: true, code, status, message: errorKinds[code].message });
	});

	it.each(['', 'uspl_test_owner', 'Basic dXNlcjpwYXNz', 'Bearer'])(
		'must come as a bearer token, not as "%s"',
		async (value) => {
			const headers: Record<string, string> = value === '' ? {} : { Authorization: value };
			const reply = await call(simulator, 'GET', '/me', { key: null, headers });
			expect(reply.status).toBe(401);
			expect(codeOf(reply)).toBe('API_KEY_REQUIRED');
		},
	);

	it('belong to a user, several of them to one', async () => {
		const { owner, ownerSecond, member } = simulator.keys;
		const idOf = async (key: string) => (await call(simulator, 'GET', '/me', { key })).body.data.user.id;
		expect(await idOf(ownerSecond)).toBe(await idOf(owner));
		expect(await idOf(member)).not.toBe(await idOf(owner));
	});

	it('expire by the simulator’s clock', async () => {
		let now = Date.parse('2026-03-01T00:00:00Z');
		const timed = await startSimulator({ now: () => now });
		const key = timed.store.apiKeys.get(timed.apiKey);
		if (key) key.expiresAt = '2026-03-02T00:00:00.000Z';
		expect((await call(timed, 'GET', '/me')).status).toBe(200);
		now = Date.parse('2026-03-02T00:00:00Z');
		expect(codeOf(await call(timed, 'GET', '/me'))).toBe('API_KEY_EXPIRED');
		await timed.stop();
	});

	it('are checked before anything else of the request', async () => {
		const reply = await callIn(simulator, 'GET', '/links?nonsense=1', { key: null });
		expect(codeOf(reply)).toBe('API_KEY_REQUIRED');
	});
});

describe('workspaces', () => {
	it.each([
		['ws_nobody', 404, 'WORKSPACE_NOT_FOUND'],
		['goneWorkspaceId', 410, 'WORKSPACE_GONE'],
		['foreignWorkspaceId', 403, 'NOT_A_MEMBER'],
	] as const)('%s: %i %s on every scoped path', async (which, status, code) => {
		const id = which === 'ws_nobody' ? which : simulator.seed[which];
		for (const path of ['', '/links', '/recordings', '/projects', '/search?type=links&q=a']) {
			const reply = await call(simulator, 'GET', `/workspace/${id}${path}`);
			expect({ status: reply.status, code: codeOf(reply) }).toEqual({ status, code });
		}
	});

	it('let their own members in', async () => {
		const { foreignWorkspaceId } = simulator.seed;
		const key = simulator.keys.outsider;
		expect((await call(simulator, 'GET', `/workspace/${foreignWorkspaceId}`, { key })).status).toBe(200);
		expect(codeOf(await callIn(simulator, 'GET', '', { key }))).toBe('NOT_A_MEMBER');
	});
});

describe('error bodies', () => {
	const missing = () => callIn(simulator, 'GET', '/links/lnk_nobody');
	const noKey = () => call(simulator, 'GET', '/me', { key: null });
	const whole = { defined: true, code: 'LINK_NOT_FOUND', status: 404, message: 'Link not found' };

	it('are whole unless told otherwise', async () => {
		expect((await missing()).body).toEqual(whole);
		expect((await noKey()).body).toMatchObject({ defined: true, code: 'API_KEY_REQUIRED', status: 401 });
	});

	it('can all be { error, message }', async () => {
		simulator.settings.errorShape = 'short';
		expect((await missing()).body).toEqual({ error: 'LINK_NOT_FOUND', message: 'Link not found' });
		expect(Object.keys((await noKey()).body)).toEqual(['error', 'message']);
	});

	it('is an option of the start too', async () => {
		const other = await startSimulator({ errorShape: 'short' });
		const { body } = await callIn(other, 'GET', '/links/lnk_nobody');
		expect(body.error).toBe('LINK_NOT_FOUND');
		await other.stop();
	});
});
