import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { PACKAGE_ROOT } from '../../scripts/n8n/nodePackage';
import { startSimulator, type Simulator } from '../simulator';
import { ensureInstalled, INSTALL_MS } from './installedHost';
import { runStartScript, withNpmStart } from './startScript';

jest.setTimeout(5 * 60_000);

const run = promisify(execFile);

/** Settings of a user's own n8n: each of them would keep ours from starting, or have it write where it must not. */
const FOREIGN = {
	DB_TYPE: 'postgresdb',
	EXECUTIONS_MODE: 'queue',
	N8N_ENCRYPTION_KEY: 'of-another-n8n',
	N8N_PATH: '/elsewhere/',
	N8N_PORT: '1',
	N8N_USER_FOLDER: '/nonexistent',
};

describe('npm start', () => {
	beforeAll(ensureInstalled, INSTALL_MS);

	it('shows the main job in the simulator, and leaves nothing behind when it is killed outright', async () => {
		const script = await runStartScript(FOREIGN);
		expect(script.output()).toMatch(/answered with a recording link:\s+https:\/\/app\.acme\.example\S+/);
		expect(script.output()).toMatch(/Looked up recording rec_\w+/);
		expect(script.output()).toMatch(/Mail to engineers@your-company\.example: Recording: Checkout/);
		expect(script.output()).toContain(
			'| • 0:13 Error: TypeError: can\'t access property "total", cart is null',
		);
		expect(script.output()).toMatch(/Password +\S+/);
		expect(script.output()).toMatch(/API key +uspl_\S+ +\(the simulator's\)/);
		expect(script.output()).toMatch(/curl -X POST \S+\/_control\/recordings .*lnk_/);
		expect(script.output()).toMatch(/X-Webhook-Secret: [0-9a-f]{48}/);
		// Each line as it is printed
		const lines = script.output().match(/(?<=^ {2})curl .+$/gm) ?? [];
		expect(lines).toHaveLength(6);
		for (const line of lines) {
			const { stdout } = await run('sh', ['-c', `${line} -sS -w ' %{http_code}'`], { cwd: PACKAGE_ROOT });
			expect([line, stdout.slice(-4)]).toEqual([line, expect.stringMatching(/ 20[01]$/)]);
		}
		expect(script.output()).toMatch(
			/Not active before you choose .*\n(?: {2}\S.*\n)* {2}recording-ready-to-slack \(slackApi\)/,
		);

		expect(await script.end('SIGKILL')).toBeNull();
		await script.leftNothing();
	});

	it('ends with npm when that alone is ended', async () => {
		await withNpmStart(async (script) => {
			await script.end('SIGTERM');
			await script.leftNothing();
			expect(script.output()).toContain('Stopping ...');
		});
	});

	describe('with an API key', () => {
		let service: Simulator;
		beforeAll(async () => {
			service = await startSimulator();
		});
		beforeEach(() => service.reset());
		afterAll(async () => {
			await service.stop();
		});
		const key = (): NodeJS.ProcessEnv => ({
			USERPLANE_API_KEY: service.apiKey,
			USERPLANE_BASE_URL: service.baseUrl,
		});
		const writes = (): string[] =>
			service.requests.map(({ method }) => method).filter((method) => method !== 'GET');

		it('uses that API and only reads; two of them run beside each other and stop on Ctrl-C', async () => {
			const scripts = await Promise.all([runStartScript(key()), runStartScript(key())]);

			for (const script of scripts) {
				expect(script.output()).toContain(`the real API, workspace ${service.seed.workspaceId}`);
				expect(script.output()).toContain('Sent no sample event');
				expect(script.output()).toContain('USERPLANE_SEND_SAMPLE=1');
				expect(script.output()).toMatch(/Looked up recording rec_\w+/);
				expect(script.output()).not.toContain(service.apiKey);
			}
			expect(writes()).toEqual([]);

			for (const script of scripts) {
				expect(await script.end('SIGINT')).toBe(0);
				await script.leftNothing();
			}
		});

		it('makes one link there when asked to', async () => {
			const before = service.store.links.size;
			const script = await runStartScript({ ...key(), USERPLANE_SEND_SAMPLE: '1' });
			expect(script.output()).toContain('answered with a recording link');
			expect(service.store.links.size).toBe(before + 1);
			expect(await script.end('SIGTERM')).toBe(0);
			await script.leftNothing();
		});

		it('says so when the key is not good, and ends', async () => {
			const env = { ...key(), USERPLANE_API_KEY: service.keys.unknown };
			const start = runStartScript(env);
			await expect(start).rejects.toThrow(/did not answer \/public\/workspaces: 401 API_KEY_INVALID/);
			await expect(start).rejects.not.toThrow(service.keys.unknown);
		});
	});
});
