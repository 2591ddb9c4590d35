import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

import type { ResourceKind } from '../simulator';
import { ownFields, readLog } from './files';
import { useWorld } from './support';

const world = useWorld();
const readText = async (kind: ResourceKind, text: string, type?: string) =>
	await readLog(world, kind, text, type);

describe('a log that is broken', () => {
	it('reports the line and keeps the rest', async () => {
		const text = '{"n":1}\n{"n":2,"tr\n{"n":3}\nplain text\n{"n":4}';
		expect(ownFields(await readText('consoleLog', text))).toEqual([
			{ n: 1 },
			{ line: 2, unreadable: '{"n":2,"tr' },
			{ n: 3 },
			{ line: 4, unreadable: 'plain text' },
			{ n: 4 },
		]);
	});

	it('counts lines as an editor does, empty ones included', async () => {
		const found = await readText('consoleLog', '{"n":1}\r\n\r\nbroken\r\n');
		expect(found[1]).toMatchObject({ log: 'consoleLog', time: null, line: 3, unreadable: 'broken' });
	});

	it('shows the start of a long line, and says how much it leaves out', async () => {
		const [, { unreadable, charactersLeftOut }] = await readText(
			'consoleLog',
			`{"n":1}\n${'x'.repeat(10_000)}`,
		);
		expect([unreadable, charactersLeftOut]).toEqual(['x'.repeat(500), 9_500]);
	});

	it('does not cut a character in two', async () => {
		const [entry] = await readText('consoleLog', `${'x'.repeat(499)}🎬!`);
		expect(entry).toMatchObject({ unreadable: 'x'.repeat(499), charactersLeftOut: 3 });
	});

	it.each([
		['an array that ends early', '[{"n":1},{"n":2}', '(the log breaks off here)'],
		['an object that ends early', '{"entries":[{"n":1},{"n":2},{"n"', '{"n"'],
	])('keeps what can be read when it is %s, and says where it ends', async (_, text, unreadable) => {
		const found = await readText('networkLog', text);
		expect(ownFields(found)).toEqual([{ n: 1 }, { n: 2 }, { line: 1, unreadable }]);
	});

	it('is a line where what stands in it is deeper than n8n can go', async () => {
		const deep = `{"n":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
		const [first, second, third] = await readText('consoleLog', `{"n":1}\n${deep}\n{"n":3}`);
		expect([first.n, third.n]).toEqual([1, 3]);
		expect(second).toMatchObject({ line: 2, unreadable: deep.slice(0, 500), charactersLeftOut: 39_506 });
	});
});

it('reads times without a zone as UTC, wherever the machine stands', () => {
	const zoneless = [
		'2026-03-29T02:30:00.5',
		'2026-03-29 02:30:00.500',
		'2026-03-29T02:30:00.5Z',
		'2026-03-29 04:30:00.5 +0200',
	];
	const dates = [
		'Sun, 29 Mar 2026 02:30:00',
		'Mar 29 2026 2:30 AM',
		'2026/03/29 02:30:00',
		'Sun Mar 29 02:30:00 UTC 2026',
		'2026-03-28 21:30:00 EST',
	];
	const script = `const { isoOf, momentIn } = require(${JSON.stringify(resolve('dist/nodes/Userplane/logs/times.js'))});
		const times = ${JSON.stringify([...zoneless, ...dates, '2026-03-29'])};
		process.stdout.write(JSON.stringify(times.map((time) => isoOf(momentIn(time)))));`;
	for (const TZ of ['UTC', 'Europe/Berlin', 'America/New_York', 'Pacific/Auckland', 'Asia/Kolkata']) {
		const output = execFileSync(process.execPath, ['-e', script], {
			env: { ...process.env, TZ },
			encoding: 'utf8',
		});
		expect([TZ, ...(JSON.parse(output) as unknown[])]).toEqual([
			TZ,
			...zoneless.map(() => '2026-03-29T02:30:00.500Z'),
			...dates.map(() => '2026-03-29T02:30:00.000Z'),
			'2026-03-29T00:00:00.000Z',
		]);
	}
});
