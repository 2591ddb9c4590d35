import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { repositoryRoot } from '../harness';
import { useScene } from './scene';

const scene = useScene();
let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'userplane-live-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Starts the command as npm does, but for the build. */
function start(
	args: string[],
	env: NodeJS.ProcessEnv,
): { child: ChildProcess; ended: Promise<[number | null, string]> } {
	const { USERPLANE_API_KEY: _key, ...own } = process.env;
	const script = join(repositoryRoot, 'scripts', 'live', 'run.ts');
	const child = spawn(process.execPath, ['--import', require.resolve('tsx'), script, ...args], {
		cwd: folder,
		env: { ...own, ...env },
	});
	let output = '';
	for (const stream of [child.stdout, child.stderr])
		stream.on('data', (text: Buffer) => (output += text.toString()));
	const ended = new Promise<[number | null, string]>((resolve) =>
		child.once('close', (code) => resolve([code, output])),
	);
	return { child, ended };
}

function settings(): NodeJS.ProcessEnv {
	const { apiKey, seed } = scene.simulator;
	return {
		USERPLANE_API_KEY: apiKey,
		USERPLANE_BASE_URL: scene.twisted.baseUrl,
		USERPLANE_WORKSPACE_ID: seed.workspaceId,
	};
}

it('says what is missing, and ends with 2', async () => {
	expect(await start([], {}).ended).toEqual([
		2,
		expect.stringContaining('Set USERPLANE_API_KEY to an API key'),
	]);
	expect(await start(['--wirte'], settings()).ended).toEqual([
		2,
		expect.stringContaining('There is one option: --write'),
	]);
});

it('looks, shows its progress, writes its report and ends with 0', async () => {
	const [code, output] = await start([], settings()).ended;
	expect(output).toMatch(/\[7\/7\] Looking at the trigger[^]*Wrote live-report.md[^]*Nothing differs/);
	expect(readFileSync(join(folder, 'live-report.md'), 'utf8')).toContain(
		'| links.list | C | as documented |',
	);
	expect(code).toBe(0);
});

it('deletes what it made when it is stopped with Ctrl-C', async () => {
	const { child, ended } = start(['--write'], settings());
	scene.twisted.twist = { answer: (_answer, { method }) => void (method === 'PUT' && child.kill('SIGINT')) };
	const [code, output] = await ended;
	expect([code, output]).toEqual([130, expect.stringContaining('Stopped.')]);
	expect(scene.simulator.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
	expect(scene.left()).toEqual([]);
	expect(existsSync(join(folder, 'live-report.md'))).toBe(true);
});

it('could not try with a key that is refused, at a place where nothing is, or in one of several workspaces', async () => {
	const refused = await scene.look({ apiKey: 'uspl_nobody' });
	expect([refused.exitCode, refused.report]).toEqual([2, undefined]);
	expect(refused.sentence).toContain('Userplane refused the key (401 API_KEY_INVALID)');
	const nowhere = await scene.look({ baseUrl: 'http://127.0.0.1:9/api/v1' });
	expect([nowhere.exitCode, nowhere.report]).toEqual([2, undefined]);
	expect(nowhere.sentence).toContain('Userplane could not be reached (ECONNREFUSED)');
	const unknown = await scene.look({ workspaceId: 'ws_nobody' });
	expect([unknown.exitCode, unknown.sentence]).toEqual([
		2,
		'USERPLANE_WORKSPACE_ID is none of the workspaces of this key',
	]);
	const several = await scene.look({ workspaceId: undefined });
	expect([several.exitCode, several.sentence]).toEqual([
		2,
		expect.stringContaining('The key has access to 2 workspaces: set USERPLANE_WORKSPACE_ID'),
	]);
});
