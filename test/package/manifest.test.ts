import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { repositoryRoot } from '../harness/package';

const text = readFileSync(join(repositoryRoot, 'package.json'), 'utf8');
const manifest = JSON.parse(text) as {
	name: string;
	author: { name: string; email: string };
	homepage: string;
	repository: { url: string };
	scripts: Record<string, string>;
	[key: string]: unknown;
};

it('brings no dependency and asks for n8n-workflow only', () => {
	expect(manifest).toMatchObject({
		peerDependencies: { 'n8n-workflow': '*' },
		// n8n brings it: else npm would install a second one, with all that it needs
		peerDependenciesMeta: { 'n8n-workflow': { optional: true } },
		files: ['dist', '!dist/methods'],
		license: 'MIT',
	});
	const refused = /^(dependencies|optionalDependencies|bundle(d)?Dependencies|overrides|resolutions)$/;
	expect(Object.keys(manifest).filter((key) => refused.test(key))).toEqual([]);
	expect(Object.keys(manifest.peerDependencies as object)).toEqual(['n8n-workflow']);
});

it('runs nothing while it is installed', () => {
	const refused = /^(pre|post)?(install|prepare|publish)$/;
	expect(Object.keys(manifest.scripts).filter((name) => refused.test(name))).toEqual([]);
});

it('names the project and no person', () => {
	expect(manifest.author.name).toBe(`${manifest.name} contributors`);
	for (const key of ['contributors', 'maintainers', 'funding']) expect(manifest).not.toHaveProperty(key);
});

it('gives one address for the project', () => {
	const repository = manifest.repository.url.replace(/^git\+/, '').replace(/\.git$/, '');
	expect(manifest.homepage).toBe(`${repository}#readme`);
});

it('pins every tool exactly', () => {
	const versions = Object.values(manifest.devDependencies as Record<string, string>);
	expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});
