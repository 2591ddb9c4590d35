import type { INodeParameters } from 'n8n-workflow';

import { readBinary } from '../harness';
import { download, putIncident, replaceFile, runAndSearch } from './files';
import { read, useWorld } from './support';

const world = useWorld();
const LOGS = ['consoleLog', 'networkLog', 'actions'];
const asText = (resources: string[], options: INodeParameters = {}, more: INodeParameters = {}) =>
	download(world.simulator, { resources, options: { logsAsText: true, ...options }, ...more });

it('puts the chosen logs into one text file, beside the other files', async () => {
	putIncident(world.simulator);
	const { result, leaks } = await runAndSearch(world, asText(['video', 'consoleLog', 'actions']));
	expect(read(result)).toBe('');
	expect(leaks).toEqual([]);
	const [{ json, binary = {} }] = result.items;
	expect(Object.keys(binary).sort()).toEqual(['logs', 'video']);
	expect(binary.logs).toMatchObject({ fileName: 'rec_000001-logs.txt', mimeType: 'text/plain' });
	const lines = (await readBinary(binary.logs)).toString().split('\n');
	expect(lines).toHaveLength(9);
	expect(lines[0]).toBe('2026-11-21T09:30:00.000Z actions page https://app.acme.example/checkout?cart=9');
	expect(json).toMatchObject({ consoleLog: {}, actions: {}, video: {} });
});

it('leaves out a log that is not there, where that is wanted', async () => {
	putIncident(world.simulator);
	replaceFile(world.simulator, 'networkLog', null);
	const [{ binary = {} }] = (await world.run(asText(LOGS, { skipMissing: true }))).items;
	expect((await readBinary(binary.logs)).toString()).not.toContain(' network ');
	replaceFile(world.simulator, 'action', null);
	const [{ binary: rest = {} }] = (await world.run(asText(['video', 'actions'], { skipMissing: true })))
		.items;
	expect(Object.keys(rest)).toEqual(['video']);
	expect(read(await world.run(asText(LOGS)))).toMatch(/^There is no action log for recording/);
});

it('keeps the maximum size of each log', async () => {
	putIncident(world.simulator, { consoleLog: 'x'.repeat(2_000) });
	const text = read(await world.run(asText(['consoleLog'], { maxSize: 0.001 })));
	expect(text).toMatch(/^The console log is larger than the maximum/);
});

it.each([
	[
		'no log',
		['video'],
		{},
		/^Logs as Text needs at least one log in Files \[item 0\]\nAlso select Console Log/,
	],
	[
		'URLs',
		LOGS,
		{ output: 'url' },
		/^Logs as Text does not work with temporary URLs \[item 0\]\nSet Output to Files/,
	],
])('is refused before any request with %s', async (_, resources, more, reason) => {
	expect(read(await world.run(asText(resources, {}, more)))).toMatch(reason);
	expect(world.simulator.requests).toEqual([]);
});

it.each(['binary', 'url'])(
	'has the recording beside its files, with its title and ticket, as %s',
	async (output) => {
		const [simple] = (await world.run(world.recording({ simplify: true }))).items;
		const [{ json }] = (await world.run(download(world.simulator, { resources: ['thumbnail'], output })))
			.items;
		const { thumbnail: _thumbnail, ...recording } = json;
		expect(recording).toEqual(simple.json);
		expect(Object.keys(recording)).toHaveLength(14);
		expect(recording).toMatchObject({ title: 'Checkout fails', linkProviderId: '4711' });
	},
);
