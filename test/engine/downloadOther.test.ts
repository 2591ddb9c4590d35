import type { INodeParameters } from 'n8n-workflow';

import { setBinaryMode } from '../harness';
import type { Fault } from '../simulator';
import { sha256Of, videoContent } from '../simulator';
import { checksumOf, download, replaceFile, runAndSearch, stateSize, urlsAskedFor } from './files';
import { read, useWorld } from './support';

const world = useWorld();
const content = videoContent(200_000);
const storage = (fault: Fault, times?: number) =>
	world.simulator.faults.add({ match: { operationId: 'files.get' }, times, fault });
const of = (name: string) => download(world.simulator, { resources: [name] });
const logs = (name = 'consoleLog') => ({ ...of('video'), operation: 'getLogs', logs: [name] });
const sent = (type: string, body: string, status = 200): Fault => ({
	...{ kind: 'status', status, body, headers: { 'Content-Type': type } },
});

beforeEach(() => replaceFile(world.simulator, 'video', content));

/** Runs what must fail, after a fresh URL was tried once. @returns what the user reads */
async function refusalOf(parameters: INodeParameters): Promise<string> {
	const { result, leaks } = await runAndSearch(world, parameters);
	expect(leaks).toEqual([]);
	expect(result.items).toEqual([]);
	expect(world.simulator.fileRequests).toHaveLength(2);
	expect(urlsAskedFor(world.simulator)).toHaveLength(2);
	return read(result);
}

const page = '<!doctype html>\n<title>Log in</title>';
const others: Array<[string, Fault, RegExp]> = [
	['an HTML page', { kind: 'html', status: 200 }, /^A web page or a message was sent instead of the/],
	[
		'a page that says it is the file',
		sent('video/webm', `\ufeff\n ${page}`),
		/^A web page or a message was sent/,
	],
	[
		'a page without a type',
		sent('application/octet-stream', '<HTML lang=en>'),
		/^A web page or a message was sent/,
	],
	['a page of nothing', sent('text/html', ''), /^A web page or a message was sent/],
	['a message in XML', sent('application/xml', '<Error/>'), /^A web page or a message was sent/],
	['204', { kind: 'status', status: 204, body: '' }, /^Userplane's file storage sent no file \(HTTP 204\)/],
	['a part by 206', sent('video/webm', 'part', 206), /^Userplane's file storage sent no file \(HTTP 206\)/],
];

/** What no video is, but a log may be. */
const texts: typeof others = [
	['a message as plain text', sent('text/plain', 'Access denied'), /^A web page or a message was sent/],
	[
		'a message without a type',
		sent('application/octet-stream', 'Access denied'),
		/^A web page or a message was sent/,
	],
];

describe.each(['filesystem', 'memory'] as const)('in the binary mode %s', (mode) => {
	beforeAll(async () => await setBinaryMode(mode));
	afterAll(async () => await setBinaryMode('filesystem'));

	it.each([...others, ...texts])('%s in place of a video is told', async (_, fault, reason) => {
		storage(fault);
		expect(await refusalOf(of('video'))).toMatch(reason);
	});

	it.each([
		['a length', 'length'],
		['chunks', 'chunked'],
		['the connection', 'close'],
	] as const)('a video that is empty by %s is told', async (_, framing) => {
		storage({ kind: 'reshape', bytes: 0, framing });
		expect(await refusalOf(of('video'))).toMatch(/^The video file is empty \[item 0\]/);
	});

	it('a video that is empty is told, though the service says that it is', async () => {
		storage({ kind: 'reshape', bytes: 0 });
		stateSize(world.simulator, 'recordings.getVideo', 0);
		expect(await refusalOf(of('video'))).toMatch(/^The video file is empty \[item 0\]/);
	});

	it('a video that ends early without a word of its length is told', async () => {
		storage({ kind: 'reshape', bytes: 150_000, framing: 'close' });
		const text = await refusalOf(of('video'));
		expect(text).toMatch(/^The video file is incomplete: 150000 of 200000 bytes arrived \[item 0\]/);
		expect(text).toMatch(/Temporary URLs/);
	});

	it('a video is fetched afresh once, and then is the right one', async () => {
		for (const [, fault] of others) {
			storage(fault, 1);
			const result = await world.run(of('video'));
			expect(read(result)).toBe('');
			expect(await checksumOf(result.items[0].binary?.video)).toBe(sha256Of(content));
		}
	});

	it('a file is stored whose type nobody tells', async () => {
		replaceFile(world.simulator, 'video', { ...content, type: '' });
		const [item] = (await world.run(of('video'))).items;
		expect(await checksumOf(item.binary?.video)).toBe(sha256Of(content));
	});

	it('a file that is packed for the way is stored unpacked', async () => {
		storage({ kind: 'reshape', gzip: true });
		const [item] = (await world.run(of('video'))).items;
		expect(await checksumOf(item.binary?.video)).toBe(sha256Of(content));
	});

	it.each([
		['a length', 'length'],
		['chunks', 'chunked'],
		['the connection', 'close'],
	] as const)('a file is stored whole whose end is told by %s', async (_, framing) => {
		storage({ kind: 'reshape', framing });
		const [item] = (await world.run(of('video'))).items;
		expect(await checksumOf(item.binary?.video)).toBe(sha256Of(content));
	});
});

describe('a log', () => {
	it.each(others)('is told to be missing when %s is sent in its place', async (_, fault, reason) => {
		storage(fault);
		expect(await refusalOf(logs())).toMatch(reason);
	});

	it.each(['consoleLog', 'networkLog', 'actions'])('may be empty: %s', async (name) => {
		storage({ kind: 'reshape', bytes: 0 });
		stateSize(
			world.simulator,
			name === 'actions' ? 'recordings.getAction' : `recordings.get${name[0].toUpperCase()}${name.slice(1)}`,
			0,
		);
		expect(await world.run(logs(name))).toMatchObject({ status: 'success', items: [] });
		expect(await world.run(of(name))).toMatchObject({ items: [{ binary: { [name]: { bytes: 0 } } }] });
	});

	it('may not be empty when the service says that there is something in it', async () => {
		storage({ kind: 'reshape', bytes: 0 });
		expect(await refusalOf(logs())).toMatch(/^The console log file is empty/);
	});

	it('that ends early without a word of its length is told', async () => {
		storage({ kind: 'reshape', bytes: 20, framing: 'chunked' });
		expect(await refusalOf(logs())).toMatch(/^The console log file is incomplete: 20 of \d+ bytes arrived/);
	});

	it.each(['{"a":1}\n', '<3 found\n'])('may begin as no video does: %s', async (text) => {
		replaceFile(world.simulator, 'consoleLog', { type: 'text/plain', bytes: Buffer.from(text) });
		expect((await world.run(logs())).items).toHaveLength(1);
	});

	it('may be a text that only looks like a page further on', async () => {
		const text = 'found <!doctype html>\n<div>\n';
		replaceFile(world.simulator, 'consoleLog', { type: 'text/plain', bytes: Buffer.from(text) });
		expect((await world.run(logs())).items).toHaveLength(2);
	});

	it('that is cut is tried again', async () => {
		storage({ kind: 'truncate', afterBytes: 10 }, 2);
		const result = await world.runWaiting(logs());
		expect(read(result)).toBe('');
		expect(result.items).toHaveLength(3);
		expect(world.simulator.fileRequests).toHaveLength(3);
	});
});

it.each(['{"error":"not found"}', ' {\n', '<Error/>'])(
	'a message in place of an image is told: %s',
	async (text) => {
		storage(sent('image/png', text));
		expect(await refusalOf(of('thumbnail'))).toBe(
			'A web page or a message was sent instead of the thumbnail file [item 0]\nA new URL was also tried. A login page, proxy or firewall may have sent the response. Check the network of this machine and run this item again',
		);
	},
);

it('a message in JSON by its type is told', async () => {
	storage(sent('application/problem+json', '"gone"'));
	expect(await refusalOf(of('video'))).toMatch(/^A web page or a message was sent instead of the video file/);
});

it.each([10, 1e9, 200])(
	'a stated size of %i that the storage does not confirm fails no download',
	async (size) => {
		stateSize(world.simulator, 'recordings.getVideo', size);
		const [item] = (await world.run(of('video'))).items;
		expect(await checksumOf(item.binary?.video)).toBe(sha256Of(content));
		expect(item.json.video).toMatchObject({ size });
	},
);
