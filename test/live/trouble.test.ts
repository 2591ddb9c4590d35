import { setTimeout as sleep } from 'node:timers/promises';

import { ndjsonContent } from '../simulator';
import { answers } from './points';
import { rowsWith, useScene } from './scene';

const scene = useScene();
const writing = { mayWrite: true, only: ['projects, domains and members', 'writing'] };

it('names the link of a create that was under way when it was stopped twice', async () => {
	const [stop, giveUp] = [new AbortController(), new AbortController()];
	scene.simulator.settings.latencyMs = ({ method }) => {
		if (method !== 'POST') return 0;
		setTimeout(() => stop.abort(), 100);
		setTimeout(() => giveUp.abort(), 300);
		return 800;
	};
	const { exitCode, left } = await scene.look({ ...writing, signal: stop.signal, giveUp: giveUp.signal });
	expect([exitCode, left]).toEqual([130, [expect.stringContaining('n8n-live-check-')]]);
	while (scene.left().length === 0) await sleep(50);
});

it('takes a link that Create or Update found again for its own', async () => {
	let creates = 0;
	// The other run of the two goes on meanwhile
	scene.simulator.settings.latencyMs = 100;
	scene.twisted.twist = {
		answer: (answer, { method }) => {
			if (method === 'POST' && ++creates === 2) answer.isLost = true;
		},
	};
	const { sentence } = await scene.look(writing);
	expect(sentence).not.toContain('The check itself failed');
	expect(scene.left()).toEqual([]);
});

it('tells no name in which only one word is of the trade', async () => {
	const names = ['Иван Петров email', '田中 account', 'support@mail.app', 'Мария user'];
	for (const recording of scene.simulator.store.recordings.values()) {
		Object.assign(recording, {
			status: names[3],
			systemMeta: { [names[0]]: 1, [names[1]]: 1, [names[2]]: 1 },
		});
		recording.resources.consoleLog.content = ndjsonContent([{ [names[0]]: 1, level: 'x' }]);
	}
	const { report = '', lines } = await scene.look({ only: ['recordings'] });
	expect(names.filter((name) => [report, ...lines].join('\n').includes(name))).toEqual([]);
});

it('has nothing against recordings that are all pending', async () => {
	const { store, seed } = scene.simulator;
	store.recordings.clear();
	for (let n = 0; n < 3; n++) store.addRecording({ linkId: seed.linkId, status: 'pending' });
	const { report } = await scene.look();
	expect(rowsWith(report, 'differs')).toEqual([]);
});

it('says what to do although something differs', async () => {
	scene.twisted.twist = answers('me', (answer) => {
		if (answer.status === 401) Object.assign(answer.body, { extra: 1 });
	});
	const { exitCode, sentence } = await scene.look({ workspaceId: undefined });
	expect([exitCode, sentence]).toEqual([1, expect.stringContaining('USERPLANE_WORKSPACE_ID')]);
});

it('does not take an answer that there is no room for another refusal', async () => {
	let deletions = 0;
	scene.twisted.twist = answers('remove', (answer) => {
		const body = { defined: true, code: 'RATE_LIMITED', status: 429, message: 'x' };
		if (++deletions === 2) Object.assign(answer, { status: 429, body });
	});
	const { report } = await scene.look(writing);
	expect(rowsWith(report, 'differs')).toEqual([]);
});
