import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import helpdesks from '../e2e/fixtures/helpdesks.json';
import { ADVICE } from '../../nodes/Userplane/shared/advice';
import { menuEntries } from '../engine/menus';
import { repositoryRoot } from '../harness/package';

const read = (file: string) => readFileSync(join(repositoryRoot, file), 'utf8');
const pages = readdirSync(join(repositoryRoot, 'docs')).filter((file) => file.endsWith('.md'));
const files = [
	'README.md',
	'CONTRIBUTING.md',
	'CHANGELOG.md',
	'SECURITY.md',
	...pages.map((page) => `docs/${page}`),
];

it('troubleshooting explains each of Userplane’s codes in the words of the node', () => {
	const text = read('docs/troubleshooting.md').replace(/\s+/g, ' ');
	const missing = Object.entries(ADVICE).filter(([code, [message, remedy]]) => {
		const row = `| \`${code}\` | ${message} | ${remedy} |`;
		return !text.includes(row);
	});
	expect(missing.map(([code]) => code)).toEqual([]);
});

it('lists each operation of the node with its endpoint, and no other', async () => {
	const offered = (await menuEntries()).map(({ resource, operation }) => `${resource} ${operation.name}`);
	const rows = [
		...read('docs/operations.md').matchAll(/^\| (\w+) +\| ([\w ,]+?) +\| .*`(GET|POST|PUT|DELETE) /gm),
	];
	const listed = rows.flatMap(([, resource, names]) =>
		names.split(', ').map((name) => `${resource.toLowerCase()} ${name}`),
	);
	expect([...listed, 'link Set URL Metadata'].sort()).toEqual(offered.sort());
});

it.each(helpdesks.map((row) => [row.name, row] as const))(
	'helpdesks.md has the tested row of %s',
	(name, row) => {
		const cells = read('docs/helpdesks.md')
			.split('\n')
			.filter((line) => line.startsWith(`| ${name} `))
			.map((line) => line.split(/(?<!\\)\|/).slice(1, -1))
			.map((line) => line.map((cell) => cell.trim().replaceAll('\\|', '|')));
		const { ticketId, title, customerEmail, skip } = { skip: '', ...row.fields };
		const code = (value: string): string => (value === '' ? '' : `\`${value}\``);
		const links = row.source.split(', ').map((url) => `[${new URL(url).host.replace('www.', '')}](${url})`);
		expect(cells).toEqual([
			[name, row.event, ...[row.ticketSystem, ticketId, title, customerEmail, skip].map(code)],
			[name, row.proof, row.inTheWay, links.join(', ')],
		]);
	},
);

it('the README fits 110 lines and leads to every page', () => {
	const text = read('README.md');
	expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(110);
	expect(pages.filter((page) => !text.includes(`(docs/${page}`))).toEqual([]);
});

it.each(files)('%s links to files that are there', (file) => {
	const links = [...read(file).matchAll(/(?:\]\(|src=")([^)"#:]+)(?:#[^)"]*)?[)"]/g)].map(([, link]) => link);
	expect(links.filter((link) => !existsSync(join(repositoryRoot, dirname(file), link)))).toEqual([]);
});

const examples = readdirSync(join(repositoryRoot, 'examples')).map((file) => `examples/${file}`);

it.each([...files, ...examples])('%s tells what is there, in words that people use', (file) => {
	const gone =
		/\bno longer\b|\btakes the place of\b|\bnot even later\b|\bso ever\b|\bif it stays so\b|\bare left alone\b|\bswitch it on\b/i;
	expect(gone.exec(read(file))?.[0]).toBeUndefined();
});
