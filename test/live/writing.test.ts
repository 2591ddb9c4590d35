import { Made } from '../../scripts/live/made';
import { Tap } from '../../scripts/live/tap';
import { seededRandom } from '../simulator/faults';
import { answers, data, errorOf, inside, type Point, point, refusal } from './points';
import { rowsWith, useScene } from './scene';

const scene = useScene();
const only = ['projects, domains and members', 'writing'];

const points: Point[] = [
	point(
		'links.create',
		'data.link.linkProviderReference',
		'a reference that is not kept',
		inside('create', 'link', (link) => (link.linkProviderReference = null)),
	),
	point(
		'links.create',
		'data.link.linkReusable',
		'a link for many, unasked',
		inside('create', 'link', (link) => (link.linkReusable = true)),
	),
	point(
		'links.create',
		'data.link.linkURL',
		'a URL without https',
		inside('create', 'link', (link) => (link.linkURL = 'http://a.example/r/1')),
	),
	point(
		'links.create',
		'data.link',
		'an ID alone',
		data('create', (all) =>
			Object.assign(all, { linkId: (all.link as { linkId: string }).linkId, link: undefined }),
		),
	),
	point(
		'links.update',
		'status',
		'an answer without a body',
		answers('update', (answer) => Object.assign(answer, { status: 204 })),
	),
	point(
		'links.update',
		'data.link.linkTitle',
		'a title that is not kept',
		inside('update', 'link', (link) => (link.linkTitle = 'Another')),
	),
	point(
		'links.update',
		'data.link.linkProviderId',
		'a field that cannot be cleared',
		inside('update', 'link', (link) => (link.linkProviderId = '4711')),
	),
	point(
		'links.delete',
		'status',
		'an answer without a body',
		answers('remove', (answer) => answer.status === 200 && Object.assign(answer, { status: 204 })),
	),
	point(
		'links.delete',
		'status',
		'a second deletion that finds nothing',
		refusal('remove', 410, (answer) => errorOf(answer, 404, 'LINK_NOT_FOUND')),
	),
	point(
		'links.getById',
		'status',
		'a deleted link that is unknown',
		refusal('link', 410, (answer) => errorOf(answer, 404, 'LINK_NOT_FOUND')),
	),
];

describe('a service that differs in one point of what is written', () => {
	it.each(points)('$operation: $name', async ({ operation, at, twist }) => {
		const { exitCode, report, left } = await scene.lookAt(twist, { only, mayWrite: true });
		const differing = rowsWith(report, 'differs');
		expect(differing.map(([name]) => name)).toEqual([operation]);
		expect(differing[0][1]).toContain(`\`${at}\``);
		expect([exitCode, left, scene.left()]).toEqual([1, [], []]);
	});

	it('links.update: metadata that is merged', async () => {
		scene.simulator.settings.linkMetaUpdate = 'merge';
		const { report } = await scene.look({ only, mayWrite: true });
		expect(rowsWith(report, 'differs').map(([name]) => name)).toEqual(['links.update']);
		expect(report).toContain('| An update of linkMeta | is merged with what is there |');
	});
});

it('nothing differs at the simulator, nothing is left, and no link of others was written', async () => {
	const others = structuredClone([...scene.simulator.store.links.values()]);
	const { exitCode, report, left, lines, sentence } = await scene.look({ mayWrite: true });
	expect([rowsWith(report, 'differs'), left, scene.left(), exitCode]).toEqual([[], [], [], 0]);
	expect(rowsWith(report, 'not tried').map(([name]) => name)).toEqual(['recordings.delete']);
	const links = [...scene.simulator.store.links.values()];
	expect(links.slice(0, others.length)).toEqual(others);
	expect(scene.simulator.requests.length).toBeLessThanOrEqual(80);
	// To its end: there were requests enough
	expect([lines.at(-1), sentence]).toEqual([
		expect.stringMatching(/so far$/),
		expect.stringMatching(/1 not tried$/),
	]);
});

it('a plan that allows no more links is no difference', async () => {
	const { store, seed } = scene.simulator;
	Object.assign(store.workspaces.get(seed.workspaceId) ?? {}, { planLimit: 0 });
	const { exitCode, report } = await scene.look({ only, mayWrite: true });
	expect(rowsWith(report, 'differs')).toEqual([]);
	expect(report).toContain('| links.create | A | not tried | refused with 403 PLAN_LIMIT_EXCEEDED |');
	expect(exitCode).toBe(0);
});

describe('what it made', () => {
	const random = seededRandom(25);
	const moments = Array.from({ length: 10 }, () => 3 + Math.floor(random() * 21));

	it.each(moments)('is deleted when it is stopped at its request %s', async (moment) => {
		const stop = new AbortController();
		let count = 0;
		const answer = () => {
			if (++count === moment) stop.abort();
		};
		const { exitCode, left } = await scene.lookAt({ answer }, { only, mayWrite: true, signal: stop.signal });
		expect([left, scene.left(), exitCode]).toEqual([[], [], 130]);
		expect(count).toBeLessThanOrEqual(moment + 3);
	});

	it('is found and deleted when the answer to its create was lost', async () => {
		const twist = answers('create', (answer) => (answer.isLost = true));
		const { left } = await scene.lookAt(twist, { only, mayWrite: true });
		expect(scene.simulator.requests.filter(({ method }) => method === 'POST').length).toBeGreaterThan(0);
		expect([left, scene.left()]).toEqual([[], []]);
	});

	it('and cannot be deleted is named, but not in the report', async () => {
		const fault = { kind: 'status', status: 403, code: 'LINK_DELETE_FORBIDDEN' } as const;
		scene.simulator.faults.add({ match: { operationId: 'links.delete' }, fault });
		const { exitCode, report, left } = await scene.look({ only, mayWrite: true });
		const ids = scene.left();
		expect(ids.length).toBeGreaterThan(0);
		expect(left).toEqual(ids.map((linkId) => `the link ${linkId}`));
		expect(ids.filter((linkId) => report?.includes(linkId))).toEqual([]);
		expect(exitCode).toBe(1);
	});
});

it('lets no other write through', async () => {
	const list = '/public/workspace/ws_1/links';
	const request = (method: string, path: string, body = '') => ({
		...{ method, path, query: '', headers: {} },
		body: Buffer.from(body),
	});
	const made = new Made('n8n-live-check-1', true);
	const own = { ...request('POST', list), answerHeaders: {}, bytes: Buffer.alloc(0), at: 0, status: 200 };
	made.hear({ ...own, json: { data: { link: { linkId: 'lnk_1' } } } });
	const allowed = [
		request('POST', list, '{"linkReference":"n8n-live-check-1/create"}'),
		request('PUT', `${list}/lnk_1`),
		request('DELETE', `${list}/lnk_1`),
	];
	const others = [
		request('POST', list, '{"linkReference":"R"}'),
		request('POST', `${list}/lnk_1`, 'n8n-live-check-1'),
		...['PUT', 'DELETE'].map((method) => request(method, `${list}/lnk_2`)),
		request('PATCH', `${list}/lnk_1`),
		request('DELETE', '/public/workspace/ws_1/recordings/lnk_1'),
	];
	expect(allowed.map((each) => made.mayWrite(each))).toEqual([true, true, true]);
	expect(others.filter((each) => made.mayWrite(each))).toEqual([]);
	const reading = new Made('n8n-live-check-1', false);
	expect(allowed.filter((each) => reading.mayWrite(each))).toEqual([]);
	const { baseUrl } = scene.twisted;
	const { signal } = new AbortController();
	const tap = new Tap({
		baseUrl,
		most: 9,
		kept: 0,
		signal,
		mayWrite: (each) => reading.mayWrite(each),
		hear: () => undefined,
	});
	await expect(tap.send(allowed[0])).rejects.toThrow('Not sent: write');
	expect(scene.simulator.requests).toEqual([]);
});
