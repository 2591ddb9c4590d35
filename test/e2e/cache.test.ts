import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cached, cacheFolder } from '../../scripts/hosts/cache';
import { getHost, HOST_NAMES } from '../../scripts/hosts/hosts';

describe('the cache of installed servers', () => {
	const before = process.env.XDG_CACHE_HOME;
	let home: string;
	beforeEach(async () => {
		home = await mkdtemp(path.join(tmpdir(), 'userplane-cache-'));
		process.env.XDG_CACHE_HOME = home;
	});
	afterEach(async () => {
		if (before === undefined) delete process.env.XDG_CACHE_HOME;
		else process.env.XDG_CACHE_HOME = before;
		await rm(home, { recursive: true });
	});

	const fillWith = (text: string) => async (folder: string) =>
		await writeFile(path.join(folder, 'file'), text);

	it('fills a folder once', async () => {
		const folder = await cached('server', fillWith('first'));
		expect(folder).toBe(path.join(home, 'n8n-nodes-userplane', 'server'));
		expect(await cached('server', fillWith('second'))).toBe(folder);
		expect(await readFile(path.join(folder, 'file'), 'utf8')).toBe('first');
	});

	it('leaves nothing of a filling that fails, and tries again', async () => {
		const failing = cached('server', async (folder) => {
			await fillWith('half')(folder);
			throw new Error('cut off');
		});
		await expect(failing).rejects.toThrow('cut off');
		expect(await readdir(cacheFolder())).toEqual([]);
		const folder = await cached('server', fillWith('whole'));
		expect(await readFile(path.join(folder, 'file'), 'utf8')).toBe('whole');
	});

	it('shows a folder under its name only when it is whole', async () => {
		await cached('server', async (folder) => {
			await fillWith('half')(folder);
			expect(existsSync(path.join(cacheFolder(), 'server'))).toBe(false);
		});
	});

	it('lets two fill the same folder at once', async () => {
		const folders = await Promise.all([cached('server', fillWith('one')), cached('server', fillWith('two'))]);
		expect(new Set(folders).size).toBe(1);
		expect(await readdir(cacheFolder())).toEqual(['server']);
		expect(['one', 'two']).toContain(await readFile(path.join(folders[0], 'file'), 'utf8'));
	});
});

describe('the hosts', () => {
	it.each(HOST_NAMES)('%s is pinned: manifest and lock file name the same n8n', async (name) => {
		const host = getHost(name);
		const manifest = JSON.parse(await readFile(path.join(host.folder, 'package.json'), 'utf8')) as {
			dependencies: { n8n: string };
		};
		const lock = JSON.parse(await readFile(path.join(host.folder, 'package-lock.json'), 'utf8')) as {
			packages: Record<string, { version: string }>;
		};
		expect(manifest.dependencies.n8n).toBe(host.n8n);
		expect(lock.packages['node_modules/n8n'].version).toBe(host.n8n);
	});

	it('knows no other', () => {
		expect(() => getHost('9.9')).toThrow('There is no n8n host "9.9"');
	});
});
