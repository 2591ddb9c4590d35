import type { ResourceKind } from '../simulator';
import { download, replaceFile } from './files';
import { read, useWorld } from './support';

const world = useWorld();
const day = '2026-03-01T10:00';
const ms = Date.parse(`${day}:00.000Z`);

describe('merging by time', () => {
	const merged = async (texts: Partial<Record<ResourceKind, object[]>>) => {
		for (const kind of ['consoleLog', 'networkLog', 'action'] as const) {
			const bytes = Buffer.from(JSON.stringify(texts[kind] ?? []));
			replaceFile(world.simulator, kind, { type: 'application/json', bytes });
		}
		const options = { mergeByTime: true };
		const result = await world.run({ ...download(world.simulator), operation: 'getLogs', options });
		expect(read(result)).toBe('');
		return result.items.map(({ json }) => json);
	};

	it('understands mixed forms of time', async () => {
		const found = await merged({
			consoleLog: [
				{ n: 6, timestamp: String(ms + 6_000) },
				{ n: 2, ts: ms / 1_000 + 2 },
				{ n: 4, time: `${day}:04Z` },
			],
			networkLog: [
				{ n: 5, startedDateTime: `${day}:05.000+00:00`, time: 12 },
				{ n: 1, timestamp: (ms + 1_000) * 1_000 },
				{ n: 7, timestamp: (ms + 7_000) * 1_000_000 },
			],
			action: [{ n: 3, date: new Date(ms + 3_000).toUTCString() }],
		});
		expect(found.map(({ n }) => n)).toEqual([1, 2, 3, 4, 5, 6, 7]);
		expect(found.map(({ time }) => time)).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => `${day}:0${n}.000Z`));
	});

	it('keeps the order of what is at the same time, and has the rest last', async () => {
		const found = await merged({
			action: [
				{ n: 1, timestamp: ms },
				{ n: 8, type: 'unknown' },
				{ n: 2, timestamp: ms },
			],
			consoleLog: [{ n: 3, timestamp: ms }, { n: 9 }],
			networkLog: [{ n: 4, timestamp: ms }],
		});
		expect(found.map(({ n }) => n)).toEqual([1, 2, 3, 4, 8, 9]);
	});

	it('orders offsets from the start, which are shown as no time', async () => {
		const found = await merged({
			action: [{ n: 2, timestamp: 1_500 }],
			consoleLog: [
				{ n: 3, time: 2_000.5 },
				{ n: 1, time: 0 },
			],
			networkLog: [{ n: 4, timestamp: ms }],
		});
		expect(found.map(({ n, time }) => [n, time])).toEqual([
			[1, null],
			[2, null],
			[3, null],
			[4, `${day}:00.000Z`],
		]);
	});
});
