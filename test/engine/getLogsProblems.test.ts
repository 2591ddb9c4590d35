import type { INodeParameters } from 'n8n-workflow';

import { actionForms, consoleForms, networkForms } from '../unit/incident';
import { getLogs, putIncident, replaceFile } from './files';
import { byId, items, read, useWorld } from './support';

const world = useWorld();

/** Reads the problems of the seeded recording. */
async function problems(options: INodeParameters = {}, count = 1) {
	const parameters = getLogs(world.simulator, { options: { onlyProblems: true, ...options } });
	const result = await world.run(parameters, { items: items(count) });
	expect(read(result)).toBe('');
	return {
		entries: result.items.map(({ json }) => json),
		hints: result.hints.map(({ message }) => message),
	};
}

const lines = (entries: unknown[]) => entries.map((entry) => JSON.stringify(entry)).join('\n');

it.each(Object.keys(consoleForms))(
	'are the errors and warnings of a console in this form: %s',
	async (form) => {
		putIncident(world.simulator, { consoleLog: lines(consoleForms[form]), networkLog: '[]' });
		const { entries, hints } = await problems();
		expect(entries).toHaveLength(3);
		expect(entries).toMatchObject(
			consoleForms[form].slice(1).map(({ time: _time, ...own }: { time?: unknown }) => own),
		);
		expect(hints).toEqual([]);
	},
);

it.each(Object.keys(networkForms))('are the failed requests in this form: %s', async (form) => {
	putIncident(world.simulator, { consoleLog: '', networkLog: JSON.stringify(networkForms[form]) });
	const { entries, hints } = await problems();
	expect(entries).toHaveLength(1);
	expect(entries[0]).toMatchObject({
		recordingId: 'rec_000001',
		log: 'networkLog',
		time: '2026-11-21T09:30:13.000Z',
	});
	expect(hints).toEqual([]);
});

it('are in one timeline when they are merged', async () => {
	putIncident(world.simulator);
	const of = async (options?: INodeParameters) => (await problems(options)).entries.map(({ log }) => log);
	expect(await of()).toEqual(['consoleLog', 'consoleLog', 'consoleLog', 'networkLog']);
	expect(await of({ mergeByTime: true })).toEqual(['consoleLog', 'networkLog', 'consoleLog', 'consoleLog']);
});

it('are those of the logs that are there', async () => {
	putIncident(world.simulator);
	replaceFile(world.simulator, 'consoleLog', null);
	expect((await problems({ skipMissing: true })).entries).toMatchObject([{ log: 'networkLog' }]);
	for (const name of ['networkLog', 'action'] as const) replaceFile(world.simulator, name, null);
	const none = 'None of the selected logs were captured or uploaded for recording rec_000001.';
	expect(await problems({ skipMissing: true })).toEqual({ entries: [], hints: [none] });
});

it('count in a hint what cannot be interpreted, of all logs', async () => {
	putIncident(world.simulator, {
		consoleLog: `${lines(consoleForms.pino)}\nTypeError: it broke\n{"level":"purple","message":"x"}\n7`,
		action: lines([...actionForms.Sentry, { type: 'dance' }]),
	});
	const { entries, hints } = await problems();
	expect(entries).toHaveLength(4);
	expect(hints).toEqual([
		'Log entries that could not be interpreted were left out: 4 of 14 of recording rec_000001. Turn off Only Problems to see them.',
	]);
});

it('are none, with a hint, when nothing went wrong: one for all items of a recording', async () => {
	putIncident(world.simulator, { consoleLog: lines(consoleForms.pino.slice(0, 1)), networkLog: '[]' });
	const none =
		'No errors, warnings or failed requests found in the logs of recording rec_000001. To continue anyway, turn on Always Output Data in the settings.';
	expect(await problems()).toEqual({ entries: [], hints: [none] });
	expect(await problems({}, 2)).toEqual({ entries: [], hints: [none] });
});

it('are none without a word when the logs have no entries, as without the option', async () => {
	putIncident(world.simulator, { consoleLog: '', networkLog: '[]', action: '' });
	expect(await problems()).toEqual({ entries: [], hints: [] });
});

it('leave all entries alone when the option is off', async () => {
	putIncident(world.simulator, { consoleLog: `${lines(consoleForms.pino)}\nplain` });
	const { entries, hints } = await problems({ onlyProblems: false });
	expect([entries.length, hints]).toEqual([11, []]);
});

it('of 200 recordings come with one hint', async () => {
	const { seed, store } = world.simulator;
	const own = store.recordings.get(seed.recordingId);
	if (!own) throw new Error('The seed has no such recording');
	const consoleLog = `${lines(consoleForms.pino.slice(0, 1))}\n{"level":"purple","message":"x"}`;
	putIncident(world.simulator, { consoleLog, networkLog: '[]', action: '' });
	for (let n = 0; n < 200; n += 1) store.recordings.set(`rec_${n}`, { ...own, recordingId: `rec_${n}` });
	const parameters = getLogs(world.simulator, {
		recordingId: byId('={{ "rec_" + $json.n }}'),
		options: { onlyProblems: true },
	});
	const result = await world.run(parameters, { items: items(200) });
	expect(read(result)).toBe('');
	expect(result.hints.map(({ message }) => message)).toEqual([
		'Log entries that could not be interpreted were left out: 1 of 2 of recording rec_0, 1 of 2 of recording rec_1, 1 of 2 of recording rec_2 and 197 more. Turn off Only Problems to see them.',
	]);
});
