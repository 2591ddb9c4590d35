import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';

import { repositoryRoot } from '../harness/package';
import { unpackPackage, type PackedPackage } from './packed';

/** What a download may cost, unpacked and as a tarball: docs/testing.md says what other builds would give. */
const budget = { bytes: 450_000, tarballBytes: 115_000, files: 180 };

const shipped = [
	/^(package\.json|index\.js|README\.md|LICENSE\.md|CHANGELOG\.md)$/,
	/^dist\/(nodes|credentials)\/[\w/.-]+\.js$/,
	/^dist\/nodes\/[\w/]+\.node\.json$/,
	/^dist\/(known|types)\/(nodes|credentials)\.json$/,
	/^dist\/nodes\/[\w/.]+\.svg$/,
	/^dist\/nodes\/\w+\/__schema__\/v\d+\.\d+\.\d+\/\w+\/\w+\.json$/,
];

let packed: PackedPackage;
const read = (file: string) => readFileSync(join(packed.folder, file), 'utf8');

beforeAll(() => {
	packed = unpackPackage();
});

afterAll(() => packed.remove());

it('holds nothing but what n8n loads and a reader needs', () => {
	expect(packed.files.filter((file) => !shipped.some((pattern) => pattern.test(file)))).toEqual([]);
	expect(packed.files).toEqual(expect.arrayContaining(['README.md', 'LICENSE.md', 'index.js']));
});

it('stays within its budget', () => {
	const bytes = packed.files.reduce((sum, file) => sum + statSync(join(packed.folder, file)).size, 0);
	expect(bytes).toBeLessThan(budget.bytes);
	expect(packed.tarballBytes).toBeLessThan(budget.tarballBytes);
	expect(packed.files.length).toBeLessThan(budget.files);
});

it('requires nothing at run time but n8n-workflow, node:crypto and its own files', () => {
	const code = packed.files.filter((file) => file.endsWith('.js'));
	const required = code.flatMap((file) =>
		[...read(file).matchAll(/\b(?:require|import)\(([^)]*)\)/g)].map(
			([, argument]) => `${file}: ${argument}`,
		),
	);
	expect(required.length).toBeGreaterThan(code.length);
	const allowed = /: ["'](n8n-workflow|node:crypto|\.{1,2}\/[^"']+)["']$/;
	expect(required.filter((line) => !allowed.test(line))).toEqual([]);
});

it('loads in a folder where n8n-workflow is all there is', () => {
	const modules = join(packed.folder, 'node_modules');
	mkdirSync(modules);
	symlinkSync(join(repositoryRoot, 'node_modules', 'n8n-workflow'), join(modules, 'n8n-workflow'));
	const files = packed.files.filter((file) => file.endsWith('.js')).map((file) => join(packed.folder, file));
	const loadAll = 'for (const file of process.argv.slice(1)) require(file); console.log("loaded");';
	const output = execFileSync(process.execPath, ['-e', loadAll, ...files], { cwd: packed.folder });
	expect(output.toString()).toBe('loaded\n');
});

it('registers every node and credential that it holds, each with its icons', () => {
	const { n8n } = JSON.parse(read('package.json')) as { n8n: { nodes: string[]; credentials: string[] } };
	const holds = (end: string) => packed.files.filter((file) => file.endsWith(end));
	expect([...n8n.nodes].sort()).toEqual(holds('.node.js'));
	expect([...n8n.credentials].sort()).toEqual(holds('.credentials.js'));
	for (const node of n8n.nodes) {
		const codex = JSON.parse(read(node.replace(/js$/, 'json'))) as { node: string };
		const name = basename(node, '.node.js');
		expect(codex.node).toBe(`n8n-nodes-userplane.${name.charAt(0).toLowerCase()}${name.slice(1)}`);
	}
});

it('holds the icons byte for byte, light and dark ones different', () => {
	const icons = packed.files.filter((file) => file.endsWith('.svg'));
	const bytes = icons.map((icon) => readFileSync(join(packed.folder, icon)));
	expect(icons.map((icon) => basename(icon))).toEqual(['userplane.dark.svg', 'userplane.svg']);
	icons.forEach((icon, index) => {
		const source = readFileSync(join(repositoryRoot, icon.replace(/^dist\//, '')));
		expect(bytes[index].equals(source)).toBe(true);
		expect(source.toString()).toMatch(/viewBox="0 0 (\d+) \1"/);
	});
	expect(bytes[0].equals(bytes[1])).toBe(false);
});

it('holds the schemas of the sources, if there are any', () => {
	const inSources = existsSync(join(repositoryRoot, 'nodes', 'Userplane', '__schema__'));
	expect(packed.files.some((file) => file.includes('__schema__'))).toBe(inSources);
});
