import { account } from './accountPoints';
import { links } from './linksPoints';
import type { Point } from './points';
import { places } from './placesPoints';
import { recordings } from './recordingsPoints';
import { rowsWith, useScene } from './scene';

const scene = useScene();

/** The steps that are about a point; LIVE_WHOLE=1 takes all of them for each (two minutes). */
const about = (points: Point[], ...steps: string[]) =>
	points.map((each) => ({ ...each, only: process.env.LIVE_WHOLE ? undefined : steps }));

describe('a service that differs in one point', () => {
	it.each([
		...about(account, 'the key', 'workspaces'),
		...about(places, 'projects, domains and members', 'search'),
		...about(links, 'links'),
		...about(recordings, 'recordings'),
	])('$operation: $name', async ({ operation, at, twist, only }) => {
		const { exitCode, report, lines } = await scene.lookAt(twist, { only });
		const differing = rowsWith(report, 'differs');
		expect(differing.map(([name]) => name)).toEqual([operation]);
		expect(differing[0][1]).toContain(`\`${at}\``);
		expect(lines.some((line) => line.startsWith(`  differs: ${operation}, ${at}:`))).toBe(true);
		expect(exitCode).toBe(1);
	});
});

it('nothing differs at the simulator, and nothing is written', async () => {
	const { exitCode, sentence, report } = await scene.look();
	expect([sentence, rowsWith(report, 'differs')]).toEqual([expect.stringMatching(/^Nothing differs/), []]);
	expect(exitCode).toBe(0);
	expect(rowsWith(report, 'not tried').map(([name]) => name)).toEqual([
		'links.create',
		'links.update',
		'links.delete',
		'recordings.delete',
	]);
	expect(scene.simulator.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
	expect(scene.simulator.requests.length).toBeLessThanOrEqual(76);
});

it('the flat form of a recording and the short form of an error are as documented too', async () => {
	Object.assign(scene.simulator.settings, { recordingShape: 'flat', errorShape: 'short' });
	const { exitCode, report } = await scene.look();
	expect(rowsWith(report, 'differs')).toEqual([]);
	expect(exitCode).toBe(0);
});
